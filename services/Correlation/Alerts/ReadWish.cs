using System.ComponentModel;
using NodaTime;
using NodaTime.Text;
using Timeline.Hosting;

namespace Timeline.Correlation.Alerts;

/// <summary>What a person wants done with an alert, as the body of the request says it.</summary>
public interface IWishForm
{
    /// <summary>The version the person saw; null where any will do.</summary>
    long? ExpectedVersion { get; }

    /// <summary>The wish, as far as it can be read; what is wrong with it goes to the problems.</summary>
    Wish Read(Deed deed, string by, Instant now, Problems problems);
}

/// <summary>acknowledge, close, reopen. Only to close needs a reason.</summary>
public sealed record ReasonForm(string? Reason = null, [property: Description(ReadWish.Expected)] long? ExpectedVersion = null) : IWishForm
{
    public Wish Read(Deed deed, string by, Instant now, Problems problems) =>
        new(deed, by, Why: deed == Deed.Close ? ReadWish.Needed(Reason, ReadWish.Words, "reason", "Say why.", problems) : ReadWish.Optional(Reason, "reason", problems));
}

/// <summary>assign.</summary>
/// <param name="To">To whom: a name.</param>
public sealed record AssignForm([property: Description("To whom: a name.")] string? To = null, string? Reason = null, [property: Description(ReadWish.Expected)] long? ExpectedVersion = null) : IWishForm
{
    public Wish Read(Deed deed, string by, Instant now, Problems problems) =>
        new(deed, by, To: ReadWish.Needed(To, ReadWish.Name, "to", "Say to whom.", problems), Why: ReadWish.Optional(Reason, "reason", problems));
}

/// <summary>snooze.</summary>
/// <param name="Until">An instant with its offset, or a day, which means its beginning in UTC; later than now, by a year at most.</param>
public sealed record SnoozeForm([property: Description("An instant with its offset, or a day, which means its beginning in UTC; later than now, by a year at most.")] string? Until = null, string? Reason = null, [property: Description(ReadWish.Expected)] long? ExpectedVersion = null) : IWishForm
{
    public Wish Read(Deed deed, string by, Instant now, Problems problems) =>
        new(deed, by, Until: ReadWish.Later(Until, now, problems), Why: ReadWish.Optional(Reason, "reason", problems));
}

/// <summary>notes.</summary>
public sealed record NoteForm(string? Text = null, [property: Description(ReadWish.Expected)] long? ExpectedVersion = null) : IWishForm
{
    public Wish Read(Deed deed, string by, Instant now, Problems problems) =>
        new(deed, by, Why: ReadWish.Needed(Text, ReadWish.Words, "text", "Say what is to be noted.", problems));
}

/// <summary>The single fields of a wish.</summary>
internal static class ReadWish
{
    public const string Expected = "The version of the alert that was looked at: 409 where it is no longer that.";
    public const int Words = 2000;
    public const int Name = 100;

    // a snooze without an end in sight is a closing without a reason
    private static readonly Duration Longest = Duration.FromDays(366);

    public static string? Optional(string? text, string field, Problems problems) => PlainText.Read(text, Words, field, problems);

    public static string? Needed(string? text, int most, string field, string says, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            problems.Add(field, says);
        }

        return PlainText.Read(text, most, field, problems);
    }

    public static Instant? Later(string? word, Instant now, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(word))
        {
            problems.Add("until", "Say until when.");
            return null;
        }

        Instant? until = OffsetDateTimePattern.Rfc3339.Parse(word.Trim()) is { Success: true, Value: var instant } ? instant.ToInstant()
            : LocalDatePattern.Iso.Parse(word.Trim()) is { Success: true, Value: var day } ? day.AtMidnight().InUtc().ToInstant()
            : null;
        var fault = until is not { } time ? "It is not a time such as 2030-01-31T08:00:00Z, nor a day."
            : time <= now ? "It has passed."
            : time > now + Longest ? "It is more than a year ahead: close the alert instead, with a reason."
            : null;
        if (fault is not null)
        {
            problems.Add("until", fault);
        }

        return until;
    }
}
