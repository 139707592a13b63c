using System.Net;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Deeds;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Rules;

/// <summary>A rule may name a place that staff added, as soon as it was added; it finds what happened there, and nothing beside. Season year 1852.</summary>
[Collection(SharedSystem.Name)]
public class PlacesInRulesTests(RunningSystem system)
{
    [Fact]
    public async Task A_rule_that_names_a_place_of_staff_is_refused_before_it_is_added_and_finds_what_lies_there_after()
    {
        var early = await system.PostAsync("/api/rules", Rule());
        var tried = await system.PostAsync("/api/rules/backtest", new JsonObject { ["rule"] = Rule() });
        await system.DoAsync("/api/places", new JsonObject { ["name"] = "Tuzlu-Kuduk", ["type"] = "village", ["within"] = new JsonArray("batken-region") });
        await system.ImportAsync(
            [Row.Of("incursion", "a", "1852-08-09", "tuzlu-kuduk"), Row.Of("incursion", "b", "1852-08-10", "tuzlu-kuduk"), Row.Of("incursion", "c", "1852-08-10", "sokh"), Row.Of("incursion", "d", "1852-08-11", "sokh")], "kuduk");
        await system.SettleAsync();

        var published = await system.PostAsync("/api/rules", Rule());
        await Wait.UntilAsync(async () => (await FoundAsync()).Count > 0, RunningSystem.Limit);
        await system.SettleAsync();

        Assert.Equal((HttpStatusCode.BadRequest, "of.places"), (early.Status, early.Body!["errors"]!.AsObject().Single(e => e.Key.StartsWith("of", StringComparison.Ordinal)).Key));
        Assert.Equal((HttpStatusCode.BadRequest, true), (tried.Status, tried.Body!["errors"]!.AsObject().Any(e => e.Key == "rule.of.places")));
        Assert.Equal(HttpStatusCode.Created, published.Status);
        Assert.Equal(["kuduk.a", "kuduk.b"], (await FoundAsync()).Single()!["incidents"].Texts().Order(StringComparer.Ordinal));
        await system.DoAsync("/api/rules/two-raids-at-kuduk/retire", new JsonObject { ["reason"] = "a test" });
        await system.SettleAsync();
        var digests = await system.DigestsAsync();
        Assert.Equal(digests.ToldFromNothing, digests.Told);
        Assert.Equal(digests.ViewsFromNothing, digests.Views);
    }

    private async Task<JsonArray> FoundAsync() => (await system.GetAsync("/api/correlations?rule=two-raids-at-kuduk&state=holds")).AsArray();

    private static JsonObject Rule() => JsonNode.Parse("""
        { "id": "two-raids-at-kuduk", "version": 1, "title": "Two raids at Kuduk", "claim": "They come in twos.", "citation": "nobody", "kind": "burst",
          "of": { "kind": "incursion", "places": ["tuzlu-kuduk"] }, "atLeast": 2, "within": { "days": 3 }, "theatres": ["fergana"], "alert": "never", "blindSpots": ["one village"],
          "examples": [{ "says": "two on one day", "fires": "certain", "incidents": [
            { "id": "x", "kind": "incursion", "when": "1852-08-01", "where": "tuzlu-kuduk" }, { "id": "y", "kind": "incursion", "when": "1852-08-02", "where": "tuzlu-kuduk" }] }] }
        """)!.AsObject();
}
