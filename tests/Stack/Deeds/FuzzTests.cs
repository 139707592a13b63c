using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Input;
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
        var there = await LayOutAsync();
        await system.SettleAsync();
        var (count, seed) = Drawn.Of("TIMELINE_FUZZ", Usual);
        output.WriteLine($"{count} requests from seed {seed}");
        var (before, written) = (await EventsAsync(), 0L);
        var failed = new ConcurrentBag<string>();
        var statuses = new ConcurrentDictionary<int, int>();

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async part =>
        {
            var nasty = new Nasty(seed + part, count > Usual, there);
            for (var n = part; n < count; n += AtOnce)
            {
                var asked = nasty.Next();
                var (status, text) = await SendAsync(asked);
                statuses.AddOrUpdate(status, 1, (_, so) => so + 1);
                if (status >= 500)
                {
                    failed.Add($"{status} {asked.Method} {asked.Path} {asked.Body} -> {text}");
                }
                else if (status is >= 200 and < 300)
                {
                    Interlocked.Add(ref written, Events(asked, text));
                }
            }
        }));

        output.WriteLine(string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} times {s.Key}")));
        await TidyAsync(there[Nasty.Draft]);
        Assert.True(failed.IsEmpty, string.Join('\n', failed.Take(20)));
        await system.SettleAsync();
        Assert.Equal(before + written, await EventsAsync());
        var digests = await system.DigestsAsync();
        Assert.Equal(digests.ToldFromNothing, digests.Told);
        Assert.Equal(digests.ViewsFromNothing, digests.Views);
        await system.DoAsync("/api/theatres/fergana/duplicates", new JsonObject { ["likelyDuplicate"] = 0.85, ["reason"] = "as it was for those who come after" });
    }

    /// <summary>How many events an answered request must have written.</summary>
    private static long Events(Nasty.Asked asked, string text) => asked switch
    {
        { Body: null } => 0,
        { Path: "/api/reports/check" or "/api/what-if" or "/api/rules/backtest" or "/api/imports/proposals" } => 0,
        { Method.Method: "PUT" } => 0,
        _ when asked.Path.EndsWith("/check", StringComparison.Ordinal) => 0,
        _ when asked.Path.EndsWith("/rows", StringComparison.Ordinal) => JsonNode.Parse(text)!["rows"]!.AsArray().Count(r => ((string)r!["did"]!, (string?)r["verdict"]) == ("settled", "created")),
        _ when asked.Path.StartsWith("/api/drafts/", StringComparison.Ordinal) => asked.Path.EndsWith("/approvals", StringComparison.Ordinal) ? 1 : 0,
        _ when asked.Path.StartsWith("/api/imports/", StringComparison.Ordinal) => (string)JsonNode.Parse(text)!["verdict"]! == "created" ? 1 : 0,
        _ when asked.Path.EndsWith("/settlements", StringComparison.Ordinal) => JsonNode.Parse(text) is { } answer ? answer["settled"]!.AsArray().Count + answer["takenBack"]!.AsArray().Count : 0,
        _ => 1,
    };

    /// <summary>What waits for a deed: statements of what was watched, drafts of somebody else, rows that are held as told already.</summary>
    private async Task<Dictionary<string, string[]>> LayOutAsync()
    {
        var coverage = new List<string>();
        foreach (var month in new[] { "05", "06", "07" })
        {
            var watched = new JsonObject
            {
                ["kind"] = "incursion", ["where"] = new JsonObject { ["text"] = "Batken region" }, ["from"] = $"1915-{month}-01", ["to"] = $"1915-{month}-28", ["says"] = "watched",
                ["source"] = new JsonObject { ["name"] = "monitors" },
            };
            coverage.Add((string)(await system.DoAsync("/api/coverage", watched))["coverageId"]!);
        }

        var anna = system.Shown("anna");
        await AskSecondAsync(true);
        var drafts = new List<string>();
        foreach (var day in new[] { 3, 4, 5, 6, 7 })
        {
            using var form = Json(ByDesk.Report("attack", $"{day} October 1915"));
            drafts.Add((string)(await system.SendAsync(HttpMethod.Post, "/api/reports", form, anna)).Body!["draftId"]!);
        }

        await AskSecondAsync(false);
        using var rows = new StringContent(string.Join('\n', new[] { "1915-08-09", "1915-08-20" }.Select((day, n) => Row.Of("incursion", $"again-{n}", day, details: new { attackers = new { best = 20 + (30 * n) } }).ToJsonString())));
        var import = (string)(await system.SendAsync(HttpMethod.Post, "/api/imports?format=timeline&set=fuzz-again&duplicates=hold", rows, anna)).Body!["id"]!;
        var done = await Wait.ForAsync(() => system.GetAsync($"/api/imports/{import}"), i => (string?)i["state"] == "done", RunningSystem.Limit);
        Assert.Equal(2, (int)done["counts"]!["duplicate"]!);
        return new() { [Nasty.Coverage] = [.. coverage], [Nasty.Draft] = [.. drafts], [Nasty.Import] = [import], [Nasty.Row] = [$"{import}/rows/1", $"{import}/rows/2"] };
    }

    // the system is shared: nothing may wait for those who come after
    private async Task TidyAsync(IEnumerable<string> drafts)
    {
        foreach (var draft in drafts)
        {
            using var why = Json(new JsonObject { ["reason"] = "the test is over" });
            await system.SendAsync(HttpMethod.Post, $"/api/drafts/{draft}/rejections", why, system.Shown("berta"));
        }
    }

    private Task<JsonNode> AskSecondAsync(bool second) => system.DoAsync("/api/theatres/fergana/approval", new JsonObject { ["secondPerson"] = second, ["reason"] = "a test" });

    private static StringContent Json(JsonNode document) => new(document.ToJsonString(), Encoding.UTF8, "application/json");

    private async Task<long> EventsAsync() => (await system.FeedAsync(RunningSystem.Ingestion)).Count;

    private async Task<(int Status, string Text)> SendAsync(Nasty.Asked asked)
    {
        using var request = new HttpRequestMessage(asked.Method, asked.Path)
        {
            Content = asked.Body is null ? null : new StringContent(asked.Body, Encoding.UTF8, "application/json"),
        };
        if (asked is { Path: var path, Body: not null } && path.StartsWith("/api/drafts/", StringComparison.Ordinal) && !path.EndsWith("/approvals", StringComparison.Ordinal))
        {
            var (name, value) = system.Shown("anna");   // a draft is changed and withdrawn by its author; she may not decide it
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await system.Gateway.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
