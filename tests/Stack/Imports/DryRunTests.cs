using System.Globalization;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Imports.SentFiles;

namespace Timeline.Tests.Stack.Imports;

/// <summary>
/// A dry run says of every row what the real one then says, over the borders of batches. TIMELINE_FUZZ_TRIALS asks for more files than the suite draws, TIMELINE_FUZZ_SEED for others. Years 1721 to 1739.
/// </summary>
[Collection(SharedSystem.Name)]
public class DryRunTests(RunningSystem system, ITestOutputHelper output)
{
    // three batches, and some rows of a fourth
    private const int RowsOfFile = 1600, Keys = 500;

    [Fact]
    public async Task A_dry_run_says_row_by_row_what_the_real_run_says_and_leaves_nothing_behind()
    {
        var (count, seed) = Drawn.Of("TIMELINE_FUZZ_TRIALS", 2);
        for (var n = 0; n < count; n++)
        {
            var random = new Random(seed + n);
            var (set, year) = ($"trial-{n}", 1721 + (n % 19));
            await system.TakeFileAsync("timeline", $"{set}-known", string.Join('\n', Enumerable.Range(0, 40).Select(k => Report(random, k, year, false).ToJsonString())));
            for (var edition = 0; edition < 3; edition++)
            {
                var file = string.Join('\n', Enumerable.Range(0, RowsOfFile).Select(_ => Draw(random, set, year)));
                var more = $"&duplicates={(random.Next(2) == 0 ? "hold" : "record")}";
                var tried = await system.TakeFileAsync("timeline", set, file, more + "&dryRun=true");
                var real = await system.TakeFileAsync("timeline", set, file, more);

                Assert.Equal(Verdicts(real), Verdicts(tried));
                output.WriteLine($"{set}, edition {edition}: {real["counts"]!.ToJsonString()}");
                Assert.True(edition > 0 || real["counts"]!.AsObject().All(c => (int)c.Value! > 0 || (c.Key == "duplicate" && more.EndsWith("record", StringComparison.Ordinal))), "each verdict must occur");
                await CorrectSomeAsync(random, real);
            }
        }

        Assert.Equal(0, await system.Databases.AskAsync<long>(RunningSystem.Ingestion, "select count(*) from timeline.import_tried"));
    }

    // what a person says of some of them, which later editions leave as it is
    private async Task CorrectSomeAsync(Random random, JsonNode import)
    {
        var created = import["verdicts"]!.AsArray().Where(v => (string)v!["verdict"]! == "created").Select(v => ((string)v!["incidentId"]!, (string)v["reportId"]!)).ToList();
        foreach (var (incident, report) in created.Where(_ => random.Next(20) == 0).Take(20))
        {
            // one that was retracted since refuses it, as it should
            await system.TellAsync($"/api/incidents/{incident}/corrections", new JsonObject { ["reportId"] = report, ["reason"] = "seen", ["note"] = "by hand" });
        }
    }

    private static IEnumerable<string> Verdicts(JsonNode import) =>
        import["verdicts"]!.AsArray().Select(v => $"{v!["line"]} {v["verdict"]} {v["incidentId"]} {v["reportId"]} {v["column"]} {v["reason"]} {v["score"]}");

    private static string Draw(Random random, string set, int year)
    {
        var key = random.Next(Keys);
        return random.Next(12) switch
        {
            0 => Rows.Retracted($"k{key}").ToJsonString(),
            1 => Rows.Moved($"k{key}", Day(random, year), $"{year}-12-31").ToJsonString(),
            2 => With(Report(random, key, year, true), "incident", random.Next(2) == 0 ? $"k{random.Next(Keys)}" : $"{set}.k{random.Next(Keys)}").ToJsonString(),
            3 => With(Report(random, key, year, true), "links", new JsonArray(new JsonObject { ["rel"] = "related-to", ["to"] = $"k{random.Next(Keys)}" })).ToJsonString(),
            4 => With(Report(random, key, year, true), "when", new JsonObject { ["date"] = "1999-99-99" }).ToJsonString(),
            5 => With(Report(random, key, year, true), "incident", $"{set}/k{random.Next(Keys)}").ToJsonString(),
            6 => With(Report(random, key, year, true), "incident", $"{set}-known.k{random.Next(40)}").ToJsonString(),
            _ => Report(random, key, year, true).ToJsonString(),
        };
    }

    private static JsonObject With(JsonObject row, string field, JsonNode says)
    {
        row[field] = says;
        return row;
    }

    // few contents for each key, so that they come again; some tell what another set knows
    private static JsonObject Report(Random random, int key, int year, bool vary)
    {
        var row = Rows.Report($"k{key}", key % 7 == 0 ? "seizure" : "attack", "", "", "");
        row["when"] = new JsonObject { ["date"] = new DateOnly(year, 1, 1).AddDays(key % 300).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        row["where"] = new JsonObject { ["lat"] = -60 + (key % 40), ["lon"] = 3.25, ["precision"] = "point" };
        row["title"] = $"A ship (BLUE STAR {key}) is boarded{(vary && random.Next(3) == 0 ? " again" : "")}";
        return row;
    }

    private static string Day(Random random, int year) => new DateOnly(year, 1, 1).AddDays(random.Next(300)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
