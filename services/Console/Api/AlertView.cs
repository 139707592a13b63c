using NodaTime;

namespace Timeline.Console.Api;

/// <summary>An alert, as <c>GET /api/alerts</c> lists it and the live stream sends it.</summary>
/// <param name="State">raised, acknowledged, assigned, snoozed, closed or withdrawn.</param>
/// <param name="Change">What last happened to its correlation: detected, strengthened, weakened, revised, withdrawn.</param>
/// <param name="History">What happened to it, oldest first.</param>
public sealed record AlertView(
    string Id,
    string Class,
    string CorrelationId,
    string Watch,
    int Episode,
    string State,
    Instant? RaisedAt,
    string Why,
    string? Rule = null,
    string? Theatre = null,
    int? SeasonYear = null,
    string? Change = null,
    IReadOnlyList<AlertChange>? History = null);

/// <param name="Change">raised, strengthened, weakened, revised or withdrawn; or what a person did with it.</param>
public sealed record AlertChange(Instant? At, string Change, string? Why = null, string? By = null, string? Note = null);
