using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

public sealed class WholesAndPartsTests
{
    private static readonly Fact Whole = Told.Of("whole", Kind.Incursion, "1999-08-01..1999-08-31", "batken-region");
    private static readonly Fact Harvest = Told.Of("harvest", Kind.Harvest, "1999-06-01", "afghanistan");

    [Fact]
    public void A_whole_began_no_later_than_any_part_of_it_of_any_kind_and_at_any_depth()
    {
        var front = Told.Of("front", Kind.Incursion, "1999-08-01..1999-08-20", "sokh", links: [(Relations.PartOf, "whole")]);
        var taking = Told.Of("taking", Kind.HostageTaking, "1999-08-05", "sokh", links: [(Relations.PartOf, "front")]);

        var finding = Assert.Single(PaperHistory.Engine([Whole, Harvest, front, taking]).Findings.Values, f => f.Rule == "incursion-after-harvest");

        Assert.Equal(new LagDays(61, 65), finding.Lag);
    }

    [Fact]
    public void A_part_that_would_begin_before_its_whole_does_not_move_it()
    {
        var early = Told.Of("early", Kind.HostageTaking, "1999-07-20", "batken-region", links: [(Relations.PartOf, "whole")]);

        var finding = Assert.Single(PaperHistory.Engine([Whole, Harvest, early]).Findings.Values, f => f.Rule == "incursion-after-harvest");

        Assert.Equal(new LagDays(61, 91), finding.Lag);
    }

    [Fact]
    public void When_the_whole_is_taken_back_its_part_stands_for_itself()
    {
        var front = Told.Of("front", Kind.Incursion, "1999-08-01..1999-08-20", "sokh", links: [(Relations.PartOf, "whole")]);
        var engine = PaperHistory.Engine([Whole, Harvest, front]);
        Assert.Equal(["whole"], engine.Season("fergana", 1999).Incursions.Certain);

        engine.Apply(Whole.Retracted());
        var changes = engine.Settle().Findings;

        Assert.Equal(["front"], engine.Season("fergana", 1999).Incursions.Certain);
        Assert.Equal("whole no longer stands: its reports were taken back.", changes.First(c => c.After is null).Why);
    }

    [Fact]
    public void A_part_of_something_of_another_kind_counts_by_itself()
    {
        var attack = Told.Of("attack", Kind.Attack, "1999-08-01..1999-08-20", "batken-region");
        var incursion = Told.Of("incursion", Kind.Incursion, "1999-08-03", "batken-region", links: [(Relations.PartOf, "attack")]);

        Assert.Equal(["incursion"], PaperHistory.Engine([attack, incursion, Harvest]).Season("fergana", 1999).Incursions.Certain);
    }

    [Fact]
    public void A_date_worked_out_from_a_part_of_the_response_is_circular_until_the_part_is_no_part()
    {
        var front = Told.Of("front", Kind.Incursion, "1999-08-01..1999-08-20", "sokh", links: [(Relations.PartOf, "whole")]);
        var derived = Told.Of("harvest", Kind.Harvest, "1999-06-01", "afghanistan", derivedFrom: "front");
        var engine = PaperHistory.Engine([Whole, derived, front]);
        var id = "incursion-after-harvest~1~fergana~harvest~whole";
        Assert.Equal([new NotCounted("harvest", "circular")], engine.Findings[id].NotCounted);
        Assert.Equal(0, engine.EvidenceOf("incursion-after-harvest", "fergana").K);

        engine.Apply(front.Corrected(a => a with { Links = [] }));
        engine.Settle();

        Assert.Empty(engine.Findings[id].NotCounted);
        // as an incursion of its own the front is one of the responses: a harvest dated from it opens no window in a test
        Assert.Equal(0, engine.EvidenceOf("incursion-after-harvest", "fergana").K);
        Assert.False(Assert.Single(engine.ObservationsOf("incursion-after-harvest", "fergana").Single(s => s.SeasonYear == 1999).Covered).IsCounted);
    }

    [Fact]
    public void A_date_worked_out_from_something_of_another_season_opens_no_window_once_that_is_taken_back()
    {
        var attack = Told.Of("attack", Kind.Attack, "1998-08-01", "sokh");
        Fact[] others = [Told.Of("harvest", Kind.Harvest, "1999-06-01", "afghanistan", derivedFrom: "attack"), Told.Of("incursion", Kind.Incursion, "1999-08-01", "sokh")];
        var engine = PaperHistory.Engine([attack, .. others]);
        Assert.True(IsCounted(engine));

        engine.Apply(attack.Retracted());
        engine.Settle();

        Assert.False(IsCounted(engine));
        Assert.Equal(PaperHistory.Engine(others).Digest(), engine.Digest());

        static bool IsCounted(TimelineEngine now) => Assert.Single(now.ObservationsOf("incursion-after-harvest", "fergana").Single(s => s.SeasonYear == 1999).Covered).IsCounted;
    }
}
