using NodaTime;
using NodaTime.Text;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine.Past;

public sealed class BacktestTests
{
    private static readonly Fact Harvest = Told.Of("harvest", Kind.Harvest, "1999-06-01", "afghanistan", known: "1999-07-01");
    private static readonly Fact Incursion = Told.Of("incursion", Kind.Incursion, "1999-08-01..1999-08-05", "batken-region", known: "1999-08-03");

    private static readonly Rule Follows = ShippedPaper.Rules.Single(r => r.Id == "incursion-follows-harvest");
    private static readonly Rule Chain = ShippedPaper.Rules.Single(r => r.Id == "ransom-and-release-follow-taking");

    [Fact]
    public void A_season_fires_when_the_second_of_the_two_becomes_known_and_the_lead_counts_to_its_first_possible_day()
    {
        var season = Season(Try(Follows, Harvest, Incursion), 1999);

        Assert.Equal((true, At("1999-08-03"), Certainty.Certain), (season.Fired, season.When!.Value, season.First.Single().Verdict));
        Assert.Equal(-2, season.LeadDays);
        Assert.Null(season.Fell);
        Assert.True(season.Hindsight.Holds);
        Assert.Equal(1, season.EvidenceThen!.K);
    }

    [Fact]
    public void A_chain_that_is_told_of_before_its_end_leads_by_the_days_that_were_left()
    {
        var season = Season(
            Try(
                Chain,
                Told.Of("taking", Kind.HostageTaking, "1999-08-23", "batken-region", known: "1999-08-24"),
                Told.Of("ransom", Kind.Ransom, "1999-09-01", "batken-region", links: [(Relations.RansomFor, "taking")], known: "1999-09-02"),
                Told.Of("release", Kind.Release, "1999-10-25", "batken-region", links: [(Relations.ReleaseOf, "taking")], known: "1999-10-26")),
            1999);

        Assert.Equal((At("1999-09-02"), 53), (season.When!.Value, season.LeadDays));
    }

    [Fact]
    public void What_was_taken_back_had_fired_and_fell_and_led_to_nothing()
    {
        var back = new ReportRetracted("incursion", "incursion/r1", "a rumour", new("test", At("1999-09-10")));

        var season = Season(Try(Follows, Harvest, Incursion, new(2, Told.Noon, back)), 1999);

        Assert.Equal((true, At("1999-08-03"), At("1999-09-10")), (season.Fired, season.When!.Value, season.Fell!.Value));
        Assert.False(season.Hindsight.Holds);
        Assert.Null(season.LeadDays);
    }

    [Fact]
    public void What_became_known_after_the_walk_is_seen_in_hindsight_alone_and_what_before_it_at_its_start()
    {
        var until = Season(Try(Follows, new BacktestOver(To: At("1999-08-02")), Harvest, Incursion), 1999);
        var from = Season(Try(Follows, new BacktestOver(From: At("1999-08-20")), Harvest, Incursion), 1999);

        Assert.Equal((false, true), (until.Fired, until.Hindsight.Holds));
        Assert.Equal((true, At("1999-08-20"), true), (from.Fired, from.When!.Value, from.AtStart));
    }

    [Fact]
    public void By_what_was_recorded_it_fires_when_it_was_recorded()
    {
        var season = Season(Try(Follows, new BacktestOver(ByRecorded: true), Harvest, Incursion), 1999);

        Assert.Equal(Told.Noon, season.When);
    }

    [Fact]
    public void An_absence_fires_on_the_day_on_which_it_can_be_judged_though_nothing_new_is_told()
    {
        var none = Told.Of("none", Kind.Incursion, "2001-08-01..2001-08-31", "batken-region", polarity: Polarity.DidNotOccur, known: "2001-09-05");
        var noHarvest = Told.Of("no-harvest", Kind.Harvest, "2001-01-01..2001-12-31", "taliban-held", polarity: Polarity.DidNotOccur, known: "2001-07-15");
        var rule = ShippedPaper.Rules.Single(r => r.Id == "no-incursion-without-harvest");

        var season = Season(Try(rule, none, noHarvest), 2001);

        var facts = new[] { none, noHarvest };
        var (before, after) = (Run(season.When!.Value - Duration.FromDays(1)), Run(season.When.Value));
        Assert.Equal(At("2001-10-01"), season.When);   // August, and thirty days for reports to come in
        Assert.Equal((0, 1), (before.Findings.Count, after.Findings.Count));
        Assert.Null(season.LeadDays);

        TimelineEngine Run(Instant at) => TimelineEngine.FromNothing(Gazetteer.Standard, Theatres.Standard, [rule], facts, at.InUtc().Date);
    }

    [Fact]
    public void A_rule_is_not_tried_where_it_does_not_apply() =>
        Assert.Throws<ArgumentException>(() => Try(Follows with { Theatres = ["elsewhere"] }, Harvest));

    [Fact]
    public void It_can_be_stopped_on_the_way_and_says_how_far_it_is()
    {
        using var stop = new CancellationTokenSource();
        var told = new List<(int, int)>();

        Assert.Throws<OperationCanceledException>(() => Backtest.Of(
            Gazetteer.Standard, Theatres.Standard[0], Follows, [Harvest, Incursion], new(), Told.Noon, (n, of) => { told.Add((n, of)); stop.Cancel(); }, stop.Token));
        Assert.Equal([(1, 2)], told);
    }

    [Fact]
    public void With_circular_dates_counted_the_harvest_of_2000_counts_and_nothing_is_called_circular()
    {
        TimelineEngine Run(bool countCircular) => TimelineEngine.FromNothing(
            Gazetteer.Standard, Theatres.Standard, ShippedPaper.Rules, ShippedPaper.Facts, ShippedPaper.AsOf, countCircular: countCircular);
        var (without, with) = (Run(false), Run(true));

        Assert.Equal(ShippedPaper.Engine.Digest(), without.Digest());
        var (was, now) = (without.EvidenceOf("incursion-follows-harvest", "fergana"), with.EvidenceOf("incursion-follows-harvest", "fergana"));
        Assert.Equal((1, "circular"), (was.K, was.Judgements.Single(j => j.Unit == "2000").Cause));
        Assert.Equal((2, "present"), (now.K, now.Judgements.Single(j => j.Unit == "2000").Cause));
        Assert.Equal((was.SeasonsJudged + 1, was.SeasonsHeld + 1), (now.SeasonsJudged, now.SeasonsHeld));
        Assert.Equal(without.Findings.Keys.Order(StringComparer.Ordinal), with.Findings.Keys.Order(StringComparer.Ordinal));
        Assert.Contains(without.Findings.Values, f => f.NotCounted.Count > 0);
        Assert.DoesNotContain(with.Findings.Values, f => f.NotCounted.Count > 0);

        var past = Backtest.Of(
            Gazetteer.Standard, Theatres.Standard[0], Follows, ShippedPaper.Facts, new(CountCircular: true), Told.Noon + Duration.FromDays(1), stop: TestContext.Current.CancellationToken);
        Assert.Equal(2, past.Evidence.K);
    }

    private static PastOfRule Try(Rule rule, params Fact[] facts) => Try(rule, new BacktestOver(), facts);

    private static PastOfRule Try(Rule rule, BacktestOver over, params Fact[] facts) =>
        Backtest.Of(Gazetteer.Standard, Theatres.Standard.Single(t => t.Id == "fergana"), rule, facts, over, Told.Noon + Duration.FromDays(1));

    private static SeasonPast Season(PastOfRule past, int year) => past.Seasons.Single(s => s.SeasonYear == year);

    private static Instant At(string day) => LocalDatePattern.Iso.Parse(day).Value.AtMidnight().InUtc().ToInstant();
}
