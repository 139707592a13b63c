using System.Net;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Deeds;

/// <summary>
/// Reports that disagree: one more of an existing incident, what staff settle with a reason and take back again, and a report that was taken back and is restored. All of it in versions,
/// in the history, and on both clocks.
/// </summary>
[Collection(SharedSystem.Name)]
public class SettlementTests(RunningSystem system)
{
    [Fact]
    public async Task A_further_report_stands_beside_the_first_and_counts_once_with_its_origin()
    {
        var first = await system.DoAsync("/api/reports", ByDesk.Report("hostage-taking", "9 August 1911", details: new { hostages = new { best = 4 } }, source: "the agency"));
        var id = (string)first["incidentId"]!;
        var further = ByDesk.Report("hostage-taking", "23 August 1911", details: new { hostages = new { best = 7 } }, source: "a paper").And("expectedVersion", 1).And("reason", "the paper's own account");

        var second = await system.DoAsync($"/api/incidents/{id}/reports", further);
        var late = await system.PostAsync($"/api/incidents/{id}/reports", further);
        await system.DoAsync($"/api/incidents/{id}/reports", ByDesk.Report("hostage-taking", "30 August 1911", source: "another paper", origin: "the agency"));
        await system.SettleAsync();

        Assert.Equal((HttpStatusCode.Conflict, 2L), (late.Status, (long)late.Body!["version"]!));
        Assert.Equal((2L, id), ((long)second["version"]!, (string)second["incidentId"]!));
        var shown = await system.GetAsync($"/api/incidents/{id}");
        Assert.Equal(3, shown["reports"]!.AsArray().Count);
        Assert.Equal(["a paper", "the agency"], shown["incident"]!["sources"].Texts());
        // the paper with the agency's words says no more than the agency did: the 30th is not among the days
        Assert.Equal("1911-08-09..1911-08-23", shown["incident"]!["when"]!["begins"].Days());
        Assert.True((bool)shown["incident"]!["dateConflict"]!);
        Assert.Contains("the paper's own account", (await system.GetAsync($"/api/incidents/{id}/history")).AsArray().Select(h => (string?)h!["reason"]));
    }

    [Fact]
    public async Task What_is_settled_is_used_everywhere_until_it_is_taken_back()
    {
        var id = (string)(await system.DoAsync("/api/reports", ByDesk.Report("ransom", "9 August 1912", details: new { amount = new { best = 50_000, unit = "USD" } })))["incidentId"]!;
        await system.DoAsync($"/api/incidents/{id}/reports", ByDesk.Report("ransom", "23 August 1912", "sokh", new { amount = new { low = 80_000, high = 100_000, unit = "USD" } }, "a paper"));
        await system.SettleAsync();
        var open = await system.GetAsync($"/api/incidents/{id}");
        var before = await ByDesk.MomentAsync();

        var settled = await system.DoAsync($"/api/incidents/{id}/settlements", new JsonObject
        {
            ["when"] = new JsonObject { ["text"] = "23 August 1912" }, ["where"] = new JsonObject { ["place"] = "sokh" },
            ["details"] = new JsonObject { ["amount"] = new JsonObject { ["best"] = 80_000, ["unit"] = "USD" } }, ["reason"] = "the receipt was seen", ["expectedVersion"] = 2,
        });
        await system.SettleAsync();

        Assert.Equal(("1912-08-09..1912-08-23", true, true), (open["incident"]!["when"]!["begins"].Days(), (bool)open["incident"]!["dateConflict"]!, (bool)open["incident"]!["quantityConflict"]!));
        Assert.Equal(5L, (long)settled["version"]!);
        var shown = await system.GetAsync($"/api/incidents/{id}");
        var incident = shown["incident"]!;
        Assert.Equal(("1912-08-23..1912-08-23", "sokh", 80_000m), (incident["when"]!["begins"].Days(), (string)incident["where"]!["placeId"]!, (decimal)incident["details"]!["amount"]!["best"]!));
        Assert.Equal((false, false), ((bool)incident["dateConflict"]!, (bool)incident["quantityConflict"]!));
        Assert.Equal(2, shown["reports"]!.AsArray().Count);
        Assert.Equal("1912-08-09..1912-08-23", incident["settled"]!.AsArray().Single(s => (string)s!["field"]! == "when")!["when"]!["begins"].Days());
        Assert.Equal((80_000m, 80_000m), (await Season(1912))["ransomUsd"]!.Range());
        Assert.Contains((await system.GetAsync("/api/timeline?from=1912-08-20&to=1912-08-31"))["items"]!.AsArray(), i => (string)i!["id"]! == id);

        var then = await system.GetAsync($"/api/incidents/{id}?knownAt={before}");
        Assert.Equal("1912-08-09..1912-08-23", then["incident"]!["when"]!["begins"].Days());
        Assert.Null(then["incident"]!["settled"]);

        await system.DoAsync($"/api/incidents/{id}/settlements", new JsonObject { ["takeBack"] = new JsonArray("when", "where", "details.amount"), ["reason"] = "the receipt was another's", ["expectedVersion"] = 5 });
        await system.SettleAsync();
        var again = (await system.GetAsync($"/api/incidents/{id}"))["incident"]!;
        Assert.Equal(("1912-08-09..1912-08-23", true, true), (again["when"]!["begins"].Days(), (bool)again["dateConflict"]!, (bool)again["quantityConflict"]!));
        var history = (await system.GetAsync($"/api/incidents/{id}/history")).AsArray().Select(h => $"{h!["version"]} {h["change"]} {h["field"]}".TrimEnd()).ToArray();
        Assert.Equal(
            ["1 reported", "2 reported", "3 settled when", "4 settled where", "5 settled details.amount", "6 settlement taken back when", "7 settlement taken back where", "8 settlement taken back details.amount"],
            history);
        await DigestsAgreeAsync();
    }

    [Theory]
    [InlineData("""{"when":{"date":"1913-09-01"},"reason":"r"}""", "when")]
    [InlineData("""{"when":{"date":"1913-08-09"}}""", "reason")]
    [InlineData("""{"reason":"r"}""", "body")]
    [InlineData("""{"details":{"attackers":{"best":60}},"reason":"r"}""", "details.attackers")]
    [InlineData("""{"details":{"units":{"best":60}},"reason":"r"}""", "details.units")]
    [InlineData("""{"details":{"colour":{"best":60}},"reason":"r"}""", "details.colour")]
    [InlineData("""{"details":[],"reason":"r"}""", "details")]
    [InlineData("""{"where":{"place":"sokh"},"reason":"r"}""", "where")]
    [InlineData("""{"takeBack":["when"],"reason":"r"}""", "takeBack[0]")]
    [InlineData("""{"when":{"text":"unknown"},"reason":"r"}""", "when")]
    public async Task What_cannot_be_settled_is_refused_at_its_field_and_changes_nothing(string body, string field)
    {
        await system.ImportAsync(
            [
                Row.Of("incursion", "one", "1913-08-09", details: new { attackers = new { best = 20 } }),
                Row.Of("incursion", "two", "1913-08-20", details: new { attackers = new { best = 50 } }).And("incident", "one"),
            ],
            "unsettled");

        var refused = await system.PostAsync("/api/incidents/unsettled.one/settlements", JsonNode.Parse(body)!);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal([field], refused.Body!["errors"]!.AsObject().Select(e => e.Key));
        await system.SettleAsync();
        Assert.Equal(2L, (long)(await system.GetAsync("/api/incidents/unsettled.one"))["version"]!);
    }

    [Fact]
    public async Task A_report_that_was_taken_back_is_restored_with_all_that_rested_on_it()
    {
        var rows = new[] { Row.Harvest("opium", "1914-06-01..1914-06-30", 1914), Row.Of("incursion", "raid", "1914-08-01..1914-08-09"), Row.Of("pass-closure", "snow", "1914-09-21..1914-09-30", "tajik-kyrgyz-border") };
        await system.ImportAsync(rows, "back");
        await system.SettleAsync();
        var before = await CorrelationsAsync(1914);

        await system.DoAsync("/api/incidents/back.raid/retractions", new JsonObject { ["reason"] = "a mistake" });
        await system.SettleAsync();
        var gone = await CorrelationsAsync(1914);
        var moment = await ByDesk.MomentAsync();
        var restored = await system.DoAsync("/api/incidents/back.raid/restorations", new JsonObject { ["reason"] = "it was no mistake", ["expectedVersion"] = 2 });
        var twice = await system.PostAsync("/api/incidents/back.raid/restorations", new JsonObject { ["reason"] = "again" });
        await system.SettleAsync();

        Assert.NotEmpty(before);
        Assert.DoesNotContain(gone, c => c.Contains("back.raid", StringComparison.Ordinal));
        Assert.Equal(before, await CorrelationsAsync(1914));
        Assert.Equal(gone, await CorrelationsAsync(1914, $"&knownAt={moment}"));
        Assert.Equal((3L, HttpStatusCode.BadRequest), ((long)restored["version"]!, twice.Status));
        Assert.Equal(["reported", "retracted", "restored"], (await system.GetAsync("/api/incidents/back.raid/history")).AsArray().Select(h => (string)h!["change"]!));
        var shown = await system.GetAsync("/api/incidents/back.raid");
        Assert.False((bool)shown["reports"]![0]!["retracted"]!);
        await DigestsAgreeAsync();
    }

    private async Task<JsonNode> Season(int year) => await system.GetAsync($"/api/seasons/fergana/{year}");

    private async Task<string[]> CorrelationsAsync(int year, string more = "") =>
        [.. (await system.GetAsync($"/api/correlations?theatre=fergana&seasonYear={year}&state=holds{more}")).AsArray().Select(c => (string)c!["id"]!).Order(StringComparer.Ordinal)];

    private async Task DigestsAgreeAsync()
    {
        var digests = await system.DigestsAsync();
        Assert.Equal(digests.ToldFromNothing, digests.Told);
        Assert.Equal(digests.ViewsFromNothing, digests.Views);
    }
}
