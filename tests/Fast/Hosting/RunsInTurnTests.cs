using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Timeline.Hosting;
using Xunit;

namespace Timeline.Tests.Fast.Hosting;

/// <summary>What takes long: one runs, the others wait, more are not taken, and each can be cancelled.</summary>
public sealed class RunsInTurnTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly SetClock clock = new();
    private readonly List<string> failures = [];
    private readonly RunsInTurn<string, string> runs;

    public RunsInTurnTests() => runs = new(clock, "rule", "backtests");

    public void Dispose() => runs.Dispose();

    [Fact]
    public async Task One_runs_and_the_others_wait_and_a_cancelled_one_gives_up_its_turn()
    {
        var first = Begin();
        await UntilAsync(() => first.State == RunState.Running);
        var (second, third) = (Begin(), Begin());
        Assert.Equal((RunState.Waiting, RunState.Waiting), (second.State, third.State));

        second.Cancel();   // before its turn
        first.Cancel();    // in the middle
        await UntilAsync(() => third.State == RunState.Running && second.Ended is not null);

        Assert.Equal((RunState.Cancelled, RunState.Cancelled), (first.State, second.State));
        Assert.Equal(7, third.Told);
        Assert.Same(first, runs.Find(first.Id));
        clock.Now += RunsInTurn.Kept + Duration.FromSeconds(1);
        Assert.Throws<Refused>(() => runs.Find(first.Id));
        Assert.Same(third, runs.Find(third.Id));
    }

    [Fact]
    public async Task One_too_many_is_refused_until_there_is_room_again()
    {
        var all = Enumerable.Range(0, RunsInTurn.Most).Select(_ => Begin()).ToList();

        var refused = Assert.Throws<Refused>(Begin);
        all[^1].Cancel();
        await UntilAsync(() => all[^1].Ended is not null);

        Assert.Equal("rule", Assert.Single(refused.Errors).Key);
        Assert.Equal(RunState.Waiting, Begin().State);
    }

    [Fact]
    public async Task What_fails_says_so_and_the_next_has_its_turn()
    {
        var broken = runs.Begin("one", _ => throw new InvalidOperationException("broken"), e => failures.Add(e.Message));

        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.Result.WaitAsync(Limit, TestContext.Current.CancellationToken));
        var next = Begin();
        await UntilAsync(() => next.State == RunState.Running);

        Assert.Equal((RunState.Failed, true), (broken.State, broken.Ended is not null));
        Assert.Equal(["broken"], failures);
    }

    [Fact]
    public async Task Who_waits_gets_the_result_or_where_it_is_asked_for_and_who_goes_away_cancels_it()
    {
        var response = new DefaultHttpContext().Response;
        var done = runs.Begin("one", _ => Task.FromResult("the answer"), e => failures.Add(e.Message));
        var answered = await done.AnswerAsync(Limit, "/api/x", () => "as it stands", response, TestContext.Current.CancellationToken);
        Assert.Equal("the answer", Assert.IsType<JsonHttpResult<string>>(answered).Value);

        var goesOn = Begin();
        var accepted = await goesOn.AnswerAsync(TimeSpan.FromMilliseconds(1), "/api/x", () => "as it stands", response, TestContext.Current.CancellationToken);
        Assert.Equal((StatusCodes.Status202Accepted, $"/api/x/{goesOn.Id}"), (Assert.IsType<JsonHttpResult<object>>(accepted).StatusCode, response.Headers.Location.ToString()));
        Assert.Null(goesOn.Ended);

        using var gone = new CancellationTokenSource();
        var waiting = goesOn.AnswerAsync(Limit, "/api/x", () => "as it stands", response, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await goesOn.StopAsync();
        Assert.Equal(RunState.Cancelled, goesOn.State);
        Assert.Empty(failures);
    }

    // goes on until somebody stops it
    private RunInTurn<string, string> Begin() => runs.Begin(
        "one",
        run =>
        {
            run.Told = 7;
            run.Stopped.WaitHandle.WaitOne(Limit);
            run.Stopped.ThrowIfCancellationRequested();
            throw new TimeoutException();
        },
        e => failures.Add(e.Message));

    private sealed class SetClock : IClock
    {
        public Instant Now { get; set; } = Instant.FromUtc(2004, 6, 1, 12, 0);

        public Instant GetCurrentInstant() => Now;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var waited = TimeSpan.Zero; !isSo(); waited += TimeSpan.FromMilliseconds(5))
        {
            Assert.True(waited < Limit, "it took too long");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
