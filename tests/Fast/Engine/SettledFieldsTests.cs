using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>A decision chooses within what the standing reports say, holds as long as it lies there, and hides nothing.</summary>
public sealed class SettledFieldsTests
{
    private static readonly Fact Early = Report("r1", 1, "1999-08-09", new(Best: 20));
    private static readonly Fact Late = Report("r2", 2, "1999-08-20", new(Low: 50, High: 60));

    [Fact]
    public void What_was_settled_is_taken_and_what_the_reports_say_is_kept_beside_it()
    {
        var incident = Resolve(Early, Late, When(3, "1999-08-20"), Number(4, new(Best: 50)));

        Assert.Equal((Told.Days("1999-08-20"), false, false), (incident.When.Begins, incident.DateConflict, incident.QuantityConflict));
        Assert.Equal(50, ((IncursionDetails)incident.Details).Attackers!.Best);
        Assert.Equal([("details.attackers", true, 2, true), ("when", true, 2, true)], incident.Settled!.Select(s => (s.Field, s.Holds, s.Accounts, s.Conflict)));
        Assert.Equal(Told.Days("1999-08-09..1999-08-20"), incident.Settled![1].When!.Begins);
        Assert.Equal((20m, 60m), (incident.Settled[0].Quantity!.AtLeast(), incident.Settled[0].Quantity!.AtMost()));
    }

    [Theory]
    [InlineData("1999-08-08")]
    [InlineData("1999-08-15..1999-08-21")]
    public void What_lies_outside_all_that_is_said_does_not_hold(string days)
    {
        var incident = Resolve(Early, Late, When(3, days));

        Assert.Equal((Told.Days("1999-08-09..1999-08-20"), true), (incident.When.Begins, incident.DateConflict));
        Assert.False(Assert.Single(incident.Settled!).Holds);
    }

    [Fact]
    public void A_decision_falls_when_the_report_it_chose_is_taken_back_and_stands_again_with_it()
    {
        var gone = Resolve(Early, Late, When(3, "1999-08-20"), Late.Retracted(4));
        var back = Resolve(Early, Late, When(3, "1999-08-20"), Late.Retracted(4), Restored(Late, 5));

        Assert.Equal((Told.Days("1999-08-09"), false), (gone.When.Begins, Assert.Single(gone.Settled!).Holds));
        Assert.Equal(Told.Days("1999-08-20"), back.When.Begins);
    }

    [Fact]
    public void The_last_decision_on_a_field_holds_and_may_be_that_there_is_none()
    {
        Assert.Equal(Told.Days("1999-08-09"), Resolve(Early, Late, When(3, "1999-08-20"), When(4, "1999-08-09")).When.Begins);
        var open = Resolve(Early, Late, When(3, "1999-08-20"), new Fact(4, Told.Noon, new ConflictSettled("i", "when", null, "test", new("test"))));

        Assert.Equal((true, null), (open.DateConflict, open.Settled));
    }

    [Fact]
    public void A_decision_makes_no_circular_date_independent()
    {
        var incident = Resolve(
            Told.Of("i", Kind.Incursion, "1999-08-01..1999-08-09", "sokh", derivedFrom: "harvest"), Told.Of("i", Kind.Incursion, "1999-08-20", "sokh", report: "r2", version: 2, derivedFrom: "harvest"),
            When(3, "1999-08-20"));

        Assert.Equal(Told.Days("1999-08-20"), incident.When.Begins);
        Assert.Equal(["harvest"], incident.DerivedFrom);
    }

    [Fact]
    public void A_place_is_one_that_a_report_names()
    {
        var elsewhere = Told.Of("i", Kind.Incursion, "1999-08-09", "sokh", report: "r2", version: 2);

        Assert.Equal("sokh", Resolve(Early, elsewhere, Where(3, "sokh")).Where!.PlaceId);
        Assert.Equal("batken-region", Resolve(Early, elsewhere, Where(3, "vorukh")).Where!.PlaceId);
        Assert.Contains(Resolve(Early, elsewhere, Where(3, "sokh")).Elsewhere, m => m.PlaceId == "batken-region");
    }

    [Fact]
    public void What_was_settled_of_an_incident_rests_while_it_is_merged()
    {
        var book = new IncidentBook();
        foreach (var fact in new[] { Early, Late, When(3, "1999-08-20"), Told.Of("other", Kind.Incursion, "1999-08-10..1999-08-12", "sokh"), Told.Merged("i", "other", 4) })
        {
            book.Apply(fact);
        }

        Assert.Null(book.Resolve("other")!.Settled);
        book.Apply(Told.Unmerged("i", "other", 5));
        Assert.Equal(Told.Days("1999-08-20"), book.Resolve("i")!.When.Begins);
    }

    [Fact]
    public void The_origins_own_report_and_those_that_have_it_from_there_are_one_voice()
    {
        var own = Report("r1", 1, "1999-08-09", null, source: "agency");
        var copy = Told.Of("i", Kind.Incursion, "1999-08-20", "sokh", report: "r2", version: 2, origin: "agency");

        var incident = Resolve(own, copy);

        Assert.Equal((Told.Days("1999-08-09"), false), (incident.When.Begins, incident.DateConflict));
        Assert.Equal(["agency"], incident.Sources);
    }

    private static Incident Resolve(params Fact[] facts)
    {
        var incident = ResolveIncident.From("i", facts)!;
        var book = new IncidentBook();
        foreach (var fact in facts.Reverse().Concat(facts))
        {
            book.Apply(fact);
        }

        Assert.Equivalent(incident, book.Resolve("i"), strict: true);
        return incident;
    }

    private static Fact Report(string report, long version, string when, Quantity? attackers, string source = "paper")
    {
        var fact = Told.Of("i", Kind.Incursion, when, "batken-region", new IncursionDetails(attackers), report: report, version: version);
        var reported = (IReported)fact.Event;
        return fact with { Event = Kinds.Reported("i", reported.ReportId, reported.Account with { Source = reported.Account.Source with { Name = source } }, reported.Particulars, reported.Provenance) };
    }

    private static Fact When(long version, string days) => new(version, Told.Noon, new ConflictSettled("i", "when", new(When: new(Told.Days(days), null, false, DatePrecision.Range)), "test", new("test")));

    private static Fact Where(long version, string place) => new(version, Told.Noon, new ConflictSettled("i", "where", new(Where: new(place, place, PlacePrecision.Enclave)), "test", new("test")));

    private static Fact Number(long version, Quantity number) => new(version, Told.Noon, new ConflictSettled("i", "details.attackers", new(Quantity: number), "test", new("test")));

    private static Fact Restored(Fact fact, long version)
    {
        var reported = (IReported)fact.Event;
        return new(version, Told.Noon, new ReportRestored("i", reported.ReportId, reported.Account, reported.Particulars, "test", reported.Provenance));
    }
}
