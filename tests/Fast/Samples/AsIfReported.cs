using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Timeline.Tests.Fast.Samples;

/// <summary>
/// Makes infra/samples/as-if-reported.ndjson from the paper's records: the same history as if each record had become known when all it says was over.
/// </summary>
/// <remarks>
/// <para>Known from the day after the record's latest day: of its end where it gives one, since a record that tells the end cannot be older than it; else
/// of its beginning, also where it went on (endsOpen), since "it has begun" can be told while it lasts.</para>
/// <para>Not before what it rests on: a date worked out from another incident not before that incident, what a publication with a date says not before the day
/// after it, and what the paper infers not before the paper. A link may name what is not known yet: it waits, as it would in an import.</para>
/// <para>Marked in what every page shows of a record: the source's name says so, and so does the note, which takes the place of the paper's own, written in hindsight.</para>
/// </remarks>
internal static partial class AsIfReported
{
    public const string Mark = " (day of knowing assumed)";

    private const string Note = "Assumed: known since the day after its latest day, or after what it rests on. No source says since when.";

    // undated, after March 2004
    private static readonly LocalDate Paper = new(2004, 4, 1);

    private static readonly JsonSerializerOptions AsTheyAre = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="paper">The lines of the paper's file.</param>
    /// <exception cref="InvalidDataException">A record without a date: since when it would have been known is nothing to assume.</exception>
    public static IReadOnlyList<string> Of(IEnumerable<string> paper)
    {
        var rows = paper.Select(line => JsonNode.Parse(line)!.AsObject()).ToDictionary(row => (string)row["externalId"]!);
        return [.. rows.Values.Select(row => Written(row, KnownFrom(row, rows)))];
    }

    private static LocalDate KnownFrom(JsonObject row, Dictionary<string, JsonObject> rows)
    {
        var when = row["when"]!;
        var days = new[] { when["latest"], when["begins"]?["latest"], when["ends"]?["latest"] }.OfType<JsonNode>().Select(day => LocalDatePattern.Iso.Parse((string)day!).Value).ToList();
        if (days.Count == 0)
        {
            throw new InvalidDataException($"{row["externalId"]} has no date");
        }

        List<LocalDate> from = [days.Max().PlusDays(1)];
        if ((string?)when["derivedFrom"] is { } other)
        {
            from.Add(KnownFrom(rows[other], rows));
        }

        if ((string?)row["source"]!["origin"] is { } origin && Published(origin) is { } published)
        {
            from.Add(published.PlusDays(1));
        }

        if ((string?)row["claim"] == "inferred")
        {
            from.Add(Paper);
        }

        return from.Max();
    }

    /// <summary>The day of "BBC News, 19 December 2003", the last of the month of "opium survey of October 2003"; null where no date is given.</summary>
    private static LocalDate? Published(string origin)
    {
        if (Date().Match(origin) is not { Success: true } date)
        {
            return null;
        }

        var month = YearMonthPattern.CreateWithInvariantCulture("MMMM uuuu").Parse(date.Groups["month"].Value).Value;
        return date.Groups["day"] is { Success: true } day ? month.OnDayOfMonth(int.Parse(day.Value, CultureInfo.InvariantCulture)) : month.ToDateInterval().End;
    }

    private static string Written(JsonObject row, LocalDate knownFrom)
    {
        var written = new JsonObject();
        foreach (var (name, value) in row.Where(field => field.Key != "note"))
        {
            written[name] = value?.DeepClone();
        }

        written["source"]!["name"] = (string)row["source"]!["name"]! + Mark;
        written["note"] = Note;
        written["knownFrom"] = knownFrom.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        return written.ToJsonString(AsTheyAre);
    }

    [GeneratedRegex(@"((?<day>\d{1,2}) )?(?<month>(January|February|March|April|May|June|July|August|September|October|November|December) \d{4})$")]
    private static partial Regex Date();
}
