using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Xunit;

namespace Timeline.Tests.Stack.Paper;

/// <summary>What the system finds by itself in the history of the paper, from the file to the answer over HTTP.</summary>
public partial class PaperTests(PaperLoaded paper) : IClassFixture<PaperLoaded>
{
    [Fact]
    public void Every_record_is_taken_in()
    {
        Assert.Equal(150, paper.Import.Counts["created"]);
        Assert.All(paper.Import.Verdicts, v => Assert.Equal("created", v.Word));
    }

    [Theory]
    [InlineData(1999, "1999-06-01..1999-06-30", "1999-09-21..1999-09-30", "observed", "observed", "observed")]
    [InlineData(2000, "2000-06-01..2000-07-31", "2000-09-21..2000-09-30", "usual", "derived", "usual")]
    [InlineData(2001, null, null, "none", "none", null)]
    public void The_window_of_a_season_says_what_it_rests_on(int year, string? opens, string? closes, string basis, string opensBasis, string? closesBasis)
    {
        var window = paper.Seasons[year].Phase("harvest-window");

        Assert.Equal(opens, window["opens"].Days());
        Assert.Equal((basis, opensBasis), ((string)window["basis"]!, (string)window["opensBasis"]!));
        if (closes is not null) { Assert.Equal(closes, window["closes"].Days()); }
        if (closesBasis is not null) { Assert.Equal(closesBasis, (string)window["closesBasis"]!); }
    }

    [Theory]
    [InlineData(1999)]
    [InlineData(2000)]
    public void One_whole_incursion_lies_certainly_in_the_window(int year)
    {
        var incursions = paper.Seasons[year]["incursions"]!;

        Assert.Equal([$"paper.incursion-{year}"], incursions["certain"].Texts());
        Assert.Empty(incursions["possible"]!.AsArray());
    }

    [Fact]
    public void Of_2001_no_incursion_is_on_record_and_its_absence_is()
    {
        var incursions = paper.Seasons[2001]["incursions"]!;

        Assert.Empty(incursions["certain"]!.AsArray());
        Assert.Empty(incursions["possible"]!.AsArray());
        Assert.Equal(["paper.no-incursion-2001"], incursions["absent"].Texts());
        Assert.Equal("confirmed-none", (string)paper.Seasons[2001]["coverage"]!["incursion"]!["zero"]!);
    }

    [Theory]
    [InlineData("paper.hostage-1999-08-09", "release paper.release-1999-08-13 4..4", "ransomed")]
    [InlineData("paper.hostage-1999-08-23", "release paper.release-1999-10-25 63..63", "ransomed")]
    public void A_taking_of_1999_ended_so_many_days_later(string taking, string step, string outcome)
    {
        var chain = paper.Seasons[1999].Chain(taking)!;

        Assert.Contains(step, chain.Steps());
        Assert.Equal(outcome, (string)chain["outcome"]!);
    }

    [Fact]
    public void The_ransoms_of_1999_come_to_a_range_and_to_no_average() =>
        Assert.Equal((2_050_000m, 5_050_000m), paper.Seasons[1999]["ransomUsd"]!.Range());

    [Fact]
    public void Correlations_stand_and_are_worth_an_anecdote()
    {
        Assert.NotEmpty(paper.Correlations);
        Assert.All(paper.Correlations, c => Assert.Equal("holds", (string)c!["state"]!));
        Assert.All(Window(1999).Append(Of("ransom-and-release-follow-taking")[0]), c => Assert.Equal("anecdote", (string)c["evidence"]!["tier"]!));
    }

    [Fact]
    public void Each_correlation_gives_its_reasons_and_what_it_hangs_on()
    {
        Assert.All(paper.Correlations, c =>
        {
            Assert.NotEmpty(c!["explanation"]!.AsArray());
            Assert.All(c["explanation"]!.AsArray(), step => Assert.NotEmpty((string)step!["says"]!));
            // five fronts at once, where three would do, hang on no single one
            Assert.Equal((string)c["rule"]! == "fronts-at-once", c["hangsOn"]!.AsArray().Count == 0);
            var named = c["incidents"].Texts().Concat(c["explanation"]!.AsArray().Select(s => (string?)s!["incidentId"]).OfType<string>());
            Assert.Empty(c["hangsOn"].Texts().Except(named));
        });
    }

    [Fact]
    public void The_harvest_of_2000_was_dated_from_the_incursion_and_is_not_counted_against_it()
    {
        var season = Window(2000);

        Assert.All(season, c => Assert.Contains(c["notCounted"]!.AsArray(), n => (string)n!["incidentId"]! == "paper.harvest-2000-opium" && (string)n["why"]! == "circular"));
        var judgement = Of("incursion-in-harvest-window")[0]["evidence"]!["judgements"]!.AsArray().Single(j => (int)j!["seasonYear"]! == 2000)!;
        Assert.False((bool)judgement["judged"]!);
    }

    [Fact]
    public void The_year_without_harvest_and_incursion_is_judged_and_held()
    {
        var evidence = Of("incursion-in-harvest-window")[0]["evidence"]!;
        var judgement = evidence["judgements"]!.AsArray().Single(j => (int)j!["seasonYear"]! == 2001)!;

        Assert.True((bool)judgement["judged"]! && (bool)judgement["held"]!);
        Assert.Equal((2, 2), ((int)evidence["seasonsJudged"]!, (int)evidence["seasonsHeld"]!));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        var before = await paper.System.EventsAsync();

        var again = await paper.System.ImportAsync(paper.Rows, "paper");
        await paper.System.SettleAsync();

        Assert.Equal(150, again.Counts["unchanged"]);
        Assert.Equal(before, await paper.System.EventsAsync());
    }

    [Fact]
    public async Task Another_date_in_the_input_is_another_result_and_taking_it_back_is_the_first_again()
    {
        var moved = await paper.System.ImportAsync(
            ["""{"action":"correction","externalId":"harvest-1999-opium","reason":"it ended in October","when":{"begins":{"earliest":"1999-10-01","latest":"1999-10-31"},"ends":{"earliest":"1999-10-01","latest":"1999-10-31"},"precision":"month"}}"""], "paper");
        await paper.System.SettleAsync();
        var season = await paper.System.GetAsync("/api/seasons/fergana/1999");
        var correlations = (await paper.System.GetAsync("/api/correlations?seasonYear=1999")).AsArray();

        Assert.Equal(1, moved.Counts["corrected"]);
        Assert.Empty(season["incursions"]!["certain"]!.AsArray());
        Assert.All(correlations.Where(c => (string)c!["rule"]! is "incursion-in-harvest-window" or "incursion-follows-harvest"), c => Assert.Equal("withdrawn", (string)c!["state"]!));
        Assert.Contains(correlations, c => (string)c!["rule"]! == "incursion-in-harvest-window");

        var row = JsonNode.Parse(paper.Rows.Single(r => r.Contains("\"externalId\":\"harvest-1999-opium\"", StringComparison.Ordinal)))!;
        await paper.System.ImportAsync([new { action = "correction", externalId = "harvest-1999-opium", reason = "June after all", when = row["when"] }], "paper");
        await paper.System.SettleAsync();
        Assert.Equal(["paper.incursion-1999"], (await paper.System.GetAsync("/api/seasons/fergana/1999"))["incursions"]!["certain"].Texts());
    }

    [Fact]
    public async Task What_was_told_and_shown_equals_a_run_from_nothing()
    {
        await paper.System.SettleAsync();

        var digests = await paper.System.DigestsAsync();

        Assert.Equal(digests.ToldFromNothing, digests.Told);
        Assert.Equal(digests.ViewsFromNothing, digests.Views);
    }

    [Fact]
    public async Task The_ledger_says_of_every_claim_how_it_is_met_and_how_it_stands()
    {
        var ledger = await paper.System.GetAsync("/api/ledger");
        var claims = ledger["claims"]!.AsArray().ToDictionary(c => (string)c!["id"]!, c => c!);

        Assert.Equal(("fergana", 23), ((string)ledger["theatre"]!, claims.Count));
        Assert.All(claims.Values, c => Assert.NotNull((string?)c["verdict"]));
        Assert.Equal(("rule", "supported", "anecdote"), Standing("c02-onset-in-window"));
        Assert.Equal(("rule", "not-enough-data", "anecdote"), Standing("c04b-harvest-incursion-association"));
        Assert.Equal(("order", "supported", null), Standing("c12-tajik-negotiations"));
        Assert.Equal(("not-decidable", "not-enough-data", null), Standing("h2-dictated-elsewhere"));

        (string, string, string?) Standing(string id) => ((string)claims[id]["how"]!, (string)claims[id]["verdict"]!, (string?)claims[id]["tier"]);
    }

    [Fact]
    public async Task No_rule_of_the_paper_may_be_called()
    {
        // three seasons reach nothing: alerts of the other class are all there are
        Assert.All((await paper.System.GetAsync("/api/alerts")).AsArray(), a => Assert.Equal("match", (string)a!["class"]!));
    }

    private JsonNode[] Of(string rule) => [.. paper.Correlations.Where(c => (string)c!["rule"]! == rule).Select(c => c!)];

    private JsonNode[] Window(int year) => [.. Of("incursion-in-harvest-window").Where(c => (int)c["seasonYear"]! == year)];
}
