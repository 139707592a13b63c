using System.Net;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Deeds;
using Timeline.Tests.Stack.Input;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Imports.SentFiles;

namespace Timeline.Tests.Stack.Imports;

/// <summary>A theatre says from which score on a report is likely told already: at entry, on the incident's page and in files. Season years 1761 to 1764.</summary>
[Collection(SharedSystem.Name)]
public sealed class DuplicateLimitTests(RunningSystem system) : IAsyncLifetime
{
    private const double Usual = 0.85;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    // the system is shared
    public async ValueTask DisposeAsync() => await SetAsync(Usual);

    [Fact]
    public async Task The_same_pair_is_likely_one_incident_or_not_as_the_theatre_has_it()
    {
        var told = (string)(await system.DoAsync("/api/reports", ByDesk.Report("incursion", "12 August 1761")))["incidentId"]!;
        var report = ByDesk.Report("incursion", "13 August 1761", source: "a paper");
        var score = (double)(await LikelyAsync(report, told)).Score;
        Assert.InRange(score, 0.62, 0.98);

        await SetAsync(score + 0.01);
        var above = (Check: (await LikelyAsync(report, told)).Likely, Row: await RowAsync("limit-above", report));
        var second = (string)(await system.DoAsync("/api/reports", report))["incidentId"]!;
        var listedAbove = (await TwinsAsync(second)).Single(t => (string)t!["incidentId"]! == told)!;
        await SetAsync(score);
        var at = (Check: (await LikelyAsync(report, told)).Likely, Row: await RowAsync("limit-at", report));
        var listedAt = (await TwinsAsync(second)).Single(t => (string)t!["incidentId"]! == told)!;

        Assert.Equal((false, "created", false), (above.Check, above.Row, (bool)listedAbove["likely"]!));
        Assert.Equal((true, "duplicate", true), (at.Check, at.Row, (bool)listedAt["likely"]!));
    }

    [Fact]
    public async Task Outside_of_the_theatre_its_limit_says_nothing()
    {
        JsonObject Far(string source) => ByDesk.Report("attack", "3 May 1762", source: source).And("where", new JsonObject { ["lat"] = 4.5, ["lon"] = 9.25, ["precision"] = "village" });
        await SetAsync(1);

        var told = (string)(await system.DoAsync("/api/reports", Far("a radio")))["incidentId"]!;
        var (score, likely) = await LikelyAsync(Far("a paper"), told);

        Assert.InRange(score, Usual, 0.99);
        Assert.Equal((true, "duplicate"), (likely, await RowAsync("limit-far", Far("a paper"))));
    }

    [Theory]
    [InlineData("""{"likelyDuplicate":0.59,"reason":"x"}""", "likelyDuplicate")]
    [InlineData("""{"likelyDuplicate":1.01,"reason":"x"}""", "likelyDuplicate")]
    [InlineData("""{"reason":"x"}""", "likelyDuplicate")]
    [InlineData("""{"likelyDuplicate":0.9}""", "reason")]
    public async Task What_is_no_limit_is_refused_at_its_field_and_changes_nothing(string form, string field)
    {
        await SetAsync(0.9);

        var answer = await system.PostAsync("/api/theatres/fergana/duplicates", JsonNode.Parse(form)!);

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, answer.Body!["errors"]!.AsObject().Single().Key));
        Assert.Equal(0.9, await ShownAsync());
    }

    [Fact]
    public async Task Of_two_who_set_it_at_once_the_second_is_told_and_who_may_not_operate_is_refused()
    {
        var version = await SetAsync(0.7);
        var body = new JsonObject { ["likelyDuplicate"] = 0.8, ["reason"] = "a test", ["expectedVersion"] = version };

        var first = await system.PostAsync("/api/theatres/fergana/duplicates", body);
        var second = await system.PostAsync("/api/theatres/fergana/duplicates", body.And("likelyDuplicate", 0.65));
        var nowhere = await system.PostAsync("/api/theatres/atlantis/duplicates", body);
        using var sent = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        var byMonitor = await system.SendAsync(HttpMethod.Post, "/api/theatres/fergana/duplicates", sent, system.Shown("anna"));

        Assert.Equal((HttpStatusCode.OK, version + 1), (first.Status, (long)first.Body!["version"]!));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (second.Status, nowhere.Status, byMonitor.Status));
        Assert.Equal(0.8, await ShownAsync());
        Assert.Equal(version + 1, (long)(await system.GetAsync("/api/theatres")).AsArray().Single(t => (string)t!["id"]! == "fergana")!["versions"]!["likelyDuplicate"]!);
    }

    [Fact]
    public async Task On_its_page_one_of_a_like_kind_is_shown_too_with_what_comes_before_a_merge()
    {
        var raid = (string)(await system.DoAsync("/api/reports", ByDesk.Report("attack", "12 August 1764").And("title", "Raid on a pasture")))["incidentId"]!;
        var taking = (string)(await system.DoAsync("/api/reports", ByDesk.Report("hostage-taking", "12 August 1764", source: "a paper").And("title", "Raid on a pasture")))["incidentId"]!;
        const string First = "to be merged, the report that has the kind wrong is corrected first";

        Assert.Contains(First, Why(await TwinsAsync(raid), taking));
        Assert.Contains(First, Why(await TwinsAsync(taking), raid));

        await system.DoAsync($"/api/incidents/{taking}/corrections", new JsonObject { ["kind"] = "attack", ["reason"] = "nobody was taken" });

        Assert.DoesNotContain(First, Why(await TwinsAsync(raid), taking));
    }

    private static IEnumerable<string> Why(JsonArray twins, string id) => twins.Single(t => (string)t!["incidentId"]! == id)!["why"]!.AsArray().Select(w => (string)w!);

    private async Task<JsonArray> TwinsAsync(string id) => (await system.GetAsync($"/api/incidents/{id}/duplicates")).AsArray();

    private async Task<(double Score, bool Likely)> LikelyAsync(JsonObject report, string told)
    {
        var twin = (await system.DoAsync("/api/reports/check", report))["duplicates"]!.AsArray().Single(d => (string)d!["incidentId"]! == told)!;
        return ((double)twin["score"]!, (bool)twin["likely"]!);
    }

    private async Task<string> RowAsync(string set, JsonObject report) =>
        (string)(await system.TakeFileAsync("timeline", set, report.And("externalId", "one").ToJsonString(), "&duplicates=hold"))["verdicts"]![0]!["verdict"]!;

    private async Task<long> SetAsync(double limit) =>
        (long)(await system.DoAsync("/api/theatres/fergana/duplicates", new JsonObject { ["likelyDuplicate"] = limit, ["reason"] = "a test" }))["version"]!;

    private async Task<double?> ShownAsync()
    {
        await system.SettleAsync();
        return (double?)(await system.GetAsync("/api/theatres")).AsArray().Single(t => (string)t!["id"]! == "fergana")!["likelyDuplicate"];
    }
}
