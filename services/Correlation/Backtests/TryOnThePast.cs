using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Backtests;

/// <summary>
/// POST /api/rules/backtest: a draft of a rule is tried on the past. What is done soon is answered at once; what takes longer goes on, its progress is asked for under an
/// id, and it can be cancelled. Nothing is written. Next: shared/Engine/Past/Backtest.cs.
/// </summary>
public static class TryOnThePast
{
    private const string Path = "/api/rules/backtest";
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Path, BeginAsync).RequireAuthorization(Access.Read).WithMetadata(new WritesNothing())
            .Says("rules", "Tries a draft of a rule on the past: season by season whether it would have fired as the facts became known, when, and how many days ahead, beside what hindsight says.",
                "Nothing is written. What is done within two seconds (Prefer: wait=N asks for more, 60 at most; respond-async for none) is answered with 200; else 202 names under Location where it is asked for.")
            .AsksHeader("Prefer", WaitAsPreferred.Says)
            .Refuses(StatusCodes.Status429TooManyRequests, $"{RunsInTurn.Most} backtests are running or waiting.")
            .Takes<BacktestForm>("""{ "rule": "incursion-in-harvest-window", "theatre": "fergana", "to": "2001-12-31" }""")
            .Gives<PastOfRule>(200).Gives<BacktestShown>(202);
        app.MapGet(Path + "/{id}", (string id, BacktestRuns runs) => Results.Json(BacktestShown.Of(runs.Find(id)), TimelineJson.Options)).RequireAuthorization(Access.Read)
            .Says("rules", "How far a backtest has come, or its result. It is kept ten minutes after its end, by the process that ran it.").Asks("id", "The backtest.").Gives<BacktestShown>(200);
        app.MapDelete(Path + "/{id}", CancelAsync).RequireAuthorization(Access.Read)
            .Says("rules", "Cancels a backtest. One that has ended stays as it ended.").Asks("id", "The backtest.").WithMetadata(new WritesNothing()).Gives<BacktestShown>(200);
    }

    private static async Task<IResult> BeginAsync(HttpRequest request, HttpResponse response, IQuerySession session, NpgsqlDataSource data, BacktestRuns runs, IReadOnlyList<Theatre> theatres, CancellationToken stop)
    {
        var wait = WaitAsPreferred.Of(request, Usual);
        var form = await Body.ReadAsync<BacktestForm>(request, stop);
        var run = runs.Begin(await form.ReadAsync(session, data, theatres, stop));
        return await run.AnswerAsync(wait, Path, () => BacktestShown.Of(run), response, stop);
    }

    private static async Task<IResult> CancelAsync(string id, BacktestRuns runs)
    {
        var run = runs.Find(id);
        await run.StopAsync();
        return Results.Json(BacktestShown.Of(run), TimelineJson.Options);
    }
}

/// <summary>A backtest as it stands.</summary>
/// <param name="State">waiting, running, done, cancelled or failed.</param>
/// <param name="Told">How many facts have been told to it, of how many; both 0 before they are read.</param>
/// <param name="Result">Where it is done.</param>
public sealed record BacktestShown(string Id, RunState State, string Rule, string Theatre, int Told, int Facts, Instant Began, Instant? Ended, PastOfRule? Result)
{
    public static BacktestShown Of(RunInTurn<Asked, PastOfRule> run) => new(
        run.Id, run.State, run.Asked.Rule.Id, run.Asked.Theatre.Id, run.Told, run.Facts, run.Began, run.Ended, run.Answer);
}
