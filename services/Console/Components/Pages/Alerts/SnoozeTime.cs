using NodaTime;

namespace Timeline.Console.Components.Pages.Alerts;

/// <summary>The ends of a snooze that are offered, in UTC as all times of the pages.</summary>
/// <param name="Word">Its value in the form.</param>
/// <param name="Until">Null: the person says a day and a time.</param>
public sealed record SnoozeTime(string Word, string Says, Instant? Until)
{
    private static readonly LocalTime Morning = new(8, 0);

    public static IReadOnlyList<SnoozeTime> From(Instant now)
    {
        var today = now.InUtc().Date;
        return
        [
            new("hour", "for an hour", now + Duration.FromHours(1)),
            new("hours", "for four hours", now + Duration.FromHours(4)),
            new("tomorrow", "until tomorrow, 08:00 UTC", At(today.PlusDays(1))),
            new("monday", "until Monday, 08:00 UTC", At(today.With(DateAdjusters.Next(IsoDayOfWeek.Monday)))),
            new("at", "until a day and time …", null),
        ];
    }

    private static Instant At(LocalDate day) => day.At(Morning).InUtc().ToInstant();
}
