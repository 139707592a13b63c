using NodaTime;

namespace Timeline.Vocabulary;

/// <summary>What came of reading the words of a date: a <see cref="DateRead"/> or a <see cref="Refusal"/>.</summary>
/// <param name="Says">One plain sentence: how the words were read, or why they were not.</param>
public abstract record DateReading(string Says);

/// <summary>The words were read.</summary>
public sealed record DateRead(Occurrence Occurrence, string Says) : DateReading(Says);

/// <summary>The words were not read, because they say nothing readable or could mean two things.</summary>
/// <param name="Suggestions">The nearest words that can be read, best first; may be empty.</param>
public sealed record Refusal(string Says, IReadOnlyList<string> Suggestions) : DateReading(Says)
{
    private string Why { get; init; } = Says;

    internal static Refusal Because(string why, params string[] suggestions) =>
        new(suggestions.Length == 0 ? $"{why}." : $"{why}; did you mean {string.Join(" or ", suggestions.Select(s => $"'{s}'"))}?", suggestions) { Why = why };

    /// <summary>The same, without the suggestions that would themselves be refused.</summary>
    internal Refusal SuggestingOnly(Func<string, bool> reads) => Suggestions.All(reads) ? this : Because(Why, [.. Suggestions.Where(reads)]);
}

/// <summary>What the reader may take as given. Nothing here is a default: without it the words must say it themselves.</summary>
/// <param name="NotBefore">The first day possible, where the words give only a latest ("before 9 August 1999"); counts.</param>
/// <param name="NotAfter">The last day possible, where the words give only an earliest ("after 9 August 1999"); counts.</param>
/// <param name="NotAfterIs">Why it can have been no later, for the sentence that tells how the words were read: "when the source was published".</param>
/// <param name="Year">The year of dates that name none ("9 August").</param>
/// <param name="Zones">The clocks of the place where it was (<see cref="PlaceZones"/>); null where they are not known, and any may be meant.</param>
/// <param name="SourceZone">The source's own clock (IANA id), by which a time of day is meant that names none.</param>
public sealed record ReadingOptions(
    LocalDate? NotBefore = null, LocalDate? NotAfter = null, int? Year = null, IReadOnlyList<DateTimeZone>? Zones = null, string? SourceZone = null, string? NotAfterIs = null);
