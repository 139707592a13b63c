using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Faults.Judging;

/// <summary>
/// Whether what was told and what is shown equals what follows from the facts alone, and equals, by digest and word for word, a run over the same
/// recorded events without faults.
/// </summary>
internal static class JudgeState
{
    public static async Task JudgeAsync(RunningSystem system, Judgement judgement)
    {
        await FromNothingAsync(system, "after the faults", judgement);
        await system.KillAsync(system.Present.Keys.Where(p => p.StartsWith(Ingestion, StringComparison.Ordinal)));   // its store is copied
        await using var clean = await StartOverAsync(system);
        await clean.SettleAsync();
        if (await DayAsync(system) != await DayAsync(clean))
        {
            // midnight has passed: the other must reach the new day too
            await system.StartAsync(Ingestion);
            await Wait.UntilAsync(async () => await DayAsync(system) == await DayAsync(clean), Limit);
            await system.SettleAsync();
        }

        var (with, without) = (await FromNothingAsync(system, "after the faults", judgement), await FromNothingAsync(clean, "without faults", judgement));
        judgement.Compare("digest of what was told", without.Told, with.Told);
        judgement.Compare("digest of the views", without.Views, with.Views);
        judgement.Compare("timeline", await TimelineAsync(clean), await TimelineAsync(system));
        judgement.Compare("correlations", await CorrelationsAsync(clean), await CorrelationsAsync(system));
    }

    private static async Task<SystemDigests> FromNothingAsync(RunningSystem system, string which, Judgement judgement)
    {
        var digests = await system.DigestsAsync();
        judgement.Compare($"{which}, what was told", digests.ToldFromNothing, digests.Told);
        judgement.Compare($"{which}, the views", digests.ViewsFromNothing, digests.Views);
        return digests;
    }

    private static async Task<string> DayAsync(RunningSystem system) => (string)(await system.FeedAsync(Correlation)).Last(e => e.Type == "day-reached.v1").Data["day"]!;

    private static async Task<string> TimelineAsync(RunningSystem system)
    {
        var pages = new List<string>();
        string? cursor = null;
        do
        {
            var page = await system.GetAsync("/api/timeline?take=1000" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
            pages.Add(page["items"]!.ToJsonString());
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return string.Join('\n', pages);
    }

    // what holds, without what it went through on its way
    private static async Task<string> CorrelationsAsync(RunningSystem system)
    {
        var holding = (await system.GetAsync("/api/correlations?state=holds")).AsArray();
        foreach (var correlation in holding.OfType<JsonObject>())
        {
            correlation.Remove("lastChange");
        }

        return holding.ToJsonString();
    }
}
