using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;
using Timeline.Console.Api;
using Timeline.Console.Charts;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.TimelinePages;

/// <summary>
/// Everything that decides what the Timeline page shows, and its address: whoever opens the address sees the same.
/// What is as usual is left out of the address. <see cref="Read"/> and <see cref="Address"/> undo one another.
/// </summary>
public sealed record TimelineView
{
    public const string Path = "/timeline";

    private static readonly KindSet UsuallyFolded = KindSet.Of(Kind.Context);

    /// <summary>The days that are looked at; null for as many as the history itself suggests.</summary>
    public Span? Span { get; init; }

    public TimelineFilter Filter { get; init; } = new();

    /// <summary>What was known by the end of this day (UTC); null for what is known now.</summary>
    public LocalDate? KnownAt { get; init; }

    /// <summary>The incident that is picked out.</summary>
    public string? Selected { get; init; }

    /// <summary>The correlation whose incidents are picked out.</summary>
    public string? Correlation { get; init; }

    /// <summary>Lanes that show only how many there are.</summary>
    public KindSet Folded { get; init; } = UsuallyFolded;

    /// <summary>Lanes that show every incident, however many rows that takes.</summary>
    public KindSet Full { get; init; }

    /// <summary>The map shows the countries around the theatre too.</summary>
    public bool WideMap { get; init; }

    /// <summary>The address, with this view's parameters in one order whatever order they came in.</summary>
    public string Address()
    {
        (string, string?)[] parameters =
        [
            ("from", Day(Span?.From)), ("to", Day(Span?.To)), ("knownAt", Day(KnownAt)),
            .. Filter.Parameters().Select(p => (p.Name, (string?)p.Value)),
            ("selected", Selected), ("correlation", Correlation),
            ("folded", Folded == UsuallyFolded ? null : Folded.IsEmpty ? "none" : Folded.ToString()), ("full", Full.IsEmpty ? null : Full.ToString()),
            ("map", WideMap ? "wide" : null),
        ];
        var set = parameters.Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}").ToList();
        return set.Count == 0 ? Path : $"{Path}?{string.Join('&', set).Replace("%2C", ",", StringComparison.Ordinal)}";
    }

    /// <summary>Reads an address. A parameter that cannot be read is left out and named.</summary>
    public static (TimelineView View, IReadOnlyList<string> Wrong) Read(string address)
    {
        var query = QueryHelpers.ParseQuery(address.Contains('?', StringComparison.Ordinal) ? address[address.IndexOf('?', StringComparison.Ordinal)..] : "");
        var wrong = new List<string>();
        var (from, to) = (ReadDay("from"), ReadDay("to"));
        Span? span = null;
        if (from is { } first && to is { } last)
        {
            if (last < first || Period.DaysBetween(first, last) >= Span.MostDays)
            {
                wrong.Add($"from {first:uuuu-MM-dd} to {last:uuuu-MM-dd} is no stretch of one day to four centuries.");
            }
            else
            {
                span = new(first, last);
            }
        }
        else if (from is not null || to is not null)
        {
            wrong.Add("from and to come together.");
        }

        return (new()
        {
            Span = span,
            KnownAt = ReadDay("knownAt"),
            Filter = new(ReadKinds("kind") ?? default, Word("theatre"), Word("place"), Word("actor"), Word("text"), ReadGrade(), ReadMonth()),
            Selected = Word("selected"),
            Correlation = Word("correlation"),
            Folded = Word("folded") is "none" ? default : ReadKinds("folded") ?? UsuallyFolded,
            Full = ReadKinds("full") ?? default,
            WideMap = Word("map") == "wide",
        }, wrong);

        string? Word(string name) => query.TryGetValue(name, out var values) && values is [.., { } value] && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

        LocalDate? ReadDay(string name)
        {
            if (Word(name) is not { } word)
            {
                return null;
            }

            if (LocalDatePattern.Iso.Parse(word) is { Success: true, Value: { Year: >= 1000 and <= 2999 } day })
            {
                return day;
            }

            wrong.Add($"{name} is '{word}'; it takes a day, such as 1999-09-01.");
            return null;
        }

        // a form sends one value for each box that is ticked, an address one for all
        KindSet? ReadKinds(string name)
        {
            if (Word(name) is null)
            {
                return null;
            }

            var words = string.Join(',', query[name].ToArray());
            if (KindSet.Read(words) is { } kinds)
            {
                return kinds;
            }

            wrong.Add($"{name} is '{words}'; it takes some of: {KindSet.Of(Enum.GetValues<Kind>())}.");
            return null;
        }

        string? ReadGrade()
        {
            if (Word("minGrade") is not { } word)
            {
                return null;
            }

            if (word is [>= 'A' and <= 'F', >= '1' and <= '6'])
            {
                return word;
            }

            wrong.Add($"minGrade is '{word}'; it takes a grade, such as B2.");
            return null;
        }

        int? ReadMonth()
        {
            if (Word("month") is not { } word)
            {
                return null;
            }

            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12)
            {
                return month;
            }

            wrong.Add($"month is '{word}'; it takes 1 to 12.");
            return null;
        }
    }

    private static string? Day(LocalDate? day) => day?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
