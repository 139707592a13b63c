using Timeline.Contracts;

namespace Timeline.Console.Api;

/// <summary>A match through time, as <c>GET /api/correlations</c> tells it.</summary>
/// <param name="State">holds or withdrawn.</param>
/// <param name="Verdict">certain or possible.</param>
/// <param name="HangsOnSources">The sources without all of whose reports it would not stand; null where many were asked for at once, or it was withdrawn.</param>
public sealed record CorrelationView(
    string Id,
    string Rule,
    int RuleVersion,
    string Theatre,
    int SeasonYear,
    string State,
    string? LastChange,
    string Verdict,
    double Share,
    IReadOnlyList<string> Incidents,
    IReadOnlyList<ExplanationStep>? Explanation,
    IReadOnlyList<string>? HangsOn,
    IReadOnlyList<NotCounted>? NotCounted,
    LagDays? Lag,
    Evidence? Evidence,
    IReadOnlyList<string>? HangsOnSources = null);
