using NodaTime;
using Timeline.Contracts;

namespace Timeline.Console.Api;

/// <summary>What the system has said of a correlation, from <c>GET /api/correlations/{id}/history</c>.</summary>
/// <param name="Change">detected, strengthened, weakened, revised or withdrawn.</param>
/// <param name="Why">Null where it was found for the first time.</param>
public sealed record CorrelationSaid(string Change, Instant At, string? Why, string Verdict, double Share, IReadOnlyList<string> Incidents, LagDays? Lag);
