using System.Text.Json;
using FsCheck.Xunit;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>Whatever the order of arrival, whatever comes twice, whenever it is settled: the same history says the same.</summary>
public sealed class AnyOrderTests
{
    internal static readonly LocalDate Last = new(2004, 3, 1);

    /// <summary>A second theatre with a year of its own, so that nothing leans on the calendar year.</summary>
    internal static readonly IReadOnlyList<Theatre> Theatres =
    [
        PaperHistory.Fergana,
        PaperHistory.Fergana with { Id = "sokh", YearTurns = new AnnualDate(3, 1), Incidents = new(["sokh", "osh-district"], []), Harvests = new(["taliban-held", "badakhshan"], []) },
    ];

    internal static readonly IReadOnlyList<Rule> Rules =
    [
        .. PaperHistory.Rules.Select(r => r with { Observed = null }),
        PaperHistory.AfterHarvest with { Id = "parts-after-taking", Cause = new(Kind.HostageTaking), MinLagDays = -20, MaxLagDays = 60, Count = CountWhat.Parts, Observed = new(1997, 2002, "test") },
        PaperHistory.InWindow with { Id = "national-window", Cause = new(Kind.Harvest, ["national"]), Theatres = ["fergana"] },
        .. KindsOfRule.All,
        PaperHistory.InWindow with { Id = "incursions-until-a-release", Closes = new(Kind.Release), Observed = null },
        PaperHistory.InWindow with { Id = "takings-in-window", Response = new(Kind.HostageTaking), Count = CountWhat.Parts },
    ];

    [Property(MaxTest = 100, Arbitrary = [typeof(Histories.Watched)])]
    public void Any_order_of_what_was_watched_too_ends_as_a_run_from_nothing(Lived lived) => Any_order_with_repetitions_and_settling_at_any_time_ends_as_a_run_from_nothing(lived);

    [Property(MaxTest = 500, Arbitrary = [typeof(Histories)])]
    public void Any_order_with_repetitions_and_settling_at_any_time_ends_as_a_run_from_nothing(Lived lived)
    {
        var expected = TimelineEngine.FromNothing(PaperHistory.Gazetteer, Theatres, Rules, lived.Facts, Last);

        var engine = LiveThrough(lived, (_, _) => { });

        // the digest covers all of it; said one by one, what differs can be read
        Assert.Equal(Worth(expected), Worth(engine));
        Assert.Equal(expected.Digest(), engine.Digest());
        Assert.All(Theatres, t => Assert.Equal(expected.PassingIn(t.Id), engine.PassingIn(t.Id)));
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Histories)])]
    public void What_settling_says_changed_is_all_that_changed(Lived lived)
    {
        var told = new Dictionary<string, Finding>(StringComparer.Ordinal);
        var views = new Dictionary<(string, int), string>();
        var worth = new Dictionary<(string, string), string>();

        LiveThrough(lived, (engine, changes) =>
        {
            foreach (var change in changes.Findings)
            {
                var id = (change.Before ?? change.After)!.CorrelationId;
                Assert.Equal(Json(told.GetValueOrDefault(id)), Json(change.Before));
                Assert.NotEqual(Json(change.Before), Json(change.After));
                Assert.NotEmpty(WhatChanged.Of(change).Why);
                told.Remove(id);
                if (change.After is { } after)
                {
                    told[id] = after;
                }
            }

            foreach (var (theatre, year) in changes.Seasons)
            {
                views[(theatre, year)] = Json(engine.Season(theatre, year));
            }

            foreach (var (rule, theatre) in changes.Evidence)
            {
                worth[(rule, theatre)] = Json(engine.EvidenceOf(rule, theatre));
            }

            Assert.Equal(engine.Findings.Keys.Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
            Assert.All(engine.Findings, f => Assert.Equal(Json(f.Value), Json(told[f.Key])));
            Assert.All(Theatres.SelectMany(t => engine.SeasonYears(t.Id).Select(y => (t.Id, y))), s => Assert.Equal(Json(engine.Season(s.Id, s.y)), views[s]));
            foreach (var retired in worth.Keys.Where(w => engine.Rules.All(r => r.Id != w.Item1)).ToList())
            {
                worth.Remove(retired);
            }

            Assert.All(worth, w => Assert.Equal(Json(engine.EvidenceOf(w.Key.Item1, w.Key.Item2)), w.Value));
        });
    }

    // whether a season is new data for a rule hangs on the day since which anything was known of it, also by words that have been corrected since
    [Fact]
    public void An_older_word_that_comes_late_says_since_when_a_season_was_known()
    {
        var first = Told.Of("incursion", Kind.Incursion, "1999-08-09", "batken-region", known: "1999-08-12");
        var corrected = first.Moved("1999-08-11", known: "1999-10-01");
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, Theatres, Rules, [corrected], Last);
        Assert.Contains("1999: 1999-10-01", string.Join('\n', Worth(engine)), StringComparison.Ordinal);

        engine.Apply(first);
        engine.Settle();

        Assert.Contains("1999: 1999-08-12", string.Join('\n', Worth(engine)), StringComparison.Ordinal);
        Assert.Equal(Worth(TimelineEngine.FromNothing(PaperHistory.Gazetteer, Theatres, Rules, [first, corrected], Last)), Worth(engine));
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Histories)])]
    public void When_every_report_is_taken_back_nothing_is_left(Lived lived)
    {
        var engine = LiveThrough(lived, (_, _) => { });

        foreach (var report in lived.Facts.Select(f => f.Event).Where(e => e is IReported or IRestated or ReportRetracted))
        {
            var id = report switch { IReported r => r.ReportId, IRestated c => c.ReportId, var t => ((ReportRetracted)t).ReportId };
            engine.Apply(new(1000, Told.Noon, new ReportRetracted(report.IncidentId, id, "test", report.Provenance)));
        }

        engine.Settle();

        Assert.Empty(engine.Findings);
        Assert.Empty(engine.Incidents);
        Assert.All(Theatres, t => Assert.Empty(engine.SeasonYears(t.Id)));
        Assert.All(Rules, r => Assert.Equal((Tier.None, 0, 0), engine.EvidenceOf(r.Id, "fergana") is var e ? (e.Tier, e.SeasonsJudged, e.K) : default));
    }

    private static IEnumerable<string> Worth(TimelineEngine engine) =>
        Rules.SelectMany(r => Theatres.Where(t => r.AppliesIn(t.Id)).Select(t =>
            $"{r.Id} in {t.Id}: {Json(engine.EvidenceOf(r.Id, t.Id))} of what was known from {string.Join(' ', engine.ObservationsOf(r.Id, t.Id).Select(o => $"{o.SeasonYear}: {o.FirstKnown}"))}"));

    /// <summary>Arrival shuffled, a third of it twice, days, a rule's later version and the end of another rule in between.</summary>
    internal static TimelineEngine LiveThrough(Lived lived, Action<TimelineEngine, EngineChanges> settled) => LiveThrough(lived, Rules, settled);

    /// <param name="rules">The last of them comes into force in a later version on the way.</param>
    internal static TimelineEngine LiveThrough(Lived lived, IReadOnlyList<Rule> rules, Action<TimelineEngine, EngineChanges> settled)
    {
        var whim = new Random(lived.Seed);
        var late = rules[^1];
        var engine = new TimelineEngine(PaperHistory.Gazetteer, Theatres, [.. rules.Select(r => r == late ? r with { Version = 0, Count = r.Count == CountWhat.Whole ? CountWhat.Parts : CountWhat.Whole } : r)]);
        var (gone, retiredAt) = (rules[0] with { Id = "retired-on-the-way" }, whim.Next(lived.Facts.Count + 1));
        engine.Publish(gone);
        var arriving = lived.Facts.Concat(lived.Facts.Where(_ => whim.Next(3) == 0)).ToArray();
        whim.Shuffle(arriving);
        var day = new LocalDate(1996, 1, 1);
        var publishedAt = whim.Next(arriving.Length + 1);
        for (var n = 0; n < arriving.Length; n++)
        {
            if (n == publishedAt)
            {
                engine.Publish(late);
            }

            if (n == retiredAt)
            {
                engine.Retire(gone.Id, gone.Version);
            }

            engine.Apply(arriving[n]);
            if (whim.Next(4) == 0)
            {
                engine.Reach(day = day.PlusDays(whim.Next(400)) is var next && next < Last ? next : day);
            }

            if (whim.Next(3) == 0)
            {
                settled(engine, engine.Settle());
            }
        }

        engine.Publish(late);
        engine.Retire(gone.Id, gone.Version);
        engine.Publish(gone);
        engine.Reach(Last);
        settled(engine, engine.Settle());
        return engine;
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, TimelineJson.Options);
}
