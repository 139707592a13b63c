using System.Net;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Deeds;

/// <summary>Places, spellings and other names of sources that staff added are taken back, through all services and on both clocks. Season years 1774 to 1776.</summary>
[Collection(SharedSystem.Name)]
public class WithdrawnWordsTests(RunningSystem system)
{
    [Fact]
    public async Task Reports_under_either_name_of_a_source_are_one_sources_until_that_is_taken_back()
    {
        var id = (string)(await system.DoAsync("/api/reports", ByDesk.Report("incursion", "9 August 1774", source: "Valley wire")))["incidentId"]!;
        await system.DoAsync($"/api/incidents/{id}/reports", ByDesk.Report("incursion", "9 August 1774", source: "Valley wire, Osh"));
        await system.SettleAsync();
        var before = await ByDesk.MomentAsync();
        var version = (long)(await system.GetAsync("/api/sources/names"))["version"]!;

        await system.DoAsync("/api/sources/names", new JsonObject { ["name"] = "Valley wire, Osh", ["source"] = "Valley wire", ["reason"] = "its office there", ["expectedVersion"] = version });
        await system.SettleAsync();
        var one = await SourcesAsync(id);
        var listed = (await system.GetAsync("/api/sources")).AsArray().Where(s => ((string)s!["name"]!).StartsWith("Valley wire", StringComparison.Ordinal)).ToList();
        var then = await SourcesAsync(id, "?knownAt=" + before);
        await DigestsAgreeAsync();

        var chain = await system.PostAsync("/api/sources/names", new JsonObject { ["name"] = "Valley wire", ["source"] = "The wires", ["reason"] = "x" });
        var stale = await system.PostAsync("/api/sources/names/withdrawals", new JsonObject { ["name"] = "Valley wire, Osh", ["reason"] = "x", ["expectedVersion"] = version });
        await system.DoAsync("/api/sources/names/withdrawals", new JsonObject { ["name"] = "Valley wire, Osh", ["reason"] = "an agency of its own after all" });
        await system.SettleAsync();

        Assert.Equal(["Valley wire"], one);
        Assert.Equal(("Valley wire", 2), ((string)Assert.Single(listed)!["name"]!, (int)listed[0]!["reports"]!["standing"]!));
        Assert.Equal(["Valley wire", "Valley wire, Osh"], then);
        Assert.Equal((HttpStatusCode.BadRequest, "name", HttpStatusCode.Conflict), (chain.Status, chain.Body!["errors"]!.AsObject().Single().Key, stale.Status));
        Assert.Equal(["Valley wire", "Valley wire, Osh"], await SourcesAsync(id));
        Assert.Equal("Valley wire, Osh", (string)(await system.GetAsync($"/api/incidents/{id}"))["reports"]![1]!["says"]!["source"]!["name"]!);
        var history = (await system.GetAsync("/api/sources/names"))["history"]!.AsArray().TakeLast(2).Select(h => ((string)h!["what"]!, (string)h["reason"]!));
        Assert.Equal([("named", "its office there"), ("withdrawn", "an agency of its own after all")], history);
        await DigestsAgreeAsync();
    }

    [Fact]
    public async Task A_name_almost_that_of_a_known_source_is_doubted_and_recorded_all_the_same()
    {
        await system.DoAsync("/api/reports", ByDesk.Report("attack", "3 May 1775", source: "Pamir-Observer"));

        var check = await system.DoAsync("/api/reports/check", ByDesk.Report("attack", "5 June 1775", source: "PAMIR OBSERVER"));
        var exact = await system.DoAsync("/api/reports/check", ByDesk.Report("attack", "5 June 1775", source: "Pamir-Observer"));
        var saved = await system.DoAsync("/api/reports", ByDesk.Report("attack", "5 June 1775", source: "PAMIR OBSERVER"));

        foreach (var answer in new[] { check, saved })
        {
            var doubt = Assert.Single(answer["doubts"]!.AsArray(), d => (string)d!["field"]! == "source.name")!;
            Assert.Contains("Pamir-Observer", (string)doubt["says"]!, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(exact["doubts"]!.AsArray(), d => (string)d!["field"]! == "source.name");
    }

    [Fact]
    public async Task A_place_is_taken_back_once_nothing_stands_there_and_no_words_are_read_as_it()
    {
        await system.DoAsync("/api/places", Village("Zard-Kamar-Ford"));
        await system.DoAsync("/api/places/zard-kamar-ford/spellings", new JsonObject { ["spelling"] = "Sarykamar Ford", ["reason"] = "an old map" });
        var id = (string)(await system.DoAsync("/api/reports", Raid("Sarykamar Ford", "9 August 1776")))["incidentId"]!;
        await system.DoAsync("/api/places/zard-kamar-ford/spellings/withdrawals", new JsonObject { ["spelling"] = "Sarykamar Ford", ["reason"] = "another ford" });
        await system.SettleAsync();
        var before = await ByDesk.MomentAsync();

        var words = await system.PostAsync("/api/reports", Raid("Sarykamar Ford", "11 August 1776"));
        var standing = await system.PostAsync("/api/places/zard-kamar-ford/withdrawals", new JsonObject { ["reason"] = "no village" });
        var shipped = await system.PostAsync("/api/places/sokh/withdrawals", new JsonObject { ["reason"] = "no village" });
        var seasons = await system.GetAsync("/api/seasons/fergana/1776");
        await system.DoAsync($"/api/incidents/{id}/retractions", new JsonObject { ["reason"] = "a rumour" });
        await system.DoAsync("/api/places/zard-kamar-ford/withdrawals", new JsonObject { ["reason"] = "no village" });
        await system.SettleAsync();
        var gone = await system.PostAsync("/api/reports", Raid("Zard-Kamar-Ford", "11 August 1776"));
        var again = await system.DoAsync("/api/places", Village("Zard-Kamar-Ford"));
        await system.SettleAsync();

        Assert.Equal((HttpStatusCode.BadRequest, "where.text"), (words.Status, words.Body!["errors"]!.AsObject().Single().Key));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (standing.Status, shipped.Status, gone.Status));
        Assert.Contains("1 standing report", (string)standing.Body!["errors"]!["id"]![0]!, StringComparison.Ordinal);
        Assert.Contains(id, seasons.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("zard-kamar-ford-2", (string)again["place"]!["id"]!);
        Assert.Equal("zard-kamar-ford", (string)(await system.GetAsync($"/api/places?q=Zard-Kamar-Ford&knownAt={before}"))[0]!["id"]!);
        Assert.Equal("zard-kamar-ford-2", (string)(await system.GetAsync("/api/places?q=Zard-Kamar-Ford"))[0]!["id"]!);
        Assert.Equal(
            ["added", "spelled", "spelling-withdrawn", "withdrawn"], (await system.GetAsync("/api/places/history?place=zard-kamar-ford")).AsArray().Select(h => (string)h!["what"]!));
        // the season as it was known then still has it where it lay
        Assert.Contains(id, (await system.GetAsync($"/api/seasons/fergana/1776?clock=recorded&knownAt={before}")).ToJsonString(), StringComparison.Ordinal);
        await DigestsAgreeAsync();
    }

    private static JsonObject Village(string name) => new() { ["name"] = name, ["type"] = "village", ["within"] = new JsonArray("batken-region"), ["lat"] = 39.91, ["lon"] = 70.61, ["reason"] = "named by a herdsman" };

    private static JsonObject Raid(string where, string when) => ByDesk.Report("incursion", when).And("where", new JsonObject { ["text"] = where });

    private async Task<IEnumerable<string>> SourcesAsync(string id, string at = "") =>
        (await system.GetAsync($"/api/incidents/{id}{at}"))["incident"]!["sources"]!.AsArray().Select(s => (string)s!).Order(StringComparer.Ordinal);

    private async Task DigestsAgreeAsync()
    {
        var digests = await system.DigestsAsync();
        Assert.Equal(digests.ToldFromNothing, digests.Told);
        Assert.Equal(digests.ViewsFromNothing, digests.Views);
    }
}
