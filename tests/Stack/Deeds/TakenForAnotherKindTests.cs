using System.Net;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Deeds;

/// <summary>One thing that two sources took for different kinds: the kind is corrected, and the two are merged. Season years 1926 to 1928.</summary>
[Collection(SharedSystem.Name)]
public class TakenForAnotherKindTests(RunningSystem system)
{
    [Fact]
    public async Task What_was_recorded_as_another_kind_is_corrected_and_then_merged()
    {
        var raid = await EnterAsync(ByDesk.Report("incursion", "August 1926", details: new { attackers = new { best = 50 } }));
        var shots = await EnterAsync(ByDesk.Report("attack", "10 August 1926", details: new { killed = new { best = 3 } }, source: "a paper"));
        var merge = new JsonObject { ["into"] = raid, ["reason"] = "the same raid" };

        var asAnother = await system.PostAsync($"/api/incidents/{shots}/merges", merge);
        var corrected = await system.PostAsync($"/api/incidents/{shots}/corrections", new { kind = "incursion", details = new { attackers = new { low = 40 } }, reason = "they had crossed the border", expectedVersion = 1 });
        await system.SettleAsync();
        var alone = await system.GetAsync($"/api/incidents/{shots}");
        await system.DoAsync($"/api/incidents/{shots}/merges", merge);
        await system.SettleAsync();

        Assert.Equal((HttpStatusCode.BadRequest, "into"), (asAnother.Status, asAnother.Body!["errors"]!.AsObject().Single().Key));
        Assert.Equal((HttpStatusCode.OK, 2L), (corrected.Status, (long)corrected.Body!["version"]!));
        Assert.Equal(("incursion", "1926-08-10..1926-08-10"), ((string)alone["incident"]!["kind"]!, alone["incident"]!["when"]!["begins"].Days()));
        Assert.Null(alone["incident"]!["details"]!["killed"]);
        var one = (await system.GetAsync($"/api/incidents/{raid}"))["incident"]!;
        Assert.Equal(("1926-08-10..1926-08-10", false), (one["when"]!["begins"].Days(), (bool)one["kindConflict"]!));
        Assert.Equal([raid], (await system.GetAsync("/api/timeline?from=1926-08-01&to=1926-08-31&kind=incursion"))["items"]!.AsArray().Select(i => (string)i!["id"]!));
        Assert.Empty((await system.GetAsync("/api/timeline?from=1926-08-01&to=1926-08-31&kind=attack"))["items"]!.AsArray());
        var change = (await system.GetAsync($"/api/incidents/{shots}/history")).AsArray().Single(c => (string)c!["change"]! == "corrected")!;
        Assert.Equal(
            ("attack", "incursion", "they had crossed the border"),
            ((string)change["before"]!["says"]!["kind"]!, (string)change["after"]!["says"]!["kind"]!, (string)change["reason"]!));
        Assert.Equal(3, (int)change["before"]!["details"]!["killed"]!["best"]!);
        await DigestsAgreeAsync();
    }

    [Fact]
    public async Task Reports_that_do_not_agree_on_what_it_was_stand_side_by_side_until_they_do()
    {
        var id = await EnterAsync(ByDesk.Report("incursion", "August 1927"));
        var second = (string)(await system.DoAsync($"/api/incidents/{id}/reports", ByDesk.Report("incursion", "12 August 1927", source: "a herdsman")))["reportId"]!;

        await CorrectAsync(id, second, "attack");
        await system.SettleAsync();
        var doubtful = (await system.GetAsync($"/api/incidents/{id}"))["incident"]!;
        var third = await system.PostAsync($"/api/incidents/{id}/reports", ByDesk.Report("attack", "12 August 1927", source: "a paper"));
        var harvest = await system.PostAsync($"/api/incidents/{id}/reports", ByDesk.Report("harvest", "12 August 1927", source: "a paper"));
        await CorrectAsync(id, second, "incursion");
        await CorrectAsync(id, (string)third.Body!["reportId"]!, "incursion");
        await system.SettleAsync();

        // one of them is taken, and all of them date it
        Assert.Equal((true, "1927-08-12..1927-08-12"), ((bool)doubtful["kindConflict"]!, doubtful["when"]!["begins"].Days()));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.BadRequest), (third.Status, harvest.Status));
        Assert.False((bool)(await system.GetAsync($"/api/incidents/{id}"))["incident"]!["kindConflict"]!);
        await DigestsAgreeAsync();
    }

    [Fact]
    public async Task The_next_edition_of_a_file_leaves_the_kind_as_a_person_corrected_it_and_corrects_one_that_nobody_touched()
    {
        JsonObject File(string id, string title, int killed) => Row.Of("attack", id, "1928-08-09", details: new { killed = new { best = killed } }).And("title", title);

        await system.ImportAsync([File("a", "Shots", 1), File("b", "Shots too", 1)], "kinds-filed");
        await system.DoAsync("/api/incidents/kinds-filed.a/corrections", new JsonObject { ["kind"] = "incursion", ["details"] = new JsonObject { ["attackers"] = new JsonObject { ["best"] = 20 } }, ["reason"] = "they crossed" });
        await system.ImportAsync([File("a", "Shots fired", 2), Row.Of("incursion", "b", "1928-08-09", details: new { attackers = new { best = 5 } })], "kinds-filed");
        await system.SettleAsync();

        var (kept, anew) = ((await system.GetAsync("/api/incidents/kinds-filed.a"))["incident"]!, (await system.GetAsync("/api/incidents/kinds-filed.b"))["incident"]!);
        Assert.Equal(("incursion", "Shots fired", 20), ((string)kept["kind"]!, (string)kept["title"]!, (int)kept["details"]!["attackers"]!["best"]!));
        Assert.Equal(("incursion", 5), ((string)anew["kind"]!, (int)anew["details"]!["attackers"]!["best"]!));
        await DigestsAgreeAsync();
    }

    private Task<JsonNode> CorrectAsync(string id, string report, string kind) => system.DoAsync($"/api/incidents/{id}/corrections", new JsonObject { ["reportId"] = report, ["kind"] = kind, ["reason"] = "told better" });

    private async Task<string> EnterAsync(JsonObject report) => (string)(await system.DoAsync("/api/reports", report))["incidentId"]!;

    private async Task DigestsAgreeAsync()
    {
        var digests = await system.DigestsAsync();
        Assert.Equal(digests.ToldFromNothing, digests.Told);
        Assert.Equal(digests.ViewsFromNothing, digests.Views);
    }
}
