using NodaTime;

namespace Timeline.Correlation.Alerts;

/// <summary>An alert as it is shown.</summary>
/// <param name="Assignee">To whom it was last assigned.</param>
/// <param name="By">Who did the last thing that happened to it; "timeline" for what follows from facts and from the clock.</param>
/// <param name="Change">What last happened to what it rests on: raised, strengthened, weakened, revised, withdrawn.</param>
/// <param name="Why">The reasons as they were last told.</param>
/// <param name="Version">Grows by one with everything that happens to it.</param>
public sealed record AlertShown(
    string Id, string Class, string CorrelationId, string Watch, string Thread, int Episode, string Rule, string Theatre, int SeasonYear,
    string State, string? Assignee, string? By, Instant? SnoozedUntil, Instant RaisedAt, Instant ChangedAt, int Version, string Change, string Why, IReadOnlyList<AlertStep> History)
{
    public static AlertShown Of(AlertRecord alert) => new(
        alert.Id, alert.Notice.Class, alert.Notice.CorrelationId, alert.Watch, alert.Thread, alert.Episode, alert.Rule, alert.Theatre, alert.SeasonYear,
        alert.State, alert.Assignee, alert.History[^1].By, alert.SnoozedUntil, alert.RaisedAt, alert.ChangedAt, alert.Version, alert.Notice.Change, alert.Notice.Why, alert.History);
}
