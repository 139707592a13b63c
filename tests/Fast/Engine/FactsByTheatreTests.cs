using System.Text.Json;
using FsCheck.Xunit;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>What a theatre is asked of is told by the facts that can matter to it, and by no others.</summary>
public sealed class FactsByTheatreTests
{
    private static readonly LocalDate Last = new(2004, 3, 1);

    private static readonly IReadOnlyList<Theatre> Theatres =
    [
        .. AnyOrderTests.Theatres,
        PaperHistory.Fergana with { Id = "colombia", Incidents = new(["colombia"], []), Harvests = new(["colombia"], []), Passes = new(["colombia"], []), Seizures = new(["colombia"], []) },
    ];

    [Property(MaxTest = 200, Arbitrary = [typeof(Histories)])]
    public void A_run_over_the_facts_of_one_theatre_says_of_it_what_a_run_over_all_says(Lived lived)
    {
        var facts = Shelved(lived.Facts);
        var all = TimelineEngine.FromNothing(PaperHistory.Gazetteer, Theatres, AnyOrderTests.Rules, lived.Facts, Last);

        foreach (var theatre in Theatres)
        {
            var one = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [theatre], AnyOrderTests.Rules, facts.Of(theatre.Id), Last);

            Assert.Equal(SaidOf(theatre.Id, all), SaidOf(theatre.Id, one));
        }
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Histories)])]
    public void An_incident_is_what_it_is_by_the_facts_around_it(Lived lived)
    {
        var facts = Shelved(lived.Facts);
        var all = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [], [], lived.Facts, Last);

        foreach (var id in lived.Facts.Select(f => f.Event.IncidentId).Distinct())
        {
            var one = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [], [], facts.Around(id), Last);

            Assert.Equal(Json(all.StandingOf(id)), Json(one.StandingOf(id)));
            Assert.Equal(all.Members(id).Order(StringComparer.Ordinal), one.Members(id).Order(StringComparer.Ordinal));
        }
    }

    [Property(MaxTest = 50, Arbitrary = [typeof(Histories)])]
    public void No_fact_is_lost_and_none_is_there_twice(Lived lived) =>
        Assert.Equal(
            lived.Facts.Select(f => (f.Event.IncidentId, f.Version)).Order(),
            Shelved(lived.Facts).All.Select(f => (f.Event.IncidentId, f.Version)).Order());

    [Fact]
    public void What_happened_elsewhere_and_is_linked_to_nothing_here_does_not_matter()
    {
        var here = Told.Of("raid", Kind.Incursion, "1999-08-01", "sokh");
        var linked = Told.Of("abroad", Kind.Incursion, "1999-08-03", "colombia", links: [(Relations.PartOf, "raid")]);
        var apart = Told.Of("far", Kind.Incursion, "1999-08-03", "colombia");
        var nowhere = Told.Of("policy", Kind.Ban, "1999-08-03", null);
        var facts = Shelved([apart, linked, here, nowhere]);

        Assert.Equal(["abroad", "policy", "raid"], facts.Of("fergana").Select(f => f.Event.IncidentId).Order());
        Assert.Equal(["abroad", "far", "policy", "raid"], facts.Of("colombia").Select(f => f.Event.IncidentId).Order());
        Assert.Equal(["abroad", "raid"], facts.Around("raid").Select(f => f.Event.IncidentId).Order());
        Assert.Empty(facts.Around("nobody"));
    }

    [Fact]
    public void What_was_settled_to_have_been_at_a_place_that_a_report_only_mentions_matters_where_that_counts()
    {
        var report = Told.Of("raid", Kind.Incursion, "1999-08-01", "colombia");
        var mentions = report.Corrected(a => a with { Elsewhere = [new("sokh", "Sokh", PlacePrecision.Enclave)] });
        var settled = new Fact(3, Told.Noon, new ConflictSettled("raid", "where", new(Where: new("sokh", "Sokh", PlacePrecision.Enclave)), "test", new("test")));

        Assert.Empty(Shelved([report, mentions]).Of("fergana"));
        var facts = Shelved([report, mentions, settled]).Of("fergana");
        Assert.Equal([1999], TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [], facts, Last).SeasonYearsOf("fergana", "raid"));
    }

    [Fact]
    public void What_somebody_watched_matters_where_what_he_watched_for_would_count()
    {
        var watch = new Fact(
            1, Told.Noon,
            new CoverageStated("coverage~1", Kind.Incursion, new("sokh", "Sokh", PlacePrecision.Enclave), new(1999, 6, 1), new(1999, 9, 30), new("monitors", new(Reliability.B, 2)), null, new("test")));
        var facts = Shelved([watch, watch with { Version = 2, Event = new CoverageWithdrawn("coverage~1", "test", new("test")) }]);

        Assert.Equal([2, 2, 0], new[] { "fergana", "sokh", "colombia" }.Select(t => facts.Of(t).Count()));
    }

    [Fact]
    public void What_was_merged_once_hangs_together_for_good()
    {
        var facts = Shelved([Told.Of("a", Kind.Incursion, "1999-08-01", "sokh"), Told.Of("b", Kind.Incursion, "1999-08-01", "colombia"), Told.Merged("b", "a", 2), Told.Unmerged("b", "a", 3)]);

        Assert.Equal(4, facts.Of("fergana").Count());
    }

    private static FactsByTheatre Shelved(IEnumerable<Fact> facts)
    {
        var shelved = new FactsByTheatre(PaperHistory.Gazetteer, Theatres);
        foreach (var fact in facts)
        {
            shelved.Add(fact);
        }

        return shelved;
    }

    private static string SaidOf(string theatre, TimelineEngine engine) => Json(new
    {
        findings = engine.Findings.Values.Where(f => f.Theatre == theatre).OrderBy(f => f.CorrelationId, StringComparer.Ordinal),
        evidence = engine.Rules.Where(r => r.AppliesIn(theatre)).Select(r => engine.EvidenceOf(r.Id, theatre)),
        seasons = engine.SeasonYears(theatre).Select(y => engine.Season(theatre, y)),
    });

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, TimelineJson.Options);
}
