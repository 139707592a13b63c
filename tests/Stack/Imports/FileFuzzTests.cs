using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Timeline.Tests.Files;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Imports;

/// <summary>
/// Broken files, the whole way: each is refused with a field, or every row of it has its verdict and exactly what the verdicts say was written. TIMELINE_FUZZ_FILES asks for more of them than the
/// suite sends, TIMELINE_FUZZ_SEED for another run or for one again.
/// </summary>
[Collection(SharedSystem.Name)]
public class FileFuzzTests(RunningSystem system, ITestOutputHelper output)
{
    private const int Usual = 40;
    private const int AtOnce = 4;

    [Fact]
    public async Task Whatever_file_comes_is_refused_with_a_field_or_writes_what_its_verdicts_say()
    {
        await system.SettleAsync();
        var (count, seed) = Drawn.Of("TIMELINE_FUZZ_FILES", Usual);
        output.WriteLine($"{count} files from seed {seed}");
        var (before, written, refused) = (await EventsAsync(), 0L, 0);
        var failed = new ConcurrentBag<string>();
        var verdicts = new ConcurrentDictionary<string, int>();

        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, stop) =>
        {
            var random = new Random(seed + n);
            // season years in which no other test looks; sets that meet, so that rows correct and repeat one another
            var (format, bytes, _) = BrokenFiles.Draw(random, random.Next(1420, 1480).ToString(CultureInfo.InvariantCulture));
            var dry = random.Next(8) == 0;
            var query = $"format={format}&set=broken-{n / 8}&dryRun={(dry ? "true" : "false")}&backfill={(random.Next(2) == 0 ? "true" : "false")}&duplicates={(random.Next(2) == 0 ? "hold" : "record")}"
                + (format == "csv" ? $"&mapping={Uri.EscapeDataString(BrokenFiles.Log)}" : "");
            using var content = new ByteArrayContent(bytes);
            using var answer = await system.Gateway.PostAsync($"/api/imports?{query}", content, stop);
            var text = await answer.Content.ReadAsStringAsync(stop);
            if ((int)answer.StatusCode is >= 400 and < 500 && JsonNode.Parse(text)?["errors"] is JsonObject { Count: > 0 })
            {
                Interlocked.Increment(ref refused);
                return;
            }

            if ((int)answer.StatusCode != 202)
            {
                failed.Add($"file {n}, {query}: {(int)answer.StatusCode} {text}");
                return;
            }

            JsonNode import;
            try
            {
                import = await Wait.ForAsync(() => system.GetAsync($"/api/imports/{(string)JsonNode.Parse(text)!["id"]!}?take=1"), i => (string?)i["state"] == "done", RunningSystem.Limit);
            }
            catch (TimeoutException e)
            {
                failed.Add($"file {n}, {query}: {e.Message}\n{string.Join('\n', system.Lines(RunningSystem.Ingestion).TakeLast(30))}");
                return;
            }

            var counts = import["counts"]!.AsObject().ToDictionary(c => c.Key, c => (int)c.Value!);
            foreach (var (verdict, rows) in counts)
            {
                verdicts.AddOrUpdate(verdict, rows, (_, so) => so + rows);
            }

            if (counts.Values.Sum() != (int)import["rows"]! || (int)import["done"]! != (int)import["rows"]!)
            {
                failed.Add($"file {n}, {query}: {import}");
            }

            Interlocked.Add(ref written, dry ? 0 : counts["created"] + counts["corrected"] + counts["retracted"]);
        });

        output.WriteLine($"{refused} refused; {string.Join(", ", verdicts.Select(v => $"{v.Value} {v.Key}"))}");
        Assert.True(failed.IsEmpty, string.Join('\n', failed.Take(20)));
        Assert.True(refused > 0 && verdicts["created"] > count / 4 && verdicts["corrected"] > 0 && verdicts["rejected"] > count / 2, "it must break files, and must not break all of them");
        await system.SettleAsync();
        Assert.Equal(before + written, await EventsAsync());
    }

    private async Task<long> EventsAsync() => (await system.FeedAsync(RunningSystem.Ingestion)).Count;
}
