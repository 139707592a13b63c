using System.Net;
using System.Text.Json.Nodes;
using Timeline.Hosting;
using Timeline.Tests.Stack.Input;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Input.Refusals;

namespace Timeline.Tests.Stack.Rules;

/// <summary>A rule is put in force, superseded and retired while everything runs, and what follows is told once.</summary>
[Collection(SharedSystem.Name)]
public class PublishingTests(RunningSystem system)
{
    private const string Rule = "takings-follow-bans";

    private static string Document(int version, int most, string alert = "on-match") => $$"""
        {
          "id": "{{Rule}}", "version": {{version}}, "title": "A taking within {{most}} days after a ban", "claim": "Who loses the harvest takes hostages.", "citation": "nobody's claim",
          "kind": "follows", "first": { "kind": "ban" }, "then": { "kind": "hostage-taking" }, "withinDays": [0, {{most}}], "theatres": ["fergana"], "alert": "{{alert}}",
          "blindSpots": ["Bans are proclaimed and not kept."],
          "examples": [{ "says": "Ten days after", "fires": "certain", "incidents": [
            { "id": "ban", "kind": "ban", "when": "1951-03-01", "where": "afghanistan" }, { "id": "taking", "kind": "hostage-taking", "when": "1951-03-11", "where": "batken-region" }] }]
        }
        """;

    [Fact]
    public async Task It_finds_what_was_recorded_long_before_is_superseded_and_retired_and_comes_back()
    {
        await system.ImportAsync(
            [Rows.Report("ban", "ban", "1951-03-01", "1951-03-01", "afghanistan"), Rows.Report("taking", "hostage-taking", "1951-04-01", "1951-04-01", "batken-region")], "rulebook");
        await system.SettleAsync();

        // put in force: 201, in the list at once, and what it finds within seconds without a restart
        var published = await PublishAsync(Document(1, 60), HttpStatusCode.Created);
        Assert.Equal(("in-force", "local", 1), ((string)published["state"]!, (string)published["publishedBy"]!, (int)published["versions"]!.AsArray().Single()!["version"]!));
        Assert.Equal(JsonNode.Parse(Document(1, 60))!.ToJsonString(), published["document"]!.ToJsonString());
        var first = $"{Rule}~1~fergana~rulebook.ban~rulebook.taking";
        await Wait.UntilAsync(async () => (await CorrelationsAsync()).Length == 1, RunningSystem.Limit);
        await system.SettleAsync();
        Assert.Equal([(first, "holds")], await CorrelationsAsync());
        Assert.Equal([(first, "raised")], await AlertsAsync());
        Assert.Equal((1, "anecdote"), ((int)(await RuleAsync())["evidence"]!["fergana"]!["k"]!, (string)(await RuleAsync())["evidence"]!["fergana"]!["tier"]!));

        // the same again is answered and changes nothing; the same version with another content, and one that is not next, are refused
        var events = await system.EventsAsync();
        Assert.Equal((string)published["published"]!, (string)(await PublishAsync(Document(1, 60), HttpStatusCode.OK))["published"]!);
        foreach (var (version, most) in new[] { (1, 61), (3, 60) })
        {
            var refused = await PublishAsync(Document(version, most), HttpStatusCode.Conflict);
            Assert.Equal((1, "version"), ((int)refused["version"]!, refused["errors"]!.AsObject().Single().Key));
        }

        await system.SettleAsync();
        Assert.Equal(events, await system.EventsAsync());

        // the next version: the taking comes too late for it, and it is told so; the alert goes though this version raises none
        await PublishAsync(Document(2, 20, alert: "never"), HttpStatusCode.Created);
        await Wait.UntilAsync(async () => (await CorrelationsAsync()).SequenceEqual([(first, "withdrawn")]), RunningSystem.Limit);
        await system.SettleAsync();
        Assert.Equal([(first, "withdrawn")], await AlertsAsync());
        Assert.Equal("Version 2 of the rule came into force.", await LastSaidAsync(first));
        Assert.Equal(["superseded", "in-force"], (await system.GetAsync($"/api/rules/{Rule}/versions")).AsArray().Select(v => (string)v!["state"]!));

        // the next finds it again, though Correlation dies just after it was put in force
        await PublishAsync(Document(3, 60), HttpStatusCode.Created);
        await system.KillAsync(RunningSystem.Correlation);
        await system.StartAsync(RunningSystem.Correlation);
        var third = first.Replace("~1~", "~3~", StringComparison.Ordinal);
        await Wait.UntilAsync(async () => (await CorrelationsAsync()).Contains((third, "holds")), RunningSystem.Limit);
        await system.SettleAsync();
        Assert.Single(await system.FeedAsync(RunningSystem.Correlation), e => e.Stream == third);
        Assert.Single(await system.FeedAsync(RunningSystem.Correlation), e => e.IsAlert && e.Stream.Contains(third, StringComparison.Ordinal));
        Assert.Equal([(first, "withdrawn"), (third, "raised")], await AlertsAsync());
        var (told, fromNothing) = await system.StateAsync();
        Assert.Equal(fromNothing, told);

        // retired: its matches end with the reason, its alerts go, its evidence too; and it can be read
        var retired = await RetireAsync("it only repeats the season", HttpStatusCode.OK);
        Assert.Equal(("retired", "it only repeats the season"), ((string)retired["state"]!, (string)retired["retired"]!["reason"]!));
        await Wait.UntilAsync(async () => (await CorrelationsAsync()).All(c => c.State == "withdrawn"), RunningSystem.Limit);
        await system.SettleAsync();
        Assert.Equal("The rule was retired.", await LastSaidAsync(third));
        Assert.Equal([(first, "withdrawn"), (third, "withdrawn")], await AlertsAsync());
        Assert.Empty((await RuleAsync())["evidence"]!.AsObject());
        Assert.All((await system.GetAsync($"/api/correlations?rule={Rule}")).AsArray(), c => Assert.Null(c!["evidence"]));
        Assert.DoesNotContain(Rule, await ListedAsync(""));
        Assert.Contains(Rule, await ListedAsync("?state=retired"));
        Assert.Empty((await system.GetAsync($"/api/correlations?rule={Rule}&knownAt=2100-01-01")).AsArray());   // with the rules in force now
        (told, fromNothing) = await system.StateAsync();
        Assert.Equal(fromNothing, told);

        // once; again by the same person for the same reason is no refusal; a next version brings it back
        await RetireAsync("it only repeats the season", HttpStatusCode.OK);
        Assert.Equal("state", (await RetireAsync("another reason", HttpStatusCode.Conflict))["errors"]!.AsObject().Single().Key);
        await PublishAsync(Document(4, 60, alert: "never"), HttpStatusCode.Created);
        await Wait.UntilAsync(async () => (await CorrelationsAsync()).Any(c => c.State == "holds"), RunningSystem.Limit);
        Assert.Equal(4, (await RuleAsync())["versions"]!.AsArray().Count);
        await RetireAsync("the test is over", HttpStatusCode.OK);
        await system.SettleAsync();
    }

    [Theory]
    [InlineData("{ \"id\": \"r\",\n  \"version\": }", "version")]
    [InlineData("[]", "body")]
    [InlineData("", "body")]
    [InlineData("{ \"withinDay\": [1, 2] }", "withinDay")]
    [InlineData("{ \"version\": \"one\" }", "version")]
    [InlineData("{ \"version\": 1 }", "blindSpots")]
    public async Task What_cannot_be_a_rule_is_refused_by_its_field(string body, string field) => await system.RefusesAsync(HttpMethod.Post, "/api/rules", Json(body), 400, field);

    [Fact]
    public async Task An_example_that_does_otherwise_is_refused() => await system.RefusesAsync(
        HttpMethod.Post, "/api/rules", Json(Document(1, 60).Replace("1951-03-11", "1953-03-11", StringComparison.Ordinal)), 400, "examples[0].fires");

    [Theory]
    [InlineData("{}", 400, "reason")]
    [InlineData("{ \"reason\": \"x\", \"expectedVersion\": 7 }", 409, "expectedVersion")]
    public async Task To_retire_needs_a_reason_and_the_version_that_is_there(string body, int status, string field) =>
        await system.RefusesAsync(HttpMethod.Post, "/api/rules/incursion-in-harvest-window/retire", Json(body), status, field);

    [Fact]
    public async Task A_rule_that_never_was_cannot_be_retired_and_a_state_that_is_none_not_asked_for()
    {
        await system.RefusesAsync(HttpMethod.Post, "/api/rules/nobody/retire", Json("{ \"reason\": \"x\" }"), 404, "id");
        await system.RefusesAsync(HttpMethod.Get, "/api/rules/nobody", null, 404, "id");
        await system.RefusesAsync(HttpMethod.Get, "/api/rules?state=lost", null, 400, "state");
    }

    [Theory]
    [InlineData("analyst", true)]
    [InlineData("administrator", true)]
    [InlineData("monitor", false)]
    [InlineData("watcher", false)]
    public async Task Analysts_and_administrators_may(string role, bool may)
    {
        var token = ("Authorization", "Bearer " + Access.Token(system.Key, role, "somebody", DateTime.UtcNow));
        foreach (var path in new[] { "/api/rules", "/api/rules/nobody/retire" })
        {
            Assert.Equal(may, (await system.SendAsync(HttpMethod.Post, path, Json("{}"), token)).Status == HttpStatusCode.BadRequest);
        }
    }

    private async Task<JsonNode> PublishAsync(string document, HttpStatusCode expected) => await SendAsync("/api/rules", document, expected);

    private async Task<JsonNode> RetireAsync(string reason, HttpStatusCode expected) => await SendAsync($"/api/rules/{Rule}/retire", new JsonObject { ["reason"] = reason }.ToJsonString(), expected);

    private async Task<JsonNode> SendAsync(string path, string body, HttpStatusCode expected)
    {
        var (status, _, answer) = await system.SendAsync(HttpMethod.Post, path, Json(body));
        Assert.True(status == expected, $"{path}: {(int)status} {answer}");
        return answer!;
    }

    private Task<JsonNode> RuleAsync() => system.GetAsync($"/api/rules/{Rule}");

    private async Task<IEnumerable<string>> ListedAsync(string question) => (await system.GetAsync("/api/rules" + question)).AsArray().Select(r => (string)r!["id"]!);

    private async Task<(string Id, string State)[]> CorrelationsAsync() =>
        [.. (await system.GetAsync("/api/correlations?theatre=fergana")).AsArray().Where(c => (string)c!["rule"]! == Rule).Select(c => ((string)c!["id"]!, (string)c["state"]!))];

    private async Task<(string Correlation, string State)[]> AlertsAsync() =>
        [.. (await system.GetAsync($"/api/alerts?rule={Rule}")).AsArray().Select(a => ((string)a!["correlationId"]!, (string)a["state"]!)).OrderBy(a => a.Item1, StringComparer.Ordinal)];

    private async Task<string> LastSaidAsync(string correlation) => (string)(await system.GetAsync($"/api/correlations/{correlation}/history")).AsArray()[^1]!["why"]!;
}
