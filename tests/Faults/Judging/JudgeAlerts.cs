using System.Text.Json.Nodes;
using Timeline.Faults.Telling;
using Timeline.Tests.Stack.Running;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Faults.Judging;

/// <summary>Whether each incursion that must be found is found and has an open alert, no other has, and the page that listened all the time heard each notice once.</summary>
internal static class JudgeAlerts
{
    private const string Rule = "incursion-in-harvest-window";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task JudgeAsync(RunningSystem system, Told told, AlertListener page, Judgement judgement)
    {
        var must = told.Found.ToList();
        var found = (await system.GetAsync($"/api/correlations?rule={Rule}&state=holds")).AsArray();
        var alerts = (await system.GetAsync("/api/alerts")).AsArray().Where(a => (string)a!["state"]! != "withdrawn").Select(a => (string)a!["correlationId"]!).ToList();
        Compare(judgement, "correlation", must, [.. found.Select(Incursion)]);
        Compare(judgement, "open alert", must, [.. found.Where(f => alerts.Contains((string)f!["id"]!)).Select(Incursion)]);
        await JudgePageAsync(system, page, judgement);
    }

    private static void Compare(Judgement judgement, string what, List<string> must, List<string> found)
    {
        judgement.AddLost($"{what}", must.Except(found));
        judgement.AddTwice($"as {what}", found.GroupBy(f => f).Where(f => f.Count() > 1).Select(f => f.Key));
        judgement.Add($"{what} that must not be", found.Except(must));
    }

    // every alert event of Correlation's store once and in order over all reconnections, and in each thread one notice for each change
    private static async Task JudgePageAsync(RunningSystem system, AlertListener page, Judgement judgement)
    {
        var stored = (await system.FeedAsync(Correlation)).Where(e => e.IsAlert).Select(e => e.Position).ToList();
        try
        {
            await page.UntilAsync(all => all.Count >= stored.Count, Limit);
        }
        catch (TimeoutException)
        {
            // what is missing is told below
        }

        var heard = page.All;
        judgement.AddLost("on the way to the page", stored.Except(heard.Select(h => h.Position)).Select(p => $"alert event {p}"));
        judgement.AddTwice("on the page", heard.GroupBy(h => h.Position).Where(h => h.Count() > 1).Select(h => $"alert event {h.Key}"));
        judgement.Add("on the page out of order", heard.Zip(heard.Skip(1)).Where(pair => pair.First.Position > pair.Second.Position).Select(pair => $"alert event {pair.First.Position}"));
        foreach (var thread in heard.GroupBy(h => (string)h.Body["thread"]!))
        {
            var changes = thread.Select(h => h.Change).ToList();
            judgement.AddTwice("told", changes.Zip(changes.Skip(1))
                .Where(pair => pair is ("withdrawn", "withdrawn") or (not "withdrawn", "raised")).Select(pair => $"{thread.Key}: {pair.Second} after {pair.First}"));
        }
    }

    private static string Incursion(JsonNode? correlation) =>
        correlation!["incidents"]!.AsArray().Select(i => (string)i!).Single(i => !i.StartsWith(Round.Seasons + ".", StringComparison.Ordinal));
}
