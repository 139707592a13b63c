using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Deeds;

/// <summary>What a check says would follow is what follows when the report is saved, and the check itself writes nothing.</summary>
[Collection(SharedSystem.Name)]
public class ForetoldTests(RunningSystem system)
{
    [Fact]
    public async Task What_the_check_foretold_is_what_happens()
    {
        await system.ImportAsync([Row.Harvest("opium", "1915-06-01..1915-06-30", 1915), Row.Of("pass-closure", "snow", "1915-09-21..1915-09-30", "tajik-kyrgyz-border")], "foretold");
        await system.SettleAsync();

        // a new incident: correlations begin
        var raid = ByDesk.Report("incursion", "August 1915");
        var (id, begun) = await FollowsAsync(raid, "/api/reports");
        Assert.Contains(begun, b => b.StartsWith("detected incursion-in-harvest-window", StringComparison.Ordinal));

        // a second report of it that narrows its days, and one that contradicts both: what there is changes
        var (_, narrowed) = await FollowsAsync(ByDesk.Report("incursion", "10 August 1915", source: "a paper").And("incidentId", id), $"/api/incidents/{id}/reports");
        Assert.NotEmpty(narrowed);
        var (_, widened) = await FollowsAsync(ByDesk.Report("incursion", "20 October 1915", source: "a herdsman").And("incidentId", id), $"/api/incidents/{id}/reports");
        Assert.Contains(widened, b => b.StartsWith("weakened incursion-in-harvest-window", StringComparison.Ordinal));

        // a record that there was no harvest contradicts one: nothing of it is decided here but that both say the same
        await FollowsAsync(ByDesk.Report("pass-closure", "early July 1915", "tajik-kyrgyz-border", source: "a paper").And("incidentId", "foretold.snow"), "/api/incidents/foretold.snow/reports");

        // a taking, and what follows it
        var (taking, _) = await FollowsAsync(ByDesk.Report("hostage-taking", "12 August 1915").And("links", new JsonArray(new JsonObject { ["rel"] = "part-of", ["to"] = id })), "/api/reports");
        await FollowsAsync(ByDesk.Report("ransom", "20 August 1915", details: new { amount = new { best = 50_000, unit = "USD" } }).And("links", new JsonArray(new JsonObject { ["rel"] = "ransom-for", ["to"] = taking })), "/api/reports");
        await FollowsAsync(ByDesk.Report("incursion", "1915", "osh-district", polarity: "did-not-occur"), "/api/reports");
    }

    [Fact]
    public async Task What_a_change_was_foretold_to_bring_about_is_what_it_does()
    {
        await system.ImportAsync([Row.Harvest("opium", "1918-06-01..1918-06-30", 1918), Row.Of("pass-closure", "snow", "1918-09-21..1918-09-30", "tajik-kyrgyz-border")], "changes");
        var raid = (string)(await system.DoAsync("/api/reports", ByDesk.Report("incursion", "August 1918")))["incidentId"]!;
        var shots = (string)(await system.DoAsync("/api/reports", ByDesk.Report("attack", "10 August 1918", source: "a paper")))["incidentId"]!;

        var kind = await ChangeAsync(shots, "corrections", new JsonObject { ["kind"] = "incursion" });
        Assert.Contains(kind, k => k.StartsWith("detected incursion-in-harvest-window", StringComparison.Ordinal));
        var merged = await ChangeAsync(shots, "merges", new JsonObject { ["into"] = raid });
        Assert.Contains(merged, k => k.StartsWith("withdrawn incursion-in-harvest-window", StringComparison.Ordinal));
        var second = (string)(await system.DoAsync($"/api/incidents/{raid}/reports", ByDesk.Report("incursion", "20 October 1918", source: "a herdsman")))["reportId"]!;
        Assert.NotEmpty(await ChangeAsync(raid, "settlements", new JsonObject { ["when"] = new JsonObject { ["text"] = "10 August 1918" } }));
        await ChangeAsync(raid, "settlements", new JsonObject { ["takeBack"] = new JsonArray("when") });
        Assert.NotEmpty(await ChangeAsync(raid, "retractions", new JsonObject { ["reportId"] = second }));
        Assert.NotEmpty(await ChangeAsync(raid, "restorations", new JsonObject { ["reportId"] = second }));
        Assert.Contains(await ChangeAsync(shots, "unmerges", []), k => k.StartsWith("detected incursion-in-harvest-window", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("corrections", "{}", "foretold-not.one", 200, null)]
    [InlineData("corrections", """{"kind":"party"}""", "foretold-not.one", 400, "kind")]
    [InlineData("corrections", """{"expectedVersion":7}""", "foretold-not.one", 409, null)]
    [InlineData("corrections", """{"reason":7}""", "foretold-not.one", 400, "reason")]
    [InlineData("retractions", "[]", "foretold-not.one", 400, "body")]
    [InlineData("merges", """{"into":"foretold-not.one"}""", "foretold-not.one", 400, "into")]
    [InlineData("merges", """{"into":"nowhere"}""", "foretold-not.one", 400, "into")]
    [InlineData("unmerges", "{}", "foretold-not.one", 400, "id")]
    [InlineData("settlements", "{}", "foretold-not.one", 400, "body")]
    [InlineData("restorations", "{}", "nowhere", 404, null)]
    public async Task A_change_that_would_be_refused_is_refused_when_it_is_looked_at(string deed, string body, string incident, int status, string? field)
    {
        await system.ImportAsync([Row.Of("incursion", "one", "1917-08-09")], "foretold-not");

        var answer = await system.PostAsync($"/api/incidents/{incident}/{deed}/check", JsonNode.Parse(body)!);

        Assert.Equal(status, (int)answer.Status);
        Assert.True(field is null || answer.Body!["errors"]!.AsObject().Select(e => e.Key).SequenceEqual([field]), answer.Body!.ToJsonString());
    }

    [Fact]
    public async Task A_circular_date_is_foretold_as_not_counted()
    {
        await system.ImportAsync([Row.Harvest("opium", "1916-06-01..1916-06-30", 1916), Row.Of("pass-closure", "snow", "1916-09-21..1916-09-30", "tajik-kyrgyz-border")], "circle");
        await system.SettleAsync();
        var raid = ByDesk.Report("incursion", "August 1916", derivedFrom: "circle.opium");

        var check = await CheckAsync(raid);
        await FollowsAsync(raid, "/api/reports");

        var window = check["correlations"]!["begin"]!.AsArray().Single(c => (string)c!["rule"]! == "incursion-in-harvest-window")!;
        Assert.Contains(window["notCounted"]!.AsArray(), n => (string)n!["why"]! == "circular");
        Assert.Contains("new", window["incidents"].Texts());
    }

    [Fact]
    public async Task What_is_not_a_report_yet_has_no_consequences_and_a_service_that_is_away_is_said_to_be()
    {
        var half = await CheckAsync(new JsonObject { ["kind"] = "incursion", ["when"] = new JsonObject { ["text"] = "August 1917" } });
        Assert.Null(half["correlations"]);
        Assert.Equal("1917-08-01..1917-08-31", half["reading"]!["when"]!["begins"].Days());

        await system.KillAsync(RunningSystem.Correlation);
        try
        {
            var alone = await CheckAsync(ByDesk.Report("incursion", "August 1917"));
            Assert.Equal((false, false), ((bool)alone["correlations"]!["known"]!, string.IsNullOrEmpty((string?)alone["correlations"]!["says"])));
            Assert.Empty(alone["problems"]!.AsObject());
        }
        finally
        {
            await system.StartAsync(RunningSystem.Correlation);
        }
    }

    private async Task<(string IncidentId, IReadOnlyList<string> Told)> FollowsAsync(JsonObject report, string path)
    {
        await system.SettleAsync();
        var (last, ingested) = (await system.LastAsync(), (await system.FeedAsync(RunningSystem.Ingestion)).Count);
        var check = await CheckAsync(report);
        await system.SettleAsync();
        Assert.Equal((last, ingested), (await system.LastAsync(), (await system.FeedAsync(RunningSystem.Ingestion)).Count));

        var id = (string)(await system.DoAsync(path, report))["incidentId"]!;
        await system.SettleAsync();
        var told = await system.ToldAsync(last);
        Assert.Equal(told, check.Foretold(id));
        return (id, told);
    }

    /// <summary>What a change was foretold to bring about, which is what it brought about.</summary>
    private async Task<IReadOnlyList<string>> ChangeAsync(string incident, string deed, JsonObject change)
    {
        await system.SettleAsync();
        var (last, ingested) = (await system.LastAsync(), (await system.FeedAsync(RunningSystem.Ingestion)).Count);
        var check = await Wait.ForAsync(() => system.DoAsync($"/api/incidents/{incident}/{deed}/check", change), c => (bool)c["correlations"]!["known"]!, RunningSystem.Limit);
        await system.SettleAsync();
        Assert.Equal((last, ingested), (await system.LastAsync(), (await system.FeedAsync(RunningSystem.Ingestion)).Count));

        await system.DoAsync($"/api/incidents/{incident}/{deed}", change.And("reason", "it is so"));
        await system.SettleAsync();
        var told = await system.ToldAsync(last);
        Assert.Equal(told, check.Foretold());
        return told;
    }

    private async Task<JsonNode> CheckAsync(JsonObject report) => await Wait.ForAsync(
        () => system.DoAsync("/api/reports/check", report), c => c["correlations"] is null || (bool)c["correlations"]!["known"]! || !system.Present[RunningSystem.Correlation].IsAlive, RunningSystem.Limit);
}
