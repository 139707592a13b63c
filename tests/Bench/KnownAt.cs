using System.Diagnostics;
using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>
/// A page of the timeline and a season as they were known at an instant, over 100,000 incidents that became known over sixty years: when first asked
/// for that instant (a run of the engine over all that was known), when asked again, and beside it the same page as it is known now.
/// </summary>
internal static class KnownAt
{
    private const int Count = 100_000;
    private static readonly int[] Years = [1950, 1960, 1970, 1980, 1990, 1999];

    public static async Task RunAsync(RunningSystem system, Ratios ratios)
    {
        var (done, settled) = await ImportRate.ImportAsync(system, "known", Count, 4, known: true);
        Console.WriteLine($"{Count:#,0} rows were done in {done.TotalSeconds:0.0} s, settled in {settled.TotalSeconds:0.0} s; resident MiB: {Conditions.Memory(system)}");
        await AskAsync(system, "/api/timeline?from=1940-01-01&take=100", 5);
        var now = await AskAsync(system, "/api/timeline?from=1940-01-01&take=100", 40);
        var season = await AskAsync(system, "/api/seasons/fergana/1949", 40);
        var (first, page, seasonThen) = (new Figures(), new Figures(), new Figures());
        foreach (var year in Years)
        {
            var then = $"{year}-06-30";
            first.Add((await AskAsync(system, $"/api/timeline?from=1940-01-01&take=100&theatre=fergana&knownAt={then}", 1)).At(100));
            page.AddAll(await AskAsync(system, $"/api/timeline?from=1940-01-01&take=100&theatre=fergana&knownAt={then}", 10));
            seasonThen.AddAll(await AskAsync(system, $"/api/seasons/fergana/1949?knownAt={then}", 10));
        }

        Console.WriteLine($"{"",-34} {"n",6} {"p50 ms",9} {"p99 ms",9} {"max ms",9}");
        Console.WriteLine($"  {"page now",-32} {now}");
        Console.WriteLine($"  {"page knownAt, asked first",-32} {first}");
        Console.WriteLine($"  {"page knownAt, asked again",-32} {page}");
        Console.WriteLine($"  {"season now",-32} {season}");
        Console.WriteLine($"  {"season knownAt, asked again",-32} {seasonThen}");
        Console.WriteLine($"  resident MiB: {Conditions.Memory(system)}");
        ratios.Took("knownAt page, 100,000 incidents (p50)", page.At(50), "the same page now (p50)", now.At(50));
        ratios.Took("knownAt page, asked first (p50)", first.At(50), "the same page now (p50)", now.At(50));
        ratios.Took("knownAt season, kept (p50)", seasonThen.At(50), "the same season now (p50)", season.At(50));
    }

    private static async Task<Figures> AskAsync(RunningSystem system, string path, int times)
    {
        var took = new Figures();
        for (var i = 0; i < times; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            using var answer = await system.Gateway.GetAsync(path);
            await answer.Content.ReadAsByteArrayAsync();
            took.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            answer.EnsureSuccessStatusCode();
        }

        return took;
    }
}
