using System.Globalization;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Histories;

namespace Timeline.Tests.Stack.Knowing;

/// <summary>A row of a backfilled file and since when what it says was known.</summary>
internal sealed record KnownRow(string Set, JsonObject Row, DateTime Known);

/// <summary>
/// A random history with the days on which each report, further report, correction and retraction became known: a day to three years after the thing itself, and
/// what concerns one record in its own order.
/// </summary>
/// <param name="Early">What is recorded at first.</param>
/// <param name="Late">What is found in an archive afterwards, though known long before. It changes no record that people change by hand.</param>
/// <param name="ByHand">Records, by kind, that nothing late concerns.</param>
internal sealed record Backfilled(IReadOnlyList<KnownRow> Early, IReadOnlyList<KnownRow> Late, ILookup<string, string> ByHand)
{
    public static Backfilled Of(int seed)
    {
        var history = RandomHistory.Of(seed);
        var chance = new Random(seed);
        List<KnownRow> early = [], late = [];
        var byHand = new List<(string Kind, string Incident)>();
        foreach (var report in history.Reports)
        {
            var id = (string)report["externalId"]!;
            var known = Day(report).AddDays(chance.Next(1, 400));
            var told = new List<KnownRow> { Known(history.Set, report, known) };
            foreach (var more in Further(report, chance).Concat(history.Later.Where(l => (string)l["externalId"]! == id)))
            {
                told.Add(Known(history.Set, more, known = known.AddDays(chance.Next(1, 300))));
            }

            if (told.Count == 1 && chance.Next(3) > 0)
            {
                byHand.Add(((string)report["kind"]!, $"{history.Set}.{id}"));
            }

            // an archive may hold the whole record, or only what came after its first report
            var from = told.Count == 1 && byHand.LastOrDefault().Incident == $"{history.Set}.{id}" ? 1 : chance.Next(told.Count + 1);
            early.AddRange(told.Take(from));
            late.AddRange(told.Skip(from));
        }

        return new(early, late, byHand.ToLookup(b => b.Kind, b => b.Incident));
    }

    /// <summary>A day as the format has it, whose start is meant; or an instant.</summary>
    public static KnownRow Known(string set, JsonObject row, DateTime known)
    {
        var dated = row.DeepClone().AsObject();
        dated["knownFrom"] = known.TimeOfDay == TimeSpan.Zero ? known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Instant(known);
        return new(set, dated, known);
    }

    public static string Instant(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    // a second source on the same incident, some of the time
    private static IEnumerable<JsonObject> Further(JsonObject report, Random chance)
    {
        if (chance.Next(4) > 0)
        {
            yield break;
        }

        var further = report.DeepClone().AsObject();
        further["incident"] = (string)report["externalId"]!;
        further["externalId"] = $"{report["externalId"]}-second";
        further["title"] = $"{report["title"]}, told by another";
        further["source"] = new JsonObject { ["name"] = "a newspaper", ["reliability"] = "C", ["credibility"] = 1 + chance.Next(4) };
        further["when"] = new JsonObject { ["earliest"] = (string)report["when"]!["earliest"]!, ["latest"] = (string)report["when"]!["earliest"]! };
        yield return further;
    }

    private static DateTime Day(JsonObject report) => DateTime.ParseExact((string)report["when"]!["latest"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
