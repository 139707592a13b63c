using System.Net;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Deeds;

/// <summary>Staff add a place and its spellings; words are read by them, and what happened there counts where the place lies, on both clocks.</summary>
[Collection(SharedSystem.Name)]
public class PlacesTests(RunningSystem system)
{
    [Fact]
    public async Task A_place_that_was_added_is_read_found_and_counted()
    {
        var before = await system.PostAsync("/api/reports", Raid("Ak-Tatyr-Bulak"));
        Assert.Equal(["where.text"], before.Body!["errors"]!.AsObject().Select(e => e.Key));

        var added = await system.DoAsync("/api/places", Village());
        var twice = await system.PostAsync("/api/places", Village());
        await system.DoAsync("/api/places/ak-tatyr-bulak/spellings", new JsonObject { ["spelling"] = "Oq Totir Buloq", ["reason"] = "so on the other side" });
        var again = await system.PostAsync("/api/places/ak-tatyr-bulak/spellings", new JsonObject { ["spelling"] = "Oq Totir Buloq" });
        var taken = await system.PostAsync("/api/places/ak-tatyr-bulak/spellings", new JsonObject { ["spelling"] = "Sokh" });
        var id = (string)(await system.DoAsync("/api/reports", Raid("Oq Totir Buloq")))["incidentId"]!;
        await system.ImportAsync([Row.Of("incursion", "old", "1923-08-20", "ak-tatyr-bulak", known: "1923-08-22")], "places", backfill: true);
        await system.SettleAsync();

        Assert.Equal(("ak-tatyr-bulak", "Kyrgyzstan"), ((string)added["place"]!["id"]!, (string)added["place"]!["country"]!));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (twice.Status, again.Status, taken.Status));
        foreach (var words in new[] { "Ak-Tatyr-Bulak", "Ак-Татыр-Булак", "ak tatir bulak", "Oq Totir Buloq" })
        {
            Assert.Equal("ak-tatyr-bulak", (string)(await system.GetAsync($"/api/places?q={Uri.EscapeDataString(words)}"))[0]!["id"]!);
        }

        var outside = (await system.GetAsync("/api/seasons/fergana/1923"))["incursions"]!;
        Assert.Contains(id, outside["certain"].Texts().Concat(outside["outside"].Texts()).Concat(outside["possible"]!.AsArray().Select(p => (string)p!["incidentId"]!)));
        Assert.Contains((await system.GetAsync("/api/timeline?place=batken-region&from=1923-01-01&to=1923-12-31"))["items"]!.AsArray(), i => (string)i!["id"]! == id);
        // the place was added long after, and is no knowledge of what happened: what was known of it then counts there then
        var then = (await system.GetAsync("/api/seasons/fergana/1923?knownAt=1923-08-31"))["incursions"]!;
        Assert.Contains("places.old", then.ToJsonString(), StringComparison.Ordinal);
        var digests = await system.DigestsAsync();
        Assert.Equal(digests.ToldFromNothing, digests.Told);
        Assert.Equal(digests.ViewsFromNothing, digests.Views);
    }

    [Fact]
    public async Task Words_that_are_kept_alone_count_nowhere_until_the_place_is_there_and_the_report_says_it()
    {
        var where = new JsonObject { ["text"] = "Kum-Bulak", ["precision"] = "unknown" };
        var id = (string)(await system.DoAsync("/api/reports", ByDesk.Report("incursion", "9 August 1929").And("where", where)))["incidentId"]!;
        await system.SettleAsync();
        var alone = (await system.GetAsync($"/api/incidents/{id}"))["incident"]!["where"]!;
        Assert.Equal((null, "Kum-Bulak", null), ((string?)alone["placeId"], (string)alone["text"]!, alone["point"]?.ToJsonString()));
        Assert.DoesNotContain(id, (await system.GetAsync("/api/seasons/fergana/1929"))["incursions"]!.ToJsonString(), StringComparison.Ordinal);

        await system.DoAsync("/api/places", new JsonObject { ["name"] = "Kum-Bulak", ["type"] = "village", ["within"] = new JsonArray("batken-region") });
        await system.DoAsync($"/api/incidents/{id}/corrections", new JsonObject { ["where"] = new JsonObject { ["text"] = "Kum-Bulak" }, ["reason"] = "the place is known now" });
        await system.SettleAsync();

        Assert.Equal("kum-bulak", (string)(await system.GetAsync($"/api/incidents/{id}"))["incident"]!["where"]!["placeId"]!);
        Assert.Contains(id, (await system.GetAsync("/api/seasons/fergana/1929"))["incursions"]!.ToJsonString(), StringComparison.Ordinal);
        var digests = await system.DigestsAsync();
        Assert.Equal(digests.ToldFromNothing, digests.Told);
        Assert.Equal(digests.ViewsFromNothing, digests.Views);
    }

    [Fact]
    public async Task A_place_that_was_added_lies_somewhere_for_what_may_be_the_same()
    {
        await system.DoAsync("/api/places", Village().And("name", "Chong-Dobo").And("spellings", null));
        var first = (string)(await system.DoAsync("/api/reports", ByDesk.Report("incursion", "12 August 1924").And("where", new JsonObject { ["place"] = "chong-dobo" })))["incidentId"]!;
        var near = ByDesk.Report("incursion", "12 August 1924").And("where", new JsonObject { ["lat"] = 39.95, ["lon"] = 70.98, ["precision"] = "village" });

        var check = await system.DoAsync("/api/reports/check", near);
        var row = await system.ImportAsync([near.And("externalId", "one")], "places-row");
        var second = (string)(await system.DoAsync("/api/reports", near))["incidentId"]!;
        var listed = await system.GetAsync($"/api/incidents/{second}/duplicates");

        Assert.Contains("2 km apart, which both allow", Assert.Single(row.Verdicts).Reason, StringComparison.Ordinal);
        foreach (var twins in new[] { check["duplicates"]!.AsArray(), listed.AsArray() })
        {
            Assert.Contains(twins, t => (string)t!["incidentId"]! == first && t["why"].Texts().Contains("2 km apart, which both allow"));
        }
    }

    [Theory]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":"Sokh"}""", "name")]
    [InlineData("""{"name":"!!"}""", "name")]
    [InlineData("""{"type":"moon"}""", "type")]
    [InlineData("""{"within":[]}""", "within")]
    [InlineData("""{"within":["atlantis"]}""", "within[0]")]
    [InlineData("""{"lat":95}""", "lat")]
    [InlineData("""{"lon":null}""", "lon")]
    [InlineData("""{"id":"A B"}""", "id")]
    [InlineData("""{"spellings":["Batken"]}""", "spellings[0]")]
    public async Task What_is_no_place_is_refused_at_its_field(string change, string field)
    {
        var form = Village();
        form["name"] = "Kara-Dobo";
        form["spellings"] = null;
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            form[name] = value?.DeepClone();
        }

        var refused = await system.PostAsync("/api/places", form);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal([field], refused.Body!["errors"]!.AsObject().Select(e => e.Key));
    }

    private static JsonObject Village() => new()
    {
        ["name"] = "Ak-Tatyr-Bulak", ["type"] = "village", ["within"] = new JsonArray("batken-region"), ["lat"] = 39.93, ["lon"] = 70.98, ["spellings"] = new JsonArray("Ак-Татыр-Булак"), ["reason"] = "two reports name it",
    };

    private static JsonObject Raid(string place) => ByDesk.Report("incursion", "9 August 1923").And("where", new JsonObject { ["text"] = place });
}
