using Timeline.Projection.Knowing;
using Xunit;

namespace Timeline.Tests.Fast.Projection;

public sealed class RecentRunsTests
{
    private readonly RecentRuns<string, string> runs = new(10);
    private readonly List<string> worked = [];

    [Fact]
    public async Task Who_asks_the_same_while_it_is_worked_out_waits_for_that_one()
    {
        using var go = new ManualResetEventSlim();
        string Slowly()
        {
            go.Wait(TestContext.Current.CancellationToken);
            return Work("a");
        }

        var first = runs.Of("a", 1, Slowly);
        var second = runs.Of("a", 1, Slowly);
        go.Set();

        Assert.Equal("a", await first);
        Assert.Equal("a", await second);
        Assert.Equal(["a"], worked);
    }

    [Fact]
    public async Task What_was_worked_out_is_kept_and_another_question_is_another_run()
    {
        await AskAsync("a", "b", "a");

        Assert.Equal(["a", "b"], worked);
    }

    [Fact]
    public async Task What_is_no_good_any_more_is_forgotten_and_leaves_its_weight()
    {
        await AskAsync("a", "b");
        runs.Forget("b");

        await AskAsync("a", "b");

        Assert.Equal(["a", "b", "b"], worked);
    }

    [Fact]
    public async Task What_was_not_asked_for_longest_goes_first()
    {
        await AskAsync("a", "b", "a", "c");   // 4 each: one has to go
        await AskAsync("a");
        Assert.Equal(["a", "b", "c"], worked);

        await AskAsync("b");
        Assert.Equal(["a", "b", "c", "b"], worked);
    }

    [Fact]
    public async Task One_that_weighs_more_than_all_may_is_kept_until_the_next_is_asked_for()
    {
        await runs.Of("heavy", 1000, () => Work("heavy"));
        await runs.Of("heavy", 1000, () => Work("heavy"));
        await AskAsync("a");
        await runs.Of("heavy", 1000, () => Work("heavy"));

        Assert.Equal(["heavy", "a", "heavy"], worked);
    }

    [Fact]
    public async Task One_that_failed_is_worked_out_again()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => runs.Of("a", 4, () => throw new InvalidOperationException()));

        await AskAsync("a", "b");
        await AskAsync("a");

        Assert.Equal(["a", "b"], worked);
    }

    private async Task AskAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            Assert.Equal(key, await runs.Of(key, 4, () => Work(key)));
        }
    }

    private string Work(string key)
    {
        worked.Add(key);
        return key;
    }
}
