using NodaTime;
using Timeline.Contracts;
using Timeline.Correlation.Alerts;

namespace Timeline.Tests.Fast.Correlation.Alerts;

/// <summary>Alerts in each state, made by the events that lead there.</summary>
internal static class Alert
{
    public static readonly Instant Noon = Instant.FromUtc(2030, 1, 31, 12, 0);

    public static readonly Notice Notice = new("w~c~1", "match", "c", "w", "w~c", 1, "r", "fergana", 1999, "raised", "because", "raised");

    public static AlertRecord Raised { get; } = AlertRecord.After(null, new AlertRaised(Notice), Noon);

    /// <summary>Handled by Anna, an hour after the last thing that happened to it.</summary>
    public static AlertRecord Then(this AlertRecord alert, Deed deed, string by = "anna") => Triage.Decide(alert, Wish(deed, by)) is { } handled
        ? AlertRecord.After(alert, handled, alert.ChangedAt + Duration.FromHours(1))
        : alert;

    public static AlertRecord Then(this AlertRecord alert, IAlertEvent told) => AlertRecord.After(alert, told, alert.ChangedAt + Duration.FromHours(1));

    public static AlertWithdrawn Withdrawal => new(Notice with { Change = "withdrawn", Why = "it is gone", State = "withdrawn" });

    public static Wish Wish(Deed deed, string by = "anna") => new(deed, by, deed == Deed.Assign ? "bo" : null, deed == Deed.Snooze ? Noon + Duration.FromDays(1) : null, "so");

    public static AlertRecord In(string state) => state switch
    {
        "raised" => Raised,
        "acknowledged" => Raised.Then(Deed.Acknowledge),
        "assigned" => Raised.Then(Deed.Assign),
        "snoozed" => Raised.Then(Deed.Snooze),
        "closed" => Raised.Then(Deed.Close),
        "withdrawn" => Raised.Then(Withdrawal),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
