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

    private async Task<JsonNode> CheckAsync(JsonObject report) => await Wait.ForAsync(
        () => system.DoAsync("/api/reports/check", report), c => c["correlations"] is null || (bool)c["correlations"]!["known"]! || !system.Present[RunningSystem.Correlation].IsAlive, RunningSystem.Limit);
}
