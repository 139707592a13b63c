using System.Net;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Deeds;

/// <summary>What staff state of what was watched makes a season's zeros, on both clocks; and the sources of all reports with what staff held of them.</summary>
[Collection(SharedSystem.Name)]
public class CoverageTests(RunningSystem system)
{
    [Fact]
    public async Task A_seasons_zeros_follow_what_was_stated()
    {
        Assert.Equal("not-watched", await ZeroAsync());
        var watched = await system.DoAsync("/api/coverage", Watch("watched"));
        await system.SettleAsync();
        Assert.Equal("watched-nothing-reported", await ZeroAsync());
        var moment = await ByDesk.MomentAsync();

        var none = await system.DoAsync("/api/coverage", Watch("confirmed-none"));
        await system.SettleAsync();
        Assert.Equal("confirmed-none", await ZeroAsync());
        Assert.Equal("watched-nothing-reported", await ZeroAsync($"?knownAt={moment}"));
        var listed = (await system.GetAsync("/api/coverage?theatre=fergana&from=1921-01-01&to=1921-12-31")).AsArray();
        Assert.Equal(["confirmed-none", "watched-nothing-reported"], listed.Select(c => (string)c!["zero"]!).Order());
        Assert.Equal("did-not-occur", (string)(await system.GetAsync($"/api/incidents/{none["incidentId"]}"))["incident"]!["polarity"]!);

        await system.DoAsync($"/api/incidents/{none["incidentId"]}/retractions", new JsonObject { ["reason"] = "they had not looked" });
        await system.DoAsync($"/api/coverage/{Uri.EscapeDataString((string)watched["coverageId"]!)}/withdrawals", new JsonObject { ["reason"] = "the post was empty", ["expectedVersion"] = 1 });
        var twice = await system.PostAsync($"/api/coverage/{Uri.EscapeDataString((string)watched["coverageId"]!)}/withdrawals", new JsonObject { ["reason"] = "again" });
        await system.SettleAsync();
        Assert.Equal(("not-watched", HttpStatusCode.BadRequest), (await ZeroAsync(), twice.Status));
        Assert.Equal("watched-nothing-reported", await ZeroAsync($"?knownAt={moment}"));
        var digests = await system.DigestsAsync();
        Assert.Equal(digests.ViewsFromNothing, digests.Views);
    }

    [Theory]
    [InlineData("""{"kind":"party"}""", "kind")]
    [InlineData("""{"from":"1921-11-01"}""", "to")]
    [InlineData("""{"says":"nothing"}""", "says")]
    [InlineData("""{"where":{"lat":40,"lon":70,"precision":"point"}}""", "where")]
    [InlineData("""{"where":null}""", "where")]
    [InlineData("""{"source":null}""", "source.name")]
    public async Task What_cannot_be_stated_is_refused_at_its_field(string change, string field)
    {
        var form = Watch("watched");
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            form[name] = value?.DeepClone();
        }

        var refused = await system.PostAsync("/api/coverage", form);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal([field], refused.Body!["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task A_source_is_shown_with_what_stands_of_it_and_how_it_was_graded_through_time()
    {
        var report = ByDesk.Report("attack", "3 May 1922", source: "the herald of 1922");
        var id = (string)(await system.DoAsync("/api/reports", report))["incidentId"]!;
        await system.DoAsync($"/api/incidents/{id}/corrections", new JsonObject { ["reason"] = "it was wrong thrice", ["source"] = new JsonObject { ["name"] = "the herald of 1922", ["reliability"] = "D" } });
        await system.DoAsync($"/api/incidents/{id}/reports", ByDesk.Report("attack", "4 May 1922", source: "a copyist of 1922", origin: "the herald of 1922"));
        await system.SettleAsync();

        var herald = Assert.Single((await system.GetAsync("/api/sources?q=herald of 1922")).AsArray())!;

        Assert.Equal(["B", "D"], herald["history"]!.AsArray().Select(g => (string)g!["reliability"]!));
        Assert.Equal(("D", 1, 1), ((string)herald["reliability"]!, (int)herald["reports"]!["standing"]!, (int)herald["reports"]!["corrected"]!));
        Assert.Equal(["a copyist of 1922"], herald["originOf"].Texts());
    }

    private async Task<string> ZeroAsync(string more = "") => (string)(await system.GetAsync($"/api/seasons/fergana/1921{more}"))["coverage"]!["incursion"]!["zero"]!;

    private static JsonObject Watch(string says) => new()
    {
        ["kind"] = "incursion", ["where"] = new JsonObject { ["text"] = "Batken region" }, ["from"] = "1921-05-01", ["to"] = "1921-10-31", ["says"] = says,
        ["source"] = new JsonObject { ["name"] = "border monitors", ["reliability"] = "B", ["credibility"] = 2 },
    };
}
