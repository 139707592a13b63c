using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Charts;
using Timeline.Console.Components.Pages.TimelinePages;
using Timeline.Contracts;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console.TimelinePages;

public sealed class DrawingTests
{
    private static readonly TimelineView Unfolded = new() { Folded = default };

    private static readonly Gen<Span> AnySpan = Gen.Choose(Day.Number(new(1969, 1, 1)), Day.Number(new(2005, 1, 1))).Zip(Gen.Choose(0, 13).Select(n => 1 << n)).Select(s => Span.Of(s.Item1, s.Item2));

    [Property(MaxTest = 150)]
    public Property What_is_drawn_of_the_paper_is_what_is_recorded_in_those_days() => Prop.ForAll(AnySpan.Zip(Gen.Choose(0, 1)).ToArbitrary(), asked =>
    {
        var (span, full) = asked;
        var view = Unfolded with { Span = span, Full = full == 1 ? KindSet.Of(Enum.GetValues<Kind>()) : default };
        var recorded = Drawn.Paper.Where(i => Stretch.Of(i.When) is { } days && span.Holds(days.From, days.Last)).Select(i => i.Id).ToList();

        var drawing = Drawn.Draw(Drawn.Of(Drawn.Paper), view);

        var inSight = drawing.Marks.Select(m => m.Mark.Incident).Where(i => Stretch.Of(i.When) is { } days && span.Holds(days.From, days.Last)).Select(i => i.Id);
        var counted = drawing.Lanes.SelectMany(l => l.Lane.Clusters).SelectMany(c => c.Pieces).Select(p => p.Id);
        Assert.Empty(recorded.Except(inSight.Concat(counted)));
        Assert.Equal(drawing.Marks.Count(), drawing.Marks.DistinctBy(m => m.Mark.Incident.Id).Count());
        Assert.All(drawing.Marks, m => Assert.Equal(Stretch.Of(m.Mark.Incident.When), m.Mark.Days));
    });

    [Property(MaxTest = 150)]
    public Property No_two_marks_of_the_paper_touch_in_any_span() => Prop.ForAll(AnySpan.ToArbitrary(), span =>
    {
        var drawing = Drawn.Draw(Drawn.Of(Drawn.Paper), Unfolded with { Span = span });

        foreach (var row in drawing.Marks.GroupBy(m => m.Lane.Top + m.Mark.Y))
        {
            var along = row.Select(m => m.Mark.Place).OrderBy(p => p.From).ToList();
            Assert.All(along.Zip(along.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From));
        }

        Assert.All(drawing.Lanes.Zip(drawing.Lanes.Skip(1)), pair => Assert.True(pair.First.Top + pair.First.Lane.Height <= pair.Second.Top));
        Assert.All(drawing.Marks, m => Assert.True(m.Mark.Y + LaneOfKind.RowHeight <= m.Lane.Lane.Height));
    });

    [Fact]
    public void A_folded_lane_counts_every_incident_of_its_kind_in_its_bars()
    {
        var lane = Drawn.Draw(Drawn.Of(Drawn.Paper), new() { Span = new(new(1960, 1, 1), new(2010, 12, 31)) }).Lanes.Single(l => l.Lane.Kind.Kind == Kind.Context).Lane;

        Assert.Empty(lane.Marks);
        Assert.Equal(Drawn.Paper.Count(i => i.Kind == Kind.Context), lane.Bars.Sum(b => b.Count));
    }

    [Fact]
    public void What_is_picked_out_is_marked_in_a_folded_lane_too()
    {
        var drawing = Drawn.Draw(Drawn.Of(Drawn.Paper), new() { Span = new(new(1999, 1, 1), new(1999, 12, 31)), Selected = "incursion-1999" });

        Assert.Contains("imu-back-to-tavildara-1999", drawing.Lanes.Single(l => l.Lane.Folded).Lane.Marks.Select(m => m.Incident.Id));
        Assert.Contains(drawing.Connections, c => (c.From, c.To, c.Why) == ("imu-back-to-tavildara-1999", "incursion-1999", Joined.Picked));
    }

    [Fact]
    public void A_taking_is_joined_to_what_followed_and_the_lag_stands_there()
    {
        var (taken, free) = (Drawn.Incident("taken", Kind.HostageTaking, new(1312, 8, 9)), Drawn.Incident("free", Kind.Release, new(1312, 8, 13)));
        var season = Season(new ChainView("taken", Kind.HostageTaking, UncertainDate.On(new(1312, 8, 9)), [new("release", "free", new(4, 4))], ChainOutcome.Released));

        var drawing = Drawn.Draw(Drawn.Of([taken, free], [season]), new() { Span = new(new(1312, 8, 1), new(1312, 8, 31)) });

        Assert.Equal(("taken", "free", Joined.Chain), Assert.Single(drawing.Connections) is var c ? (c.From, c.To, c.Why) : default);
        Assert.Equal("+4 d · Title of free", drawing.Marks.Single(m => m.Mark.Incident.Id == "free").Mark.Place.Label!.Text);
    }

    [Fact]
    public void A_part_stands_below_its_whole_slimmer_and_tied_to_it()
    {
        var whole = Drawn.Incident("whole", Kind.Incursion, new(1312, 8, 1), new(1312, 8, 31));
        var part = Drawn.Incident("part", Kind.Incursion, new(1312, 8, 1), new(1312, 8, 9), new Link(Relations.PartOf, "whole"));

        var drawing = Drawn.Draw(Drawn.Of([part, whole]), new() { Span = new(new(1312, 7, 1), new(1312, 9, 30)) });

        var marks = drawing.Marks.ToDictionary(m => m.Mark.Incident.Id, m => m.Mark);
        Assert.True(marks["part"].Y > marks["whole"].Y);
        Assert.True(marks["part"].Height < marks["whole"].Height);
        Assert.Equal(Joined.Part, Assert.Single(drawing.Connections).Why);
    }

    [Fact]
    public void The_incidents_of_a_correlation_stand_out_and_are_joined_in_its_order()
    {
        var history = Drawn.Of(
            [Drawn.Incident("crop", Kind.Harvest, new(1312, 6, 1), new(1312, 6, 30)), Drawn.Incident("raid", Kind.Incursion, new(1312, 8, 1)), Drawn.Incident("other", Kind.Incursion, new(1312, 9, 1))],
            correlations: [new("c", "incursion-follows-harvest", 1, "anjar", 1312, "holds", "detected", "certain", 1, ["crop", "raid"], null, null, null, new(32, 61), null)]);

        var drawing = Drawn.Draw(history, new() { Span = new(new(1312, 1, 1), new(1312, 12, 31)), Correlation = "c" });

        Assert.Equal(["crop", "raid"], drawing.Picked.Order());
        Assert.Equal(("crop", "raid", Joined.Correlation), Assert.Single(drawing.Connections) is var c ? (c.From, c.To, c.Why) : default);
    }

    [Fact]
    public void An_undated_incident_is_in_no_lane_and_in_the_list()
    {
        var history = Drawn.Of([Drawn.Incident("dated", Kind.Attack, new(1312, 8, 1)), Drawn.Incident("undated", Kind.Attack, new(1312, 8, 1)) with { When = Occurrence.Undated("some day") }]);

        Assert.Equal("dated", Assert.Single(Drawn.Draw(history, new()).Marks).Mark.Incident.Id);
        Assert.Equal("undated", Assert.Single(history.Undated).Id);
    }

    [Fact]
    public void What_went_on_without_an_end_is_drawn_in_every_later_year()
    {
        var open = Drawn.Incident("open", Kind.PassClosure, new(1312, 9, 21)) with { When = new(UncertainDate.On(new(1312, 9, 21)), null, true, DatePrecision.Day) };

        var mark = Assert.Single(Drawn.Draw(Drawn.Of([open]), new() { Span = new(new(1400, 1, 1), new(1400, 12, 31)) }).Marks).Mark;

        Assert.True(mark.Place.Piece.Right > Drawn.Wide.Width);
    }

    [Fact]
    public void Five_thousand_incidents_are_laid_out_without_waiting()
    {
        var crowd = Enumerable.Range(0, 5000).Select(i => Drawn.Incident($"i{i}", (Kind)(i % 11), new LocalDate(1300, 1, 1).PlusDays(i * 7 % 9000), new LocalDate(1300, 1, 1).PlusDays((i * 7 % 9000) + (i % 60)))).ToList();
        var view = new TimelineView { Span = new(new(1300, 1, 1), new(1325, 12, 31)), Folded = default };

        var drawing = Drawn.Draw(Drawn.Of(crowd), view);

        Assert.Equal(5000, drawing.Marks.Count() + drawing.Lanes.SelectMany(l => l.Lane.Clusters).Sum(c => c.Pieces.Count));
        Assert.InRange(drawing.Height, 500, 3000);
    }

    private static SeasonView Season(params ChainView[] chains)
    {
        var nothing = new SeizureStretch(0, 0, 0, 0, []);
        return new(
            "anjar", 1312, null, SeasonState.Closed, [], [], new([], [], [], []), chains, new(0, 0, false, new(0, 0), new(0, 0), [], [], ""), new(nothing, nothing, nothing, nothing),
            new(new(Zero.NotWatched, null, null), new(Zero.NotWatched, null, null)), []);
    }
}
