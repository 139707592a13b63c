using System.Net;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Cases;

/// <summary>Case t04, ten years earlier: what was known on 1 September, when one taking had ended and the other had not.</summary>
[Collection(SharedSystem.Name)]
public sealed class KnownInSeptemberTests(RunningSystem system) : IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await system.ImportAsync(
            [
                Row.Of("incursion", "village", "1989-08-01..1989-08-09", known: "1989-08-05"),
                Row.Of("hostage-taking", "four", "1989-08-09", known: "1989-08-10"),
                Row.Of("ransom", "first", "1989-08-09..1989-08-13", details: new { amount = new { best = 50_000, unit = "USD" } }, rel: "ransom-for", to: "four", known: "1989-08-14"),
                Row.Of("release", "free", "1989-08-13", rel: "release-of", to: "four", known: "1989-08-14"),
                Row.Of("hostage-taking", "geologists", "1989-08-23", known: "1989-08-24"),
                Row.Of("ransom", "autumn", "1989-08-23..1989-10-25", details: new { amount = new { low = 2_000_000, high = 5_000_000, unit = "USD" } }, rel: "ransom-for", to: "geologists", known: "1989-10-27"),
                Row.Of("release", "october", "1989-10-25", rel: "release-of", to: "geologists", known: "1989-10-25"),
                Row.Of("withdrawal", "retreat", "1989-10-25..1989-12-31", known: "1989-11-10"),
            ], "t04", backfill: true);
        await system.SettleAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_taking_without_an_end_is_open_and_later_millions_are_invisible()
    {
        var season = await system.GetAsync("/api/seasons/fergana/1989?knownAt=1989-09-01");

        Assert.Equal("ongoing", (string)season["state"]!);
        Assert.Equal((50_000m, 50_000m), season["ransomUsd"]!.Range());
        Assert.Equal("open", (string)season.Chain("t04.geologists")!["outcome"]!);
        Assert.Empty(season.Chain("t04.geologists")!.Steps());
        Assert.Contains("release t04.free 4..4", season.Chain("t04.four")!.Steps());
    }

    [Fact]
    public async Task One_chain_speaks_for_the_rule_and_one_cannot_be_judged_yet()
    {
        var all = (await system.GetAsync("/api/correlations?rule=ransom-and-release-follow-taking&seasonYear=1989&knownAt=1989-09-01")).AsArray();
        var one = Assert.Single(all)!;
        var judgements = one["evidence"]!["judgements"]!.AsArray().Where(j => (int)j!["seasonYear"]! == 1989).ToDictionary(j => (string)j!["unit"]!, j => ((bool)j!["judged"]!, (bool)j["held"]!));

        Assert.Equal("t04.four", one["incidents"]![0]!.ToString());
        Assert.Equal((true, true), judgements["t04.four"]);
        Assert.Equal((false, false), judgements["t04.geologists"]);
    }

    [Fact]
    public async Task What_came_to_be_known_later_is_in_no_list()
    {
        var then = (await system.GetAsync("/api/timeline?from=1989-01-01&to=1989-12-31&knownAt=1989-09-01"))["items"]!.AsArray().Select(i => (string)i!["id"]!);

        Assert.Equal(["t04.first", "t04.four", "t04.free", "t04.geologists", "t04.village"], then.Order());
    }

    [Theory]
    [InlineData("1989-08-13", 0)]
    [InlineData("1989-08-13T23:59:59.999999Z", 0)]
    [InlineData("1989-08-13T23:59:59.9999999Z", 0)]
    [InlineData("1989-08-14T00:00:00Z", 1)]
    [InlineData("1989-08-14", 1)]
    public async Task A_day_of_knowing_begins_with_its_first_instant_and_ends_with_its_last(string knownAt, int ransoms)
    {
        var listed = (await system.GetAsync($"/api/timeline?from=1989-01-01&to=1989-12-31&kind=ransom&knownAt={knownAt}"))["items"]!.AsArray();
        var season = await system.GetAsync($"/api/seasons/fergana/1989?knownAt={knownAt}");
        var incident = await system.Gateway.GetAsync($"/api/incidents/t04.first?knownAt={knownAt}", TestContext.Current.CancellationToken);

        Assert.Equal(ransoms, listed.Count);
        Assert.Equal(ransoms * 50_000m, season["ransomUsd"]!.Range().Low);
        Assert.Equal(ransoms == 1 ? HttpStatusCode.OK : HttpStatusCode.NotFound, incident.StatusCode);
    }

    [Fact]
    public async Task Today_all_of_it_is_known()
    {
        var season = await system.GetAsync("/api/seasons/fergana/1989");

        Assert.Equal(("closed", (2_050_000m, 5_050_000m)), ((string)season["state"]!, season["ransomUsd"]!.Range()));
        Assert.Contains("release t04.october 63..63", season.Chain("t04.geologists")!.Steps());
    }
}
