using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Deeds;

/// <summary>
/// Whatever is sent is answered: no fault of the server's, and what was refused wrote nothing. TIMELINE_FUZZ asks for more requests than the suite sends, TIMELINE_FUZZ_SEED for another
/// run or for one again.
/// </summary>
[Collection(SharedSystem.Name)]
public class FuzzTests(RunningSystem system, ITestOutputHelper output)
{
    private const int Usual = 400;
    private const int AtOnce = 4;

    [Fact]
    public async Task Whatever_is_sent_is_answered_and_what_is_refused_writes_nothing()
    {
        await system.ImportAsync(
            [Row.Of("incursion", "one", "1915-08-09", details: new { attackers = new { best = 20 } }), Row.Of("incursion", "two", "1915-08-20", details: new { attackers = new { best = 50 } })], "fuzz");
        await system.SettleAsync();
        var (count, seed) = Drawn.Of("TIMELINE_FUZZ", Usual);
        output.WriteLine($"{count} requests from seed {seed}");
        var (before, written) = (await EventsAsync(), 0L);
        var failed = new ConcurrentBag<string>();
        var statuses = new ConcurrentDictionary<int, int>();

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async part =>
        {
            var nasty = new Nasty(seed + part, count > Usual);
            for (var n = part; n < count; n += AtOnce)
            {
                var asked = nasty.Next();
                var (status, text) = await SendAsync(asked);
                statuses.AddOrUpdate(status, 1, (_, so) => so + 1);
                if (status >= 500)
                {
                    failed.Add($"{status} {asked.Path} {asked.Body} -> {text}");
                }
                else if (status is >= 200 and < 300)
                {
                    Interlocked.Add(ref written, Events(asked, text));
                }
            }
        }));

        output.WriteLine(string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} times {s.Key}")));
        Assert.True(failed.IsEmpty, string.Join('\n', failed.Take(20)));
        await system.SettleAsync();
        Assert.Equal(before + written, await EventsAsync());
        var digests = await system.DigestsAsync();
        Assert.Equal(digests.ToldFromNothing, digests.Told);
        Assert.Equal(digests.ViewsFromNothing, digests.Views);
    }

    /// <summary>How many events an answered request must have written.</summary>
    private static long Events(Nasty.Asked asked, string text) => asked switch
    {
        { Body: null } => 0,
        { Path: "/api/reports/check" or "/api/what-if" or "/api/rules/backtest" } => 0,
        _ when asked.Path.EndsWith("/settlements", StringComparison.Ordinal) => JsonNode.Parse(text) is { } answer ? answer["settled"]!.AsArray().Count + answer["takenBack"]!.AsArray().Count : 0,
        _ => 1,
    };

    private async Task<long> EventsAsync() => (await system.FeedAsync(RunningSystem.Ingestion)).Count;

    private async Task<(int Status, string Text)> SendAsync(Nasty.Asked asked)
    {
        using var request = new HttpRequestMessage(asked.Body is null ? HttpMethod.Get : HttpMethod.Post, asked.Path)
        {
            Content = asked.Body is null ? null : new StringContent(asked.Body, Encoding.UTF8, "application/json"),
        };
        using var answer = await system.Gateway.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
