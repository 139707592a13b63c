using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

public sealed class ResolveIncidentTests
{
    [Fact]
    public void Two_reports_leave_the_days_that_both_allow()
    {
        var incident = Resolve(Incursion("1999-08-01..1999-08-31"), Incursion("1999-08-20..1999-09-10", report: "r2", version: 2));

        Assert.Equal((Told.Days("1999-08-20..1999-08-31"), false), (incident.When.Begins, incident.DateConflict));
    }

    [Fact]
    public void Reports_that_exclude_one_another_leave_the_hull_and_a_conflict()
    {
        var incident = Resolve(Incursion("1999-08-01..1999-08-09"), Incursion("1999-08-20", report: "r2", version: 2));

        Assert.Equal((Told.Days("1999-08-01..1999-08-20"), true), (incident.When.Begins, incident.DateConflict));
    }

    [Fact]
    public void An_undated_report_changes_no_date()
    {
        var incident = Resolve(Incursion("1999-08-09"), Incursion("", report: "r2", version: 2));

        Assert.Equal((Told.Days("1999-08-09"), false), (incident.When.Begins, incident.DateConflict));
    }

    [Fact]
    public void Two_papers_with_one_agency_count_as_one_source_and_the_better_graded_speaks()
    {
        var incident = Resolve(
            Incursion("1999-08-01", origin: "agency", grading: new(Reliability.C, 3)),
            Incursion("1999-08-20", report: "r2", version: 2, origin: "agency", grading: new(Reliability.A, 1)));

        Assert.Equal(["agency"], incident.Sources);
        Assert.Equal((Told.Days("1999-08-20"), false), (incident.When.Begins, incident.DateConflict));
        Assert.Equal(2, incident.Reports.Count);
    }

    [Fact]
    public void Occurred_wins_over_did_not_occur_and_the_disagreement_is_kept()
    {
        var incident = Resolve(Incursion("1999-08-09"), Incursion("1999-01-01..1999-12-31", report: "r2", version: 2, polarity: Polarity.DidNotOccur));

        Assert.Equal((Polarity.Occurred, true, Told.Days("1999-08-09")), (incident.Polarity, incident.PolarityConflict, incident.When.Begins));
    }

    [Fact]
    public void A_date_of_its_own_makes_a_derived_one_needless()
    {
        var derived = Incursion("1999-08-01..1999-08-03", derivedFrom: "harvest");

        var alone = Resolve(derived);
        var beside = Resolve(derived, Incursion("1999-08-02..1999-08-20", report: "r2", version: 2));

        Assert.Equal(["harvest"], alone.DerivedFrom);
        Assert.Empty(beside.DerivedFrom);
        Assert.Equal(Told.Days("1999-08-02..1999-08-20"), beside.When.Begins);
    }

    [Theory]
    [InlineData(50, null, 80, 60, null, 100, 60, 80, false)]
    [InlineData(50, null, null, null, null, 70, 50, 70, false)]
    [InlineData(50, null, 60, 70, null, 80, 50, 80, true)]
    [InlineData(null, 50, null, 40, null, null, 50, 50, false)]
    [InlineData(60, null, null, null, null, 50, null, null, true)]
    public void Two_sums_leave_what_both_allow_or_span_both(int? low1, int? best1, int? high1, int? low2, int? best2, int? high2, int? low, int? high, bool conflict)
    {
        var incident = Resolve(Ransom(new(low1, best1, high1, "USD")), Ransom(new(low2, best2, high2, "USD"), "r2", 2));

        var amount = ((RansomDetails)incident.Details).Amount!;
        Assert.Equal((low, high, conflict), (amount.AtLeast(), amount.AtMost(), incident.QuantityConflict));
    }

    [Fact]
    public void A_demand_does_not_widen_what_another_source_says_was_paid()
    {
        var incident = Resolve(Ransom(new(5, 5, 5, "USD"), state: RansomState.Demanded), Ransom(new(2, 2, 2, "USD"), "r2", 2));

        Assert.Equal((RansomState.Paid, 2m, false), incident.Details is RansomDetails r ? (r.State, r.Amount!.AtMost()!.Value, incident.QuantityConflict) : default);
    }

    [Fact]
    public void Of_one_report_the_highest_version_holds_in_any_order()
    {
        var first = Incursion("1999-08-09");
        var facts = new[] { first.Moved("1999-08-19"), first, first };

        Assert.Equal(Told.Days("1999-08-19"), Resolve(facts).When.Begins);
        Assert.Null(ResolveIncident.From("incursion", [first.Retracted(3), .. facts]));
        Assert.NotNull(ResolveIncident.From("incursion", [first.Retracted(2), first.Corrected(a => a, version: 3)]));
    }

    private static Incident Resolve(params Fact[] facts)
    {
        var incident = ResolveIncident.From(facts[0].Event.IncidentId, facts)!;
        var backwards = ResolveIncident.From(facts[0].Event.IncidentId, facts.Reverse())!;
        Assert.Equal(incident.When, backwards.When);
        Assert.Equal(incident.Details, backwards.Details);
        return incident;
    }

    private static Fact Incursion(string when, string report = "r1", long version = 1, string? origin = null, Polarity polarity = Polarity.Occurred, string? derivedFrom = null, Grading? grading = null) =>
        Told.Of("incursion", Kind.Incursion, when, "batken-region", report: report, version: version, origin: origin, polarity: polarity, derivedFrom: derivedFrom, grading: grading);

    private static Fact Ransom(Quantity amount, string report = "r1", long version = 1, RansomState state = RansomState.Paid) =>
        Told.Of("ransom", Kind.Ransom, "1999-08-09", "batken-region", new RansomDetails(amount, state), report: report, version: version);
}
