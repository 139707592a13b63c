using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Histories;

/// <summary>
/// Five random histories through HTTP and the broker, into two systems in two orders of arrival. After each, what was told and what is
/// shown equals a run from nothing; at the end both systems say the same.
/// </summary>
public class RandomHistoriesTests(RunningSystem system) : StackTests(system), IClassFixture<RunningSystem>
{
    private const int Many = 5;

    [Fact]
    public async Task Any_order_of_arrival_ends_in_the_state_of_a_run_from_nothing()
    {
        await using var other = await RunningSystem.StartNewAsync();
        var histories = Enumerable.Range(0, Many).Select(RandomHistory.Of).ToList();
        await Task.WhenAll(TakeInOrderAsync(histories), TakeShuffledAsync(other, histories));

        var (one, two) = (await System.StateAsync(), await other.StateAsync());
        Assert.Equal(await FactsAsync(System), await FactsAsync(other));
        Assert.Equal(await SaidAsync(System), await SaidAsync(other));
        Assert.Equal(two.FromNothing, two.Said);
        Assert.Equal(one.Said, two.Said);
        Assert.NotEmpty((await System.GetAsync("/api/correlations?state=holds")).AsArray());
        Assert.NotEmpty((await other.GetAsync("/api/correlations?state=withdrawn")).AsArray());   // there corrections came late
        Assert.Equal("", string.Join('\n', System.Complaints().Concat(other.Complaints())));
    }

    private async Task TakeInOrderAsync(List<RandomHistory> histories)
    {
        foreach (var history in histories)
        {
            await ImportAsync(System, [.. history.Reports, .. history.Later], history.Set);

            var state = await System.StateAsync();
            Assert.True(state.Said == state.FromNothing, $"{history.Set}: what was told or shown differs from a run from nothing");
        }
    }

    private static async Task TakeShuffledAsync(RunningSystem other, List<RandomHistory> histories)
    {
        var chance = new Random(77);
        var order = histories.ToArray();
        chance.Shuffle(order);
        var waiting = new List<(string Set, IReadOnlyList<System.Text.Json.Nodes.JsonObject> Later)>();
        foreach (var history in order)
        {
            var (reports, later) = history.Shuffled(chance);
            var half = reports.Count / 2;
            await ImportAsync(other, reports.Take(half), history.Set);
            await ImportAsync(other, reports.Skip(half), history.Set);
            waiting.Add((history.Set, later));
        }

        await other.SettleAsync();   // what follows is late: everything has been told before it
        foreach (var (set, later) in waiting)
        {
            await ImportAsync(other, later, set);
        }
    }

    // what was reported, without when and by which import
    private static async Task<string[]> FactsAsync(RunningSystem of)
    {
        var facts = (await of.FeedAsync(RunningSystem.Ingestion)).Select(e =>
        {
            e.Data.AsObject().Remove("provenance");
            return $"{e.Stream} {e.Type} {e.Data.ToJsonString()}";
        });
        return [.. facts.Order(StringComparer.Ordinal)];
    }

    // each correlation that stands, without what it went through on its way
    private static async Task<string[]> SaidAsync(RunningSystem of)
    {
        var standing = (await of.GetAsync("/api/correlations?state=holds")).AsArray();
        return [.. standing.Select(c => { c!.AsObject().Remove("lastChange"); return c.ToJsonString(); }).Order(StringComparer.Ordinal)];
    }

    private static async Task ImportAsync(RunningSystem to, IEnumerable<System.Text.Json.Nodes.JsonObject> rows, string set)
    {
        var imported = await to.ImportAsync(rows, set);
        Assert.DoesNotContain(imported.Verdicts, v => v.Word == "rejected");
    }
}
