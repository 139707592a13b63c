using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Cases;

/// <summary>Case t14, in two season years: a release comes before its taking, a record comes twice, and it ends alike in both orders.</summary>
[Collection(SharedSystem.Name)]
public class AnyOrderTests(RunningSystem system)
{
    [Fact]
    public async Task Both_orders_of_arrival_end_in_one_state()
    {
        var forward = await ArriveAsync("t14a", 1979, reverse: false);
        var backward = await ArriveAsync("t14b", 1975, reverse: true);

        Assert.Equal(forward.Season, backward.Season);
        Assert.Equal(forward.Correlations, backward.Correlations);
    }

    private async Task<(string Season, string Correlations)> ArriveAsync(string set, int year, bool reverse)
    {
        JsonObject Release() => Row.Of("release", "october", $"{year}-10-25", details: new { outcome = "ransomed" }, rel: "release-of", to: "geologists");
        JsonObject Ransom() => Row.Of("ransom", "autumn", $"{year}-08-23..{year}-10-25", details: new { amount = new { low = 2_000_000, high = 5_000_000, unit = "USD" } }, rel: "ransom-for", to: "geologists");
        JsonObject Taking() => Row.Of("hostage-taking", "geologists", $"{year}-08-23");
        JsonObject[] queue = [Release(), Ransom(), Taking(), Taking(), Ransom()];
        var verdicts = new List<string>();
        foreach (var row in reverse ? queue.Reverse() : queue)
        {
            verdicts.AddRange((await system.ImportAsync([row], set)).Verdicts.Select(v => v.Word));
            await system.SettleAsync();
            if (!reverse && verdicts.Count == 1)
            {
                await A_release_without_its_taking_waits(set, year);
            }
        }

        Assert.Equal(["created", "created", "created", "unchanged", "unchanged"], verdicts.Order());
        var season = await system.GetAsync($"/api/seasons/fergana/{year}");
        Assert.Contains($"release {set}.october 63..63", season.Chain($"{set}.geologists")!.Steps());
        Assert.Equal([$"{set}.autumn"], season["ransomUsd"]!["incidents"].Texts());
        Assert.Equal(3, (await system.GetAsync($"/api/timeline?from={year}-01-01&to={year}-12-31"))["items"]!.AsArray().Count);
        season["knownAt"] = null;
        return (Plain(season), Plain(await system.GetAsync($"/api/correlations?seasonYear={year}&state=holds")));

        string Plain(JsonNode answer)
        {
            // what a correlation went through on its way depends on the order; what it is does not
            foreach (var correlation in answer as JsonArray ?? [])
            {
                correlation!.AsObject().Remove("lastChange");
                correlation["evidence"]!.AsObject().Remove("judgements");
                correlation["evidence"] = null;
            }

            return answer.ToJsonString().Replace(set, "SET", StringComparison.Ordinal).Replace($"{year}", "YEAR", StringComparison.Ordinal);
        }
    }

    private async Task A_release_without_its_taking_waits(string set, int year)
    {
        var release = await system.GetAsync($"/api/incidents/{set}.october");
        var season = await system.GetAsync($"/api/seasons/fergana/{year}");

        Assert.Equal($"release-of {set}.geologists", release["incident"]!["links"]!.AsArray().Select(l => $"{l!["rel"]} {l["to"]}").Single());
        Assert.Empty(season["chains"]!.AsArray());
        Assert.Empty((await system.GetAsync($"/api/correlations?seasonYear={year}")).AsArray());
    }
}
