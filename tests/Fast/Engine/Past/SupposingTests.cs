using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine.Past;

public sealed class SupposingTests
{
    private static readonly Fact Taking = Told.Of("taking", Kind.HostageTaking, "1999-08-23", "batken-region", grading: new(Reliability.B, 2));
    private static readonly Fact Rumour = Told.Of("taking", Kind.HostageTaking, "1999-08-01..1999-08-31", "batken-region", report: "r2", version: 2, grading: new(Reliability.D, 4), origin: "agency");
    private static readonly Fact Ungraded = Told.Of("raid", Kind.Attack, "1999-08-24", "batken-region", grading: new());
    private static readonly Fact[] All = [Taking, Rumour, Ungraded];

    [Fact]
    public void Without_a_source_all_is_left_out_that_it_or_another_from_it_told()
    {
        Assert.Equal(["taking/r2"], Of(Nothing with { Sources = Named("AGENCY") }).LeftOut);
        Assert.Equal(["raid/r1", "taking/r1", "taking/r2"], Of(Nothing with { Sources = Named("paper") }).LeftOut);
    }

    [Theory]
    [InlineData(Reliability.B, null, "raid/r1 taking/r2")]
    [InlineData(null, 4, "raid/r1")]
    [InlineData(Reliability.A, 1, "raid/r1 taking/r1 taking/r2")]
    public void Below_a_grade_the_worse_and_the_ungraded_are_left_out(Reliability? letter, int? number, string without) =>
        Assert.Equal(without.Split(' '), Of(Nothing with { BelowGrade = new(letter, number) }).LeftOut);

    [Fact]
    public void A_report_is_judged_by_what_it_says_last_and_goes_with_all_that_it_ever_said()
    {
        var better = Rumour.Corrected(a => a with { Source = a.Source with { Grading = new(Reliability.A, 1) } });

        var (facts, leftOut) = (Nothing with { BelowGrade = new(Reliability.B, 2) }).Of([.. All, better], id => id);

        Assert.Equal(["raid/r1"], leftOut);
        Assert.Equal([Taking, Rumour, better], facts);
    }

    [Fact]
    public void An_incident_goes_with_what_was_merged_into_it()
    {
        Fact[] facts = [.. All, Told.Merged("raid", "taking", 2)];
        var engine = Run(facts);

        var (left, leftOut) = (Nothing with { Incidents = Named("taking") }).Of(facts, engine.PresentId);

        Assert.Empty(left);
        Assert.Equal(3, leftOut.Count);
    }

    [Fact]
    public void A_moved_incident_lies_where_it_is_moved_to_whatever_its_reports_say()
    {
        var moved = new Dictionary<string, Occurrence> { ["taking"] = new(Told.Days("1999-12-01..1999-12-31"), null, false, DatePrecision.Month) };
        Fact[] facts = [.. All, Taking.Corrected(a => a with { Title = "renamed" })];

        var (supposed, leftOut) = (Nothing with { Moved = moved }).Of(facts, id => id);

        var now = Run(supposed).Find("taking")!;
        Assert.Empty(leftOut);
        Assert.Equal((Told.Days("1999-12-01..1999-12-31"), "renamed", false), (now.When.Begins!.Value, now.Title, now.DateConflict));
        Assert.Equal(Run(facts).Find("raid")!.When, Run(supposed).Find("raid")!.When);
    }

    [Fact]
    public void Nothing_supposed_leaves_the_facts_as_they_are() => Assert.Equal(All, Of(Nothing).Facts);

    private static readonly Supposition Nothing = new(Named(), null, Named(), Named(), new Dictionary<string, Occurrence>());

    private static (List<Fact> Facts, IReadOnlyList<string> LeftOut) Of(Supposition supposed) => supposed.Of(All, id => id);

    private static HashSet<string> Named(params string[] names) => names.ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static TimelineEngine Run(IEnumerable<Fact> facts) => TimelineEngine.FromNothing(Gazetteer.Standard, Theatres.Standard, [], facts, new LocalDate(2004, 6, 1));
}
