using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Rules;

/// <summary>Backtests that take long: one runs, the others wait, more are not taken, and each can be cancelled. Long they are because their facts cannot be read meanwhile.</summary>
[Collection(SharedSystem.Name)]
public class BacktestTurnsTests(RunningSystem system)
{
    // as the service says (429)
    private const int Most = 8;

    [Fact]
    public async Task One_runs_and_others_wait_one_too_many_is_refused_and_a_cancelled_one_gives_up_its_turn()
    {
        var asked = new List<string>();
        await using (var connection = await system.Databases.Of(RunningSystem.Correlation).OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var hold = new NpgsqlCommand("lock table timeline.fact in access exclusive mode", connection, transaction);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            for (var n = 0; n < Most; n++)
            {
                var (status, body, place) = await BeginAsync();
                Assert.True(status == HttpStatusCode.Accepted, $"{status} {body}");
                asked.Add(place!);
            }

            var refused = await BeginAsync();
            Assert.Equal((HttpStatusCode.TooManyRequests, "rule"), (refused.Status, refused.Body["errors"]!.AsObject().Single().Key));
            var first = await RunningAsync(asked);
            Assert.Equal(Most - 1, (await StatesAsync(asked)).Count(s => s == "waiting"));

            Assert.Equal("cancelled", await CancelAsync(first));   // in the middle of reading
            asked.Remove(first);
            var second = await RunningAsync(asked);
            var waiting = asked.First(p => p != second);
            Assert.Equal("cancelled", await CancelAsync(waiting));   // before its turn
            asked.Remove(waiting);
            Assert.Equal(["cancelled", "cancelled"], await StatesAsync([first, waiting]));
            Assert.Equal(HttpStatusCode.Accepted, (await BeginAsync()).Status);   // there is room again
        }

        foreach (var place in asked)
        {
            await Wait.ForAsync(() => system.GetAsync(place), b => (string)b["state"]! == "done", RunningSystem.Limit);
        }
    }

    private async Task<string> RunningAsync(List<string> places)
    {
        var states = await Wait.ForAsync(() => StatesAsync(places), s => s.Contains("running"), RunningSystem.Limit);
        return places[states.Index().Single(s => s.Item == "running").Index];
    }

    private async Task<(HttpStatusCode Status, JsonNode Body, string? Place)> BeginAsync()
    {
        using var question = new HttpRequestMessage(HttpMethod.Post, "/api/rules/backtest") { Content = JsonContent.Create(new { rule = "incursion-in-harvest-window" }) };
        question.Headers.Add("Prefer", "respond-async");
        using var answer = await system.Gateway.SendAsync(question, TestContext.Current.CancellationToken);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!, answer.Headers.Location?.OriginalString);
    }

    private async Task<string> CancelAsync(string place)
    {
        using var answer = await system.Gateway.DeleteAsync(place, TestContext.Current.CancellationToken);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["state"]!;
    }

    private async Task<string[]> StatesAsync(IEnumerable<string> places) => await Task.WhenAll(places.Select(async p => (string)(await system.GetAsync(p))["state"]!));
}
