using System.Net;
using System.Text.Json.Nodes;
using Timeline.Hosting;
using Timeline.Tests.Stack.Input;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Input.Refusals;

namespace Timeline.Tests.Stack.Alerts;

/// <summary>A watcher takes an alert in hand, and everybody who watches hears of it.</summary>
[Collection(SharedSystem.Name)]
public class TriageTests(RunningSystem system)
{
    [Fact]
    public async Task An_alert_goes_through_all_hands_and_its_history_says_who_what_and_why()
    {
        var alert = await system.AlertOfAsync(1961);
        var page = system.ListenToAlerts(after: null);
        await Wait.UntilAsync(() => Task.FromResult(page.Connections > 0), RunningSystem.Limit);

        await system.DoAsync(alert, "acknowledge", new { });
        await system.DoAsync(alert, "assign", new { to = "Anna", reason = "she knows the valley" });
        await system.DoAsync(alert, "snooze", new { until = DateTime.UtcNow.AddDays(3).ToString("yyyy-MM-dd") });
        await system.DoAsync(alert, "reopen", new { reason = "no need to wait" });
        await system.DoAsync(alert, "notes", new { text = "asked the district" });
        var closed = await system.DoAsync(alert, "close", new { reason = "a school trip" });

        Assert.Equal(("closed", "Anna", 7), (closed.State(), (string)closed["assignee"]!, (int)closed["version"]!));
        Assert.Equal(closed.ToJsonString(), (await system.AlertAsync(alert)).ToJsonString());
        Assert.Equal(["raised", "acknowledged", "assigned", "snoozed", "reopened", "noted", "closed"], closed.Changes());
        Assert.Equal(["timeline", "local", "local", "local", "local", "local", "local"], closed["history"]!.AsArray().Select(h => (string)h!["by"]!));
        Assert.Equal([null, "she knows the valley", null, "no need to wait", "asked the district", "a school trip"], closed["history"]!.AsArray().Skip(1).Select(h => (string?)h!["why"]));
        Assert.Equal("Anna", (string)closed["history"]![2]!["to"]!);

        var heard = (await page.UntilAsync(all => all.Count(h => h.AlertId == alert.Id()) >= 6, RunningSystem.Limit)).Where(h => h.AlertId == alert.Id()).ToList();
        Assert.Equal(["acknowledged", "assigned", "snoozed", "raised", "raised", "closed"], heard.Select(h => h.Body.State()));
        Assert.Equal([2, 3, 4, 5, 6, 7], heard.Select(h => (int)h.Body["version"]!));
    }

    [Fact]
    public async Task What_was_closed_still_gets_its_erratum_and_comes_back_as_a_new_episode_of_the_same_thread()
    {
        var first = await system.AlertOfAsync(1962);
        await system.DoAsync(first, "close", new { reason = "known" });

        await system.ImportAsync([Rows.Moved("raid-1962", "1962-12-09", "1962-12-09")], "triage");
        await system.SettleAsync();
        var withdrawn = await system.AlertAsync(first);
        await system.ImportAsync([Rows.Moved("raid-1962", "1962-08-10", "1962-08-10")], "triage");
        await system.SettleAsync();

        Assert.Equal(["raised", "closed", "withdrawn"], withdrawn.Changes());
        var thread = Assert.Single((await system.GetAsync($"/api/alerts/threads?rule={Handling.Rule}&seasonYear=1962"))["items"]!.AsArray())!;
        Assert.Equal(["1 withdrawn", "2 raised"], thread["episodes"]!.AsArray().Select(e => $"{e!["episode"]} {e.State()}"));
        Assert.Equal(["raised", "withdrawn"], (await system.AlertsAsync(1962)).Select(a => a.State()));
        Assert.Equal(2, (await system.GetAsync($"/api/alerts?correlation={Uri.EscapeDataString((string)first["correlationId"]!)}")).AsArray().Count);
        Assert.Equal(2, (await system.GetAsync($"/api/alerts?thread={Uri.EscapeDataString((string)thread["thread"]!)}")).AsArray().Count);
    }

    [Fact]
    public async Task A_decision_on_an_old_version_is_refused_with_the_present_one()
    {
        var alert = await system.AlertOfAsync(1963);
        await system.DoAsync(alert, "acknowledge", new { expectedVersion = 1 });

        var (status, _, problem) = await system.SendAsync(HttpMethod.Post, $"/api/alerts/{alert.Id()}/close", Json("""{"reason":"r","expectedVersion":1}"""));

        Assert.Equal((HttpStatusCode.Conflict, 2), (status, (int)problem!["version"]!));
        Assert.NotNull(problem["errors"]!["expectedVersion"]);
        Assert.Equal("closed", (await system.DoAsync(alert, "close", new { reason = "r", expectedVersion = 2 })).State());
    }

    [Fact]
    public async Task A_note_sent_again_with_its_key_is_noted_once_and_another_with_that_key_is_refused()
    {
        var alert = await system.AlertOfAsync(1964);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var path = $"/api/alerts/{alert.Id()}/notes";

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => system.SendAsync(HttpMethod.Post, path, Json("""{"text":"once"}"""), key)));
        var other = await system.SendAsync(HttpMethod.Post, path, Json("""{"text":"twice"}"""), key);

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers.Select(a => a.Body!.ToJsonString()).Distinct());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Equal(["raised", "noted"], (await system.AlertAsync(alert)).Changes());
    }

    [Theory]
    [InlineData("acknowledge", """{"reason":5}""", 400, "reason")]
    [InlineData("acknowledge", """{"because":"r"}""", 400, "because")]
    [InlineData("acknowledge", """{"expectedVersion":7}""", 409, "expectedVersion")]
    [InlineData("acknowledge", "not json", 400, "body")]
    [InlineData("assign", "{}", 400, "to")]
    [InlineData("assign", """{"to":"a\u0000b"}""", 400, "to")]
    [InlineData("snooze", """{"until":"soon"}""", 400, "until")]
    [InlineData("snooze", """{"until":"1999-08-09T12:00:00Z"}""", 400, "until")]
    [InlineData("close", "{}", 400, "reason")]
    [InlineData("reopen", "{}", 409, "state")]
    [InlineData("notes", """{"text":" "}""", 400, "text")]
    public async Task What_cannot_be_done_is_refused_at_its_field(string deed, string body, int status, string field)
    {
        var alert = (await system.AlertsAsync(1965)).SingleOrDefault() ?? await system.AlertOfAsync(1965);

        await system.RefusesAsync(HttpMethod.Post, $"/api/alerts/{alert.Id()}/{deed}", Json(body), status, field);
    }

    [Theory]
    [InlineData("acknowledge", "{}")]
    [InlineData("assign", """{"to":"Anna"}""")]
    [InlineData("snooze", """{"until":"TOMORROW"}""")]
    [InlineData("close", """{"reason":"r"}""")]
    [InlineData("reopen", "{}")]
    [InlineData("notes", """{"text":"t"}""")]
    public Task There_is_nothing_to_do_with_an_alert_that_does_not_exist(string deed, string body) =>
        system.RefusesAsync(HttpMethod.Post, $"/api/alerts/nothing/{deed}", Json(body.Replace("TOMORROW", DateTime.UtcNow.AddDays(1).ToString("yyyy-MM-dd"), StringComparison.Ordinal)), 404, "id");

    [Theory]
    [InlineData("state=open", "state")]
    [InlineData("state=raised,open", "state")]
    [InlineData("watch=nobody", "watch")]
    [InlineData("watch=a%00b", "watch")]
    [InlineData("rule=no-such-rule", "rule")]
    [InlineData("theatre=narnia", "theatre")]
    [InlineData("seasonYear=late", "seasonYear")]
    [InlineData("thread=a%00b", "thread")]
    [InlineData("correlation=a%00b", "correlation")]
    [InlineData("take=many", "take")]
    [InlineData("cursor=garbage", "cursor")]
    public async Task A_question_in_words_that_do_not_exist_is_refused(string query, string field)
    {
        await system.RefusesAsync(HttpMethod.Get, $"/api/alerts?{query}", null, 400, field);
        await system.RefusesAsync(HttpMethod.Get, $"/api/alerts/threads?{query}", null, 400, field);
    }

    [Fact]
    public async Task The_list_is_asked_by_state_and_watch_and_read_page_by_page()
    {
        var alert = await system.AlertOfAsync(1966);
        await system.DoAsync(alert, "acknowledge", new { });

        var acknowledged = (await system.GetAsync("/api/alerts?state=acknowledged&watch=everything")).AsArray();
        var all = (await system.GetAsync("/api/alerts")).AsArray().Select(a => a!.Id()).ToList();

        Assert.Contains(acknowledged, a => a!.Id() == alert.Id());
        Assert.All(acknowledged, a => Assert.Equal("acknowledged", a!.State()));
        Assert.Equal(alert.Id(), all[0]);
        Assert.Equal(all, await PagesAsync("/api/alerts?take=2"));
    }

    [Theory]
    [InlineData("watcher", HttpStatusCode.OK)]
    [InlineData("analyst", HttpStatusCode.OK)]
    [InlineData("administrator", HttpStatusCode.OK)]
    [InlineData("monitor", HttpStatusCode.Forbidden)]
    [InlineData("king", HttpStatusCode.Forbidden)]
    public async Task Who_watches_may_triage(string role, HttpStatusCode expected)
    {
        var alert = (await system.AlertsAsync(1967)).SingleOrDefault() ?? await system.AlertOfAsync(1967);
        var token = ("Authorization", "Bearer " + Access.Token(system.Key, role, $"a {role}", DateTime.UtcNow));

        var (status, _, body) = await system.SendAsync(HttpMethod.Post, $"/api/alerts/{alert.Id()}/notes", Json("""{"text":"seen"}"""), token);

        Assert.Equal(expected, status);
        Assert.Equal(expected == HttpStatusCode.OK ? $"a {role}" : null, (string?)body!["by"]);
    }

    private async Task<List<string>> PagesAsync(string path)
    {
        var ids = new List<string>();
        for (string? next = path; next is not null;)
        {
            using var answer = await system.Gateway.GetAsync(next);
            ids.AddRange(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Select(a => a!.Id()));
            next = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        return ids;
    }
}
