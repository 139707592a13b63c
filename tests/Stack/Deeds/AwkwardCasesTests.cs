using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Deeds;

/// <summary>
/// What makes the paper's history awkward, entered report by report as staff would, in season years of its own: sources that disagree, names spelt otherwise, a ban that is taken back,
/// captives who escaped, two closings of the passes in one season. Each stands right in the timeline and in the season.
/// </summary>
[Collection(SharedSystem.Name)]
public class AwkwardCasesTests(RunningSystem system)
{
    [Fact]
    public async Task Two_sources_disagree_and_both_stay()
    {
        var ransom = ByDesk.Report("ransom", "25 October 1931", details: new { amount = new { low = 2_000_000, high = 5_000_000, unit = "USD" } }, source: "a ministry");
        var id = await EnterAsync(ransom);
        await system.DoAsync($"/api/incidents/{id}/reports", ByDesk.Report("ransom", "25 October 1931", details: new { amount = new { best = 50_000, unit = "USD" } }, source: "a governor"));
        var denied = ByDesk.Report("ransom", "25 October 1931", source: "the same ministry, later", polarity: "did-not-occur");
        await system.DoAsync($"/api/incidents/{id}/reports", denied);
        await system.SettleAsync();

        var season = await SeasonAsync(1931);
        Assert.Equal((50_000m, 5_000_000m), season["ransomUsd"]!.Range());
        Assert.True((bool)season["ransomUsd"]!["conflict"]!);
        var incident = (await system.GetAsync($"/api/incidents/{id}"))["incident"]!;
        Assert.Equal((true, true, "occurred"), ((bool)incident["quantityConflict"]!, (bool)incident["polarityConflict"]!, (string)incident["polarity"]!));
    }

    [Theory]
    [InlineData("Batken", "Баткен")]
    [InlineData("Sokh", "Sukh")]
    [InlineData("Vorukh", "Ворух")]
    [InlineData("Tavildara", "Tavil-Dara")]
    public async Task A_place_spelt_otherwise_is_the_same_place(string one, string other)
    {
        var (first, second) = (await ReadAsync(one), await ReadAsync(other));

        Assert.NotNull(first);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_report_told_twice_in_other_spellings_is_found_and_merged_and_parted_again()
    {
        var first = await EnterAsync(Spelt("August 1932", "Sokh"));
        var told = await system.DoAsync("/api/reports", Spelt("August 1932", "Sukh"));
        var second = (string)told["incidentId"]!;
        Assert.Contains(told["duplicates"]!.AsArray(), d => (string)d!["incidentId"]! == first);

        await system.DoAsync($"/api/incidents/{second}/merges", new JsonObject { ["into"] = first, ["reason"] = "the same raid" });
        await system.SettleAsync();
        Assert.Single(await InTimelineAsync("1932-08-01", "1932-08-31", "incursion"));
        Assert.Equal([first], (await SeasonAsync(1932))["incursions"]!["certain"].Texts());

        await system.DoAsync($"/api/incidents/{second}/unmerges", new JsonObject { ["reason"] = "two raids after all" });
        await system.SettleAsync();
        Assert.Equal(2, (await InTimelineAsync("1932-08-01", "1932-08-31", "incursion")).Count);
    }

    [Fact]
    public async Task A_ban_that_is_taken_back_is_two_records_and_the_harvest_after_it_opens_its_season()
    {
        await EnterAsync(ByDesk.Report("ban", "July 1933", "taliban-held", new { of = "opium", change = "imposed", scope = "cultivation" }));
        await EnterAsync(ByDesk.Report("harvest", "1934", "taliban-held", new { crop = "opium", seasonYear = 1934 }, polarity: "did-not-occur"));
        await EnterAsync(ByDesk.Report("ban", "September 1934", "taliban-held", new { of = "opium", change = "lifted" }));
        await EnterAsync(ByDesk.Report("harvest", "June 1935", "taliban-held", new { crop = "opium", seasonYear = 1935, amount = new { best = 3_400, unit = "t" } }));
        await system.SettleAsync();

        var bans = await InTimelineAsync("1933-01-01", "1935-12-31", "ban");
        Assert.Equal(["imposed", "lifted"], bans.Select(b => (string)b["details"]!["change"]!));
        Assert.Equal("cultivation", (string)bans[0]["details"]!["scope"]!);
        Assert.Equal("none", (string)(await SeasonAsync(1934)).Phase("harvest-window")["basis"]!);
        Assert.Equal("confirmed-none", (string)(await SeasonAsync(1934))["coverage"]!["harvest"]!["zero"]!);
        Assert.Equal("1935-06-01..1935-06-30", (await SeasonAsync(1935)).Phase("harvest-window")["opens"].Days());
        Assert.Equal(3_400m, (decimal)(await SeasonAsync(1935))["harvests"]![0]!["tonnes"]!["best"]!);
    }

    [Fact]
    public async Task Climbers_who_escaped_were_not_ransomed()
    {
        var taking = await EnterAsync(ByDesk.Report("hostage-taking", "12 August 1936", "korgon-gorge", new { hostages = new { best = 4 } }));
        await EnterAsync(ByDesk.Report("release", "18 August 1936", "korgon-gorge", new { outcome = "escaped", released = new { best = 4 } }).And("links", Link("release-of", taking)));
        await system.SettleAsync();

        var chain = (await SeasonAsync(1936)).Chain(taking)!;
        Assert.Equal("escaped", (string)chain["outcome"]!);
        Assert.Contains(chain.Steps(), s => s.EndsWith("6..6", StringComparison.Ordinal));
        Assert.Equal((0m, 0m), (await SeasonAsync(1936))["ransomUsd"]!.Range());
    }

    [Fact]
    public async Task Two_closings_given_for_one_season_are_an_edge_in_conflict_until_staff_settle_them()
    {
        await EnterAsync(ByDesk.Report("harvest", "June 1937", "afghanistan", new { crop = "opium", seasonYear = 1937 }));
        var closing = await EnterAsync(ByDesk.Report("pass-closure", "late September 1937", "tajik-kyrgyz-border", new { change = "closes" }, source: "a shepherd"));
        await system.DoAsync($"/api/incidents/{closing}/reports", ByDesk.Report("pass-closure", "after 25 October 1937 and before 15 November 1937", "tajik-kyrgyz-border", new { change = "closes" }, "a road office"));
        await system.SettleAsync();
        var open = (await SeasonAsync(1937)).Phase("harvest-window");

        await system.DoAsync($"/api/incidents/{closing}/settlements", new JsonObject { ["when"] = new JsonObject { ["text"] = "between 21 and 30 September 1937" }, ["reason"] = "the road office means another pass" });
        await system.SettleAsync();
        var settled = (await SeasonAsync(1937)).Phase("harvest-window");

        Assert.Equal(("1937-09-21..1937-11-14", true), (open["closes"].Days(), (bool)open["conflict"]!));
        Assert.Equal(("1937-09-21..1937-09-30", false), (settled["closes"].Days(), (bool)settled["conflict"]!));
        Assert.Equal("observed", (string)settled["closesBasis"]!);
    }

    [Fact]
    public async Task What_was_counted_and_not_weighed_is_in_no_sum_of_kilograms()
    {
        await EnterAsync(ByDesk.Report("seizure", "3 August 1938", "osh-district", new { substance = "heroin", mass = new { best = 20, unit = "kg" } }));
        await EnterAsync(ByDesk.Report("seizure", "4 August 1938", "osh-district", new { substance = "amphetamine", units = new { best = 5_000, unit = "tablets" } }));
        var asMass = await system.PostAsync("/api/reports", ByDesk.Report("seizure", "5 August 1938", "osh-district", new { units = new { best = 5, unit = "kg" } }));
        await system.SettleAsync();

        Assert.Contains("details.units.unit", asMass.Body!["errors"]!.AsObject().Select(e => e.Key));
        var stretches = (await SeasonAsync(1938))["seizures"]!.AsObject().Select(s => s.Value!).ToList();
        Assert.Equal((2, 20m), (stretches.Sum(s => (int)s["count"]!), stretches.Sum(s => (decimal)s["kgHigh"]!)));
    }

    [Fact]
    public async Task A_release_before_its_taking_is_recorded_and_doubted()
    {
        var taking = await EnterAsync(ByDesk.Report("hostage-taking", "23 August 1939"));
        var release = ByDesk.Report("release", "13 August 1939").And("links", Link("release-of", taking));

        var check = await system.DoAsync("/api/reports/check", release);
        var recorded = await system.DoAsync("/api/reports", release);
        var fine = await system.DoAsync("/api/reports", ByDesk.Report("release", "August 1939").And("links", Link("release-of", taking)));
        var strange = await system.DoAsync("/api/reports", ByDesk.Report("ransom", "25 August 1939").And("links", Link("release-of", taking)));

        Assert.Equal(["links[0]"], check["doubts"]!.AsArray().Select(d => (string)d!["field"]!));
        Assert.Contains("before", (string)recorded["doubts"]![0]!["says"]!, StringComparison.Ordinal);
        Assert.Empty(fine["doubts"]!.AsArray());
        Assert.Contains("release", (string)strange["doubts"]![0]!["says"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_be_the_same_is_shown_before_it_is_said_who_reports_it()
    {
        var first = await EnterAsync(Spelt("3 August 1940", "Sokh"));

        var check = await system.DoAsync("/api/reports/check", Spelt("3 August 1940", "Sukh").And("title", null).And("source", null).And("details", new JsonObject { ["attackers"] = new JsonObject { ["low"] = 5, ["high"] = 2 } }));

        Assert.Equal(["details.attackers", "source.name", "title"], check["problems"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(first, (string)check["duplicates"]![0]!["incidentId"]!);
        Assert.Null(check["correlations"]);
    }

    [Fact]
    public async Task A_report_that_excludes_the_others_of_its_incident_is_recorded_and_doubted()
    {
        var taking = await EnterAsync(ByDesk.Report("hostage-taking", "13 August 1941", details: new { hostages = new { best = 4 } }));
        var further = ByDesk.Report("hostage-taking", "23 August 1941", details: new { hostages = new { best = 7 } }, source: "a paper").And("incidentId", taking);

        var check = await system.DoAsync("/api/reports/check", further);
        var recorded = await system.DoAsync("/api/reports", further);
        var corrected = await system.DoAsync($"/api/incidents/{taking}/corrections", new JsonObject
        {
            ["reportId"] = (string)recorded["reportId"]!, ["reason"] = "it meant the 13th", ["when"] = new JsonObject { ["text"] = "13 August 1941" },
        });

        foreach (var doubts in new[] { check["doubts"]!.AsArray(), recorded["doubts"]!.AsArray() })
        {
            Assert.Equal(["when", "details.hostages"], doubts.Select(d => (string)d!["field"]!));
            Assert.All(doubts, d => Assert.Contains("“a radio”", (string)d!["says"]!, StringComparison.Ordinal));
        }

        Assert.Equal(["details.hostages"], corrected["doubts"]!.AsArray().Select(d => (string)d!["field"]!));
    }

    [Fact]
    public async Task A_taking_that_is_moved_behind_its_release_is_doubted()
    {
        var taking = await EnterAsync(ByDesk.Report("hostage-taking", "3 August 1942"));
        await EnterAsync(ByDesk.Report("release", "13 August 1942").And("links", Link("release-of", taking)));

        var fine = await system.DoAsync($"/api/incidents/{taking}/corrections", new JsonObject { ["reason"] = "a day later", ["when"] = new JsonObject { ["text"] = "4 August 1942" } });
        var moved = await system.DoAsync($"/api/incidents/{taking}/corrections", new JsonObject { ["reason"] = "another month", ["when"] = new JsonObject { ["text"] = "23 August 1942" } });

        Assert.Empty(fine["doubts"]!.AsArray());
        Assert.Equal("when", (string)Assert.Single(moved["doubts"]!.AsArray())!["field"]!);
        Assert.Contains("“release 13 August 1942” releases from this and comes before it", (string)moved["doubts"]![0]!["says"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_register_with_many_in_a_year_those_of_the_same_place_are_compared_and_of_a_merged_one_its_own_days()
    {
        var rows = Enumerable.Range(0, 250).Select(n => Rows.Incursion($"raid-{n}", new NodaTime.LocalDate(1943, 1, 1).PlusDays(n).ToString("uuuu-MM-dd", null), new NodaTime.LocalDate(1943, 1, 1).PlusDays(n).ToString("uuuu-MM-dd", null)).And("where", new JsonObject { ["place"] = n == 249 ? "sokh" : "kabul" }));
        await system.ImportAsync(rows, "many");

        var check = await system.DoAsync("/api/reports/check", ByDesk.Report("incursion", "1943", "sokh").And("actors", new JsonArray("IMU")));
        Assert.Equal("many.raid-249", (string)check["duplicates"]![0]!["incidentId"]!);

        await system.DoAsync("/api/incidents/many.raid-249/merges", new JsonObject { ["into"] = "many.raid-0", ["reason"] = "the same raid" });
        var merged = await system.DoAsync("/api/reports/check", ByDesk.Report("incursion", "7 September 1943", "sokh").And("actors", new JsonArray("IMU")));
        Assert.Equal("many.raid-0", (string)merged["duplicates"]![0]!["incidentId"]!);
    }

    private async Task<string> EnterAsync(JsonObject report) => (string)(await system.DoAsync("/api/reports", report))["incidentId"]!;

    private static JsonObject Spelt(string when, string place) => ByDesk.Report("incursion", when).And("where", new JsonObject { ["text"] = place });

    private static JsonArray Link(string rel, string to) => new(new JsonObject { ["rel"] = rel, ["to"] = to });

    private async Task<string?> ReadAsync(string place) => (string?)(await system.DoAsync("/api/reports/check", Spelt("August 1932", place)))["reading"]!["where"]?["placeId"];

    private async Task<JsonNode> SeasonAsync(int year) => await system.GetAsync($"/api/seasons/fergana/{year}");

    private async Task<List<JsonNode>> InTimelineAsync(string from, string to, string kind) =>
        [.. (await system.GetAsync($"/api/timeline?from={from}&to={to}&kind={kind}"))["items"]!.AsArray().Select(i => i!)];
}
