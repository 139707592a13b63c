using System.Text.Json;
using FsCheck.Xunit;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Projection.Comparing;
using Timeline.Tests.Fast.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Projection;

public sealed class CompareKnowledgeTests
{
    private static readonly Fact Harvest = PaperHistory.The("harvest-1999");
    private static readonly Fact Raid = Told.Of("raid", Kind.Incursion, "1999-08-10..1999-10-10", "sokh");

    [Fact]
    public void The_same_state_twice_is_no_change()
    {
        var same = Compare(PaperHistory.Facts, PaperHistory.Facts);

        Assert.Equal("Nothing changed.", same.Says);
        Assert.Empty(same.Incidents.Came.Concat(same.Incidents.Went).Concat(same.Incidents.Changed));
        Assert.Empty(same.Seasons);
        Assert.Empty(same.Evidence);
    }

    [Fact]
    public void A_ransom_and_a_release_that_became_known_end_an_open_taking()
    {
        var changed = Compare(KnownBy("1999-08-12"), KnownBy("1999-08-20"), theatre: "fergana", seasonYear: 1999);

        Assert.Equal(["ransom-1999-08-13", "release-1999-08-13"], changed.Incidents.Came.Select(i => i.Id));
        Assert.Equal("“release-1999-08-13” became known: release, 1999-08-13, osh-district.", changed.Incidents.Came[1].Says);
        var began = Assert.Single(changed.Correlations.Began);
        Assert.Equal("Ransom follows taking, 1999: “taking-1999-08-09”, “ransom-1999-08-13”, “release-1999-08-13”. The rule is met, for certain.", began.Says);
        var season = Assert.Single(changed.Seasons);
        Assert.Equal(["chains.taking-1999-08-09", "ransomUsd"], season.Fields.Select(f => f.Field));
        Assert.Equal("The ransom paid was 0 dollars and became 50,000 dollars.", season.Fields[1].Says);
        Assert.Equal("What followed “taking-1999-08-09” was nothing (outcome open) and became ransom “ransom-1999-08-13”, release “release-1999-08-13” (outcome ransomed).", season.Fields[0].Says);
        var evidence = Assert.Single(changed.Evidence);
        Assert.StartsWith("Ransom follows taking: the evidence was none and became anecdote.", evidence.Says, StringComparison.Ordinal);
        Assert.Equal("2 incidents became known, 1 correlation began, 1 season reads otherwise, 1 rule is worth something else.", changed.Says);
    }

    [Fact]
    public void A_correction_is_told_field_by_field_with_what_was_and_what_is()
    {
        var now = Raid.Corrected(a => a with
        {
            Title = "A raid on Sokh", When = a.When with { Begins = Told.Days("1999-08-12") }, Source = a.Source with { Grading = new(Reliability.A, 1) }, Polarity = Polarity.DidNotOccur,
        });

        var changed = Assert.Single(Compare([Raid], [Raid, now]).Incidents.Changed);

        Assert.Equal(["title", "onset", "polarity", "grading"], changed.Fields.Select(f => f.Field));
        Assert.Equal(
            "“raid”: the title was “raid” and became “A raid on Sokh”. The onset was some day from 1999-08-10 to 1999-10-10 and became 1999-08-12. "
            + "It was recorded as having occurred and became recorded as not having occurred. The best grading was B2 and became A1.",
            changed.Says);
        Assert.StartsWith("""{"field":"onset","before":{"earliest":"1999-08-10","latest":"1999-10-10"},"after":{"earliest":"1999-08-12","latest":"1999-08-12"},""", Json(changed.Fields[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_became_known_moves_the_onset_of_its_whole()
    {
        var part = Told.Of("part", Kind.Incursion, "1999-08-15", "sokh", links: [(Relations.PartOf, "raid")]);

        var changed = Compare([Raid], [Raid, part]);

        Assert.Equal("“raid”: the onset was some day from 1999-08-10 to 1999-10-10 and became some day from 1999-08-10 to 1999-08-15.", Assert.Single(changed.Incidents.Changed).Says);
        Assert.Equal("part", Assert.Single(changed.Incidents.Came).Id);
    }

    [Fact]
    public void A_second_report_and_another_number_are_changes_too()
    {
        var taking = Told.Of("taking", Kind.HostageTaking, "1999-08-09", "sokh", new HostageTakingDetails(new(Low: 4, Unit: "persons")));
        var second = Told.Of("taking", Kind.HostageTaking, "1999-08-09", "sokh", new HostageTakingDetails(new(Best: 5, Unit: "persons")), report: "r2", version: 2);

        var changed = Assert.Single(Compare([taking], [taking, second]).Incidents.Changed);

        Assert.Equal(["details.hostages", "reports"], changed.Fields.Select(f => f.Field));
        Assert.Equal("Its hostages: at least 4 persons before, 5 persons after.", changed.Fields[0].Says);
        Assert.Equal("What it rests on was 1 report and became 2 reports.", changed.Fields[1].Says);
    }

    [Fact]
    public void What_went_was_taken_back_or_merged_into_another()
    {
        var twin = Told.Of("twin", Kind.Incursion, "1999-08-10", "sokh");
        var gone = Told.Of("gone", Kind.Incursion, "1999-08-11", "sokh");

        var went = Compare([Raid, twin, gone], [Raid, twin, gone, gone.Retracted(), Told.Merged("twin", "raid", 2)]).Incidents.Went;

        Assert.Equal(["“twin” was found to be “raid”, told twice.", "“gone” no longer stands: its reports were taken back."], went.Select(w => w.Says));
        Assert.Equal(["raid", null], went.Select(w => w.MergedInto));
    }

    [Fact]
    public void A_correlation_is_strengthened_weakened_and_ended_with_its_reason()
    {
        var sure = Raid.Moved("1999-08-10");

        var stronger = Compare([Harvest, Raid], [Harvest, sure]).Correlations;
        var weaker = Compare([Harvest, sure], [Harvest, Raid]).Correlations;
        var ended = Compare([Harvest, sure], [Harvest, sure, Raid.Retracted(9)]).Correlations;

        Assert.Equal("Incursion in the harvest window, 1999: “harvest-1999”, “raid”. It was possible and is now certain.", stronger.Strengthened.Single(c => c.Rule == PaperHistory.InWindow.Id).Says);
        Assert.Contains("It was certain and is now possibly", weaker.Weakened.Single(c => c.Rule == PaperHistory.InWindow.Id).Says, StringComparison.Ordinal);
        Assert.Equal("Incursion in the harvest window, 1999: “harvest-1999”, “raid”. “raid” no longer stands: its reports were taken back.", ended.Ended.Single(c => c.Rule == PaperHistory.InWindow.Id).Says);
    }

    [Fact]
    public void A_theatre_or_a_season_leaves_out_what_does_not_count_there()
    {
        Fact[] later = [Raid, Told.Of("abroad", Kind.Incursion, "1999-08-10", "colombia"), Told.Of("next-year", Kind.Incursion, "2000-08-10", "sokh")];

        Assert.Equal(["abroad", "raid", "next-year"], Came(Compare([], later)));
        Assert.Equal(["raid", "next-year"], Came(Compare([], later, theatre: "fergana")));
        Assert.Equal(["raid"], Came(Compare([], later, seasonYear: 1999)));
        Assert.Equal([2000], Compare([], later, seasonYear: 2000).Seasons.Select(s => s.SeasonYear));

        static IEnumerable<string> Came(Comparison c) => c.Incidents.Came.Select(i => i.Id);
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(Histories)])]
    public void Every_difference_is_told_and_nothing_that_is_none(Lived lived)
    {
        var instants = lived.Facts.Select(f => f.KnownFrom).Distinct().Order().ToList();
        if (instants.Count == 0)
        {
            return;
        }

        var (before, after) = (lived.Facts.Where(f => f.KnownFrom <= instants[instants.Count / 2]).ToList(), lived.Facts);
        var (was, now) = (State(before), State(after));
        var changed = CompareKnowledge.Of(was, now, [], "known", null, null);

        Assert.Equal(
            Different(was.Incidents.Incidents.Select(i => i.Id), now.Incidents.Incidents.Select(i => i.Id), id => (Json(was.Incidents.StandingOf(id)), Json(now.Incidents.StandingOf(id)))),
            changed.Incidents.Came.Concat(changed.Incidents.Went).Concat(changed.Incidents.Changed).Select(i => i.Id).Order(StringComparer.Ordinal));
        Assert.Equal(
            Different(was.Theatres[0].Correlations.Keys, now.Theatres[0].Correlations.Keys, id => (Json(was.Theatres[0].Correlations.GetValueOrDefault(id)), Json(now.Theatres[0].Correlations.GetValueOrDefault(id)))),
            All(changed.Correlations).Select(c => c.Id).Order(StringComparer.Ordinal));
        Assert.Equal(
            Different(Years(was), Years(now), year => (View(was, year), View(now, year))),
            changed.Seasons.Select(s => $"{s.SeasonYear}").Order(StringComparer.Ordinal));
        Assert.All(changed.Incidents.Changed.SelectMany(i => i.Fields).Concat(changed.Seasons.SelectMany(s => s.Fields)), f => Assert.NotEqual(Json(f.Before), Json(f.After)));
    }

    private static IEnumerable<string> Different(IEnumerable<string> was, IEnumerable<string> now, Func<string, (string, string)> both) =>
        was.Union(now).Where(id => both(id) is var (a, b) && a != b).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Years(Knowledge known) => known.Theatres[0].Engine.SeasonYears("fergana").Select(y => $"{y}");

    private static string View(Knowledge known, string year)
    {
        var view = JsonSerializer.SerializeToNode(known.Theatres[0].Engine.Season("fergana", int.Parse(year)), TimelineJson.Options)!.AsObject();
        view.Remove("correlations");
        return view.ToJsonString();
    }

    private static IEnumerable<CorrelationChange> All(CorrelationChanges c) => [.. c.Began, .. c.Strengthened, .. c.Weakened, .. c.Revised, .. c.Ended];

    private static IEnumerable<Fact> KnownBy(string day) => PaperHistory.Facts.Where(f => f.KnownFrom <= Told.Date(day).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant());

    private static Comparison Compare(IEnumerable<Fact> before, IEnumerable<Fact> after, string? theatre = null, int? seasonYear = null) =>
        CompareKnowledge.Of(State(before), State(after), [], "known", theatre, seasonYear);

    private static Knowledge State(IEnumerable<Fact> facts)
    {
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], PaperHistory.Rules, facts, Told.Date("1999-08-20"));
        return new(engine, [TheatreKnown.Of("fergana", engine)]);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, TimelineJson.Options);
}
