using System.Globalization;
using System.Text.RegularExpressions;
using Timeline.Forms;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// Anti-Shipping Activity Messages, in both editions there are: with a position in degrees, minutes and seconds, or in decimal degrees. The reference number is the record's
/// key, so the other edition of a file corrects and does not repeat. What the narrative alone suggests is proposed with the words that led to it, and never recorded
/// as if the source had said so.
/// </summary>
internal static partial class ReadAsam
{
    private const int NarrativeMost = 9000;

    public static SheetFormat Format { get; } = new(
        [
            new("reference", true, "reference_number"), new("date", true, "date_of_occurrence", "dateofocc"), new("hostility", true, "aggressor", "hostility_d", "hostilityby"),
            new("victim", true, "victim_d", "victim_name"), new("description", true, "desc"), new("position"), new("latitude"), new("longitude"), new("subreg", false, "subregion"), new("navArea"),
        ],
        new Dictionary<string, string>
        {
            ["externalId"] = "reference", ["when"] = "date", ["where"] = "position", ["where.lat"] = "latitude", ["where.lon"] = "longitude", ["title"] = "description", ["note"] = "description", ["actors[0]"] = "hostility",
        },
        SheetFormat.NothingKnown,
        Read);

    private static TimelineRow Read(Cells cells)
    {
        var (by, victim, told) = (cells.Text("hostility"), cells.Text("victim"), cells.Text("description"));
        if (told?.Length > NarrativeMost)
        {
            cells.Refuse("description", $"It has {told.Length} characters; {NarrativeMost} is the most.");
            told = null;
        }

        var suspicious = by is not null && Suspicion().IsMatch(by);
        var warning = by is null && victim is null;
        var place = told is not null && Place().Match(told) is { Success: true } at ? at.Groups["place"].Value.Trim() : null;
        List<Proposal> proposals = told is null ? [] : [.. Suggested(told)];
        proposals.ForEach(cells.Propose);
        if (cells.Text("date") is null)
        {
            cells.Refuse("date", "There is no day.");
        }

        return new()
        {
            ExternalId = cells.Text("reference"),
            // an approach that led to nothing is no attack, and a warning to mariners no incident at all
            Kind = warning || suspicious ? "context" : "attack",
            Subkind = warning ? "warning-to-shipping" : suspicious ? "suspicious-approach" : "shipping",
            Title = string.Join(": ", new[] { place, string.Join(" against ", new[] { by, victim }.OfType<string>()) is { Length: > 0 } deed ? deed : "Anti-shipping activity message" }.OfType<string>()),
            When = new() { Date = cells.Day("date")?.ToString("uuuu-MM-dd", null) },
            Where = Where(cells, place),
            Actors = by is null || suspicious || by.Equals("unknown", StringComparison.OrdinalIgnoreCase) ? null : [by],
            Source = new("NGA Anti-Shipping Activity Messages", Origin: told is not null && Origin().Match(told) is { Success: true } from ? from.Groups[1].Value : null),
            Claim = "reported",
            Note = Note(told, proposals),
        };
    }

    /// <summary>What a narrative suggests, each with its words and those around them.</summary>
    public static IEnumerable<Proposal> Suggested(string told)
    {
        foreach (var (sign, kind, subkind) in new[] { (Hijack(), Kind.Attack, "hijacking"), (Hostages(), Kind.HostageTaking, null), (Ransom(), Kind.Ransom, null), (Freed(), Kind.Release, (string?)null) })
        {
            if (sign.Match(told) is { Success: true } found)
            {
                yield return new(kind, subkind, Around(told, found));
            }
        }
    }

    // with four words on both sides, for alone they mislead: "no ransom was demanded"
    private static string Around(string told, Match found)
    {
        var (from, to) = (found.Index, found.Index + found.Length);
        for (var words = 0; words < 4 && from > 0; words++)
        {
            from = told.LastIndexOf(' ', Math.Max(0, from - 2)) + 1;
        }

        for (var words = 0; words < 5 && to < told.Length; words++)
        {
            to = told.IndexOf(' ', to) is >= 0 and var end ? words < 4 ? end + 1 : end : told.Length;
        }

        return told[from..to].Trim() is { Length: <= 200 } around ? around : found.Value;
    }

    private static string? Note(string? told, List<Proposal> proposals) => proposals.Count == 0 ? told
        : $"{told} {Proposal.Aside} {string.Join("; ", proposals.Select(p => $"{p.Subkind ?? ReadWords.Spelling(p.Kind)}, by “{p.Words}”"))}.]";

    private static WhereForm? Where(Cells cells, string? place)
    {
        var (lat, lon) = ((double?)cells.Number("latitude"), (double?)cells.Number("longitude"));
        if (lat is null && lon is null && cells.Text("position") is { } position)
        {
            if (Angles().Matches(position) is not [var north, var east] || Degrees(north, "NS", 90) is not { } n || Degrees(east, "EW", 180) is not { } e)
            {
                cells.Refuse("position", $"'{ReadWords.Excerpt(position)}' is not a position such as 15°29'00\"N 42°29'00\"E.");
                return null;
            }

            (lat, lon) = (n, e);
        }

        if (lat is not { } y || lon is not { } x)
        {
            return null;
        }

        // ten metres: both editions name the same second of arc, and one of them in single precision
        (y, x) = (Math.Round(y, 4), Math.Round(x, 4));
        // whole degrees are what is written "for reference only"
        return new(Text: place, Lat: y, Lon: x, Precision: y == Math.Floor(y) && x == Math.Floor(x) ? "area" : "point");
    }

    private static double? Degrees(Match angle, string letters, double most)
    {
        var letter = angle.Groups["letter"].Value.ToUpperInvariant();
        var (minutes, seconds) = (Part("minutes"), Part("seconds"));
        var degrees = Part("degrees") + (minutes / 60) + (seconds / 3600);
        // sixty minutes are what rounding made of a full degree
        return letters.Contains(letter, StringComparison.Ordinal) && minutes <= 60 && seconds <= 60 && degrees <= most ? degrees * (letter is "S" or "W" ? -1 : 1) : null;

        double Part(string name) => angle.Groups[name] is { Success: true } part ? double.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex("""(?<degrees>\d{1,3}(\.\d+)?)\s*°\s*((?<minutes>\d{1,2}(\.\d+)?)\s*['′’]\s*)?((?<seconds>\d{1,3}(\.\d+)?)\s*["″”]\s*)?(?<letter>[NSEWnsew])""")]
    private static partial Regex Angles();

    [GeneratedRegex(@"^(?:(?<place>[^:.]{2,80}):|(?<place>[A-Z ,'/&-]{4,80})\.\s)")]
    private static partial Regex Place();

    [GeneratedRegex(@"\(([A-Z]{2,6}(?:[,.] [A-Z]{2,6})*)\)\.?$")]
    private static partial Regex Origin();

    // as it is found, slips included
    [GeneratedRegex(@"\bs\w{0,2}sp\w{0,4}c\w{0,2}o\w{0,3}us", RegexOptions.IgnoreCase)]
    private static partial Regex Suspicion();

    [GeneratedRegex(@"\bhijack\w{0,6}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Hijack();

    [GeneratedRegex(@"\b(hostages?|kidnap\w{0,6}|abduct\w{0,6}|(held|taken) captive)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Hostages();

    [GeneratedRegex(@"\bransom\w{0,4}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ransom();

    [GeneratedRegex(@"\b(crew|hostages?|captives?|captain|master|men|sailors?|fishermen)( \w{1,12}){0,3} (released|freed|rescued)\b|\b(released|freed|rescued)( the)? (crew|hostages?|captives?|captain|master|men|sailors?|fishermen)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Freed();
}
