using NodaTime;
using Timeline.Contracts;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion;

/// <summary>An incident's stream folds into what a decision needs.</summary>
public class IncidentRecordTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 1, 1, 12, 0);
    private static readonly Reading First = Forms.Read(Forms.Good).Reading!;
    private static readonly Provenance By = new("staff");

    [Fact]
    public void An_incident_begins_with_its_first_report()
    {
        var incident = Told(Report("r1"));

        Assert.Equal((1, "hostage-taking", "Four taken near Batken", "batken-region"), (incident.Version, incident.Kind, incident.Title, incident.PlaceId));
        Assert.Equal((new LocalDate(1999, 8, 1), new LocalDate(1999, 8, 10)), (incident.BeginsEarliest, incident.BeginsLatest));
        Assert.Equal(Noon, incident.Report("r1")!.KnownFrom);
    }

    [Fact]
    public void A_backfilled_report_is_known_from_before_it_was_recorded()
    {
        var known = Instant.FromUtc(1999, 8, 10, 0, 0);

        Assert.Equal(known, Told(Report("r1", By with { KnownFrom = known })).Report("r1")!.KnownFrom);
    }

    [Fact]
    public void That_a_person_has_said_something_of_it_stays_known_whatever_files_say_after()
    {
        static ReportCorrected Said(string? import) => new("i", "r1", First.Account, First.Details, "why", By with { ImportId = import });
        var brought = Told(Report("r1", By with { ImportId = "f1" }), Said("f2"));

        Assert.False(brought.Report("r1")!.ByPerson);
        Assert.True(Told(Report("r1", By with { ImportId = "f1" }), Said(null)).Report("r1")!.ByPerson);
        Assert.True(Told(Report("r1", By with { ImportId = "f1" }), Said(null), Said("f2")).Report("r1")!.ByPerson);
    }

    [Fact]
    public void A_corrected_report_says_the_new_words()
    {
        var moved = First.Account with { Title = "Five taken", When = Occurrence.On(new(1999, 8, 19)) };
        var incident = Told(Report("r1"), new ReportCorrected("i", "r1", moved, First.Details, "why", By));

        Assert.Equal((2, "Five taken", new LocalDate(1999, 8, 19)), (incident.Version, incident.Title, incident.BeginsEarliest));
        Assert.Single(incident.Reports);
    }

    [Fact]
    public void An_incident_whose_only_report_is_retracted_no_longer_says_what_it_was()
    {
        var incident = Told(Report("r1"), new ReportRetracted("i", "r1", "why", By));

        Assert.True(incident.Exists && incident.Report("r1")!.Retracted);
        Assert.Equal(("", null, null), (incident.Kind, incident.PlaceId, incident.BeginsEarliest));
    }

    [Fact]
    public void A_second_report_stands_when_the_first_is_retracted()
    {
        var incident = Told(Report("r1"), Report("r2"), new ReportRetracted("i", "r1", "why", By));

        Assert.Equal((3, "hostage-taking"), (incident.Version, incident.Kind));
        Assert.Equal(["r2"], incident.Reports.Where(r => !r.Retracted).Select(r => r.ReportId));
    }

    [Fact]
    public void An_incident_whose_report_is_taken_for_another_kind_is_of_that_kind()
    {
        var incident = Told(Report("r1"), new ReportCorrected("i", "r1", First.Account with { Kind = Kind.Attack }, new AttackDetails(), "why", By));

        Assert.Equal(("attack", true, false), (incident.Kind, incident.IsSaidToBe(Kind.Attack), incident.IsSaidToBe(Kind.HostageTaking)));
    }

    [Fact]
    public void Where_standing_reports_do_not_agree_on_the_kind_it_is_said_to_be_each_of_them()
    {
        var attack = new ReportCorrected("i", "r1", First.Account with { Kind = Kind.Attack }, new AttackDetails(), "why", By);
        var incident = Told(Report("r1"), Report("r2"), attack);
        var after = Told(Report("r1"), Report("r2"), attack, new ReportRetracted("i", "r2", "why", By));

        Assert.Equal((true, true), (incident.IsSaidToBe(Kind.Attack), incident.IsSaidToBe(Kind.HostageTaking)));
        Assert.Equal((true, false), (after.IsSaidToBe(Kind.Attack), after.IsSaidToBe(Kind.HostageTaking)));
    }

    [Fact]
    public void A_merge_is_undone_by_an_unmerge()
    {
        var merged = Told(Report("r1"), new IncidentMerged("i", "other", "told twice", By));

        Assert.Equal("other", merged.MergedInto);
        Assert.Null(merged.After(new IncidentUnmerged("i", "other", "two after all", By), Noon).MergedInto);
    }

    [Theory]
    [InlineData("hostage-1999-08-09", "paper.hostage-1999-08-09")]
    [InlineData("a", "paper.a")]
    public void The_id_of_an_imported_incident_follows_from_its_key(string externalId, string id) => Assert.Equal(id, IncidentIds.Of("paper", externalId));

    [Theory]
    [InlineData("with spaces")]
    [InlineData("a/b")]
    [InlineData("über")]
    public void A_key_that_cannot_stand_in_an_address_is_hashed_and_keeps_apart(string externalId)
    {
        Assert.Matches("^paper\\.[0-9a-f]{32}$", IncidentIds.Of("paper", externalId));
        Assert.NotEqual(IncidentIds.Of("paper", externalId), IncidentIds.Of("paper", externalId + " "));
    }

    [Theory]
    [InlineData("paper", true)]
    [InlineData("set-2", true)]
    [InlineData("Paper", false)]
    [InlineData("a.b", false)]
    [InlineData("", false)]
    [InlineData("-x", false)]
    public void A_set_is_named_in_small_letters(string name, bool good) => Assert.Equal(good, IncidentIds.IsSetName(name));

    private static IReported Report(string id, Provenance? by = null) => Kinds.Reported("i", id, First.Account, First.Details, by ?? By);

    private static IncidentRecord Told(params IIncidentEvent[] events) => events.Aggregate(new IncidentRecord { Id = "i" }, (incident, happened) => incident.After(happened, Noon));
}
