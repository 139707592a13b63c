using System.Text.Json;
using FsCheck.Xunit;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine.Past;

/// <summary>A backtest says at each instant what was to be said then: what a run from nothing says, and what an engine said that was there.</summary>
public sealed class AsLivedTests
{
    // later than anything that becomes known in a random history
    private static readonly Instant Now = Instant.FromUtc(2007, 1, 1, 9, 0);

    [Property(MaxTest = 150, Arbitrary = [typeof(Histories)])]
    public void At_every_step_it_says_what_a_run_from_nothing_over_what_was_known_says(Lived lived)
    {
        foreach (var (rule, theatre) in Some(lived.Seed, 3))
        {
            StepsAreRunsFromNothing(lived, rule, theatre);
        }
    }

    [Property(MaxTest = 500, Arbitrary = [typeof(Histories.Few)])]
    public void So_it_does_in_small_histories(Lived lived)
    {
        foreach (var (rule, theatre) in Some(lived.Seed, 2))
        {
            StepsAreRunsFromNothing(lived, rule, theatre);
        }
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(Histories)])]
    public void It_says_what_an_engine_had_found_that_was_told_fact_by_fact_and_saw_every_day_come(Lived lived)
    {
        foreach (var (rule, theatre) in Some(lived.Seed, 2))
        {
            var past = Try(lived, rule, theatre);

            var live = LiveThrough(lived, rule, theatre);

            Assert.Equal(Words(live), past.Seasons.Where(s => s.Fired).SelectMany(Words));
        }
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Histories)])]
    public void In_hindsight_it_says_what_a_run_from_nothing_over_everything_says(Lived lived)
    {
        foreach (var (rule, theatre) in Some(lived.Seed, 3))
        {
            var nothing = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [theatre], [rule], lived.Facts, Now.InUtc().Date);

            // stopped half way: hindsight knows what came after it too
            var known = WalkPast.InOrder(lived.Facts, false);
            var middle = known.Count == 0 ? Now : known[known.Count / 2].KnownFrom;
            foreach (var past in new[] { Try(lived, rule, theatre), Try(lived, rule, theatre, new(To: middle)) })
            {
                Assert.Equal(
                    nothing.Findings.Values.OrderBy(f => f.CorrelationId, StringComparer.Ordinal).Select(f => $"{f.SeasonYear} {f.CorrelationId} {f.Verdict} {f.Share}"),
                    past.Seasons.SelectMany(s => s.Hindsight.Matches.Select(m => $"{s.SeasonYear} {m.CorrelationId} {m.Verdict} {m.Share}")).OrderBy(w => w[5..], StringComparer.Ordinal));
                var evidence = nothing.EvidenceOf(rule.Id, theatre.Id);
                Assert.Equal(Json(evidence with { Judgements = [] }), Json(past.Evidence));
                Assert.Equal(
                    evidence.Judgements.Select(Json).Order(StringComparer.Ordinal), past.Seasons.SelectMany(s => s.Hindsight.Judgements).Select(Json).Order(StringComparer.Ordinal));
            }
        }
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Histories)])]
    public void Begun_later_it_goes_on_as_if_it_had_begun_at_the_beginning(Lived lived)
    {
        var (rule, theatre) = Some(lived.Seed, 1)[0];
        var known = WalkPast.InOrder(lived.Facts, false);
        var from = known.Count == 0 ? Now : known[known.Count / 2].KnownFrom;

        var (whole, late) = (Try(lived, rule, theatre), Try(lived, rule, theatre, new(From: from)));

        var expected = whole.Seasons.SelectMany(s => s.Held.Where(h => h.To is null || h.To > from)
            .Select(h => $"{s.SeasonYear} {(h.From < from ? from : h.From)} {h.To} {h.Verdict}"));
        Assert.Equal(expected, late.Seasons.SelectMany(s => s.Held.Select(h => $"{s.SeasonYear} {h.From} {h.To} {h.Verdict}")));
        Assert.All(late.Seasons.Where(s => s.Fired), s => Assert.Equal(s.When == from, s.AtStart));
    }

    private static void StepsAreRunsFromNothing(Lived lived, Rule rule, Theatre theatre)
    {
        var past = Try(lived, rule, theatre);
        var engine = new TimelineEngine(PaperHistory.Gazetteer, [theatre], [rule]);
        foreach (var step in WalkPast.Of(engine, lived.Facts, false, null, Now))
        {
            var nothing = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [theatre], [rule], lived.Facts, step.At.InUtc().Date, step.At);

            Assert.Equal(nothing.Digest(), engine.Digest());
            Assert.Equal(SeasonsIn(nothing.Findings.Values), SeasonsAt(past, step.At));
            foreach (var season in past.Seasons.Where(s => s.When == step.At))
            {
                Assert.Equal(Json(nothing.EvidenceOf(rule.Id, theatre.Id) with { Judgements = [] }), Json(season.EvidenceThen));
                Assert.Equal(
                    nothing.Findings.Values.Where(f => f.SeasonYear == season.SeasonYear).Select(f => f.CorrelationId).Order(StringComparer.Ordinal),
                    season.First.Select(f => f.CorrelationId));
            }
        }
    }

    /// <summary>Told fact by fact, settled after each, every day reached in its turn; looked at when all of an instant had been told.</summary>
    private static SortedDictionary<int, List<StretchHeld>> LiveThrough(Lived lived, Rule rule, Theatre theatre)
    {
        var engine = new TimelineEngine(PaperHistory.Gazetteer, [theatre], [rule]);
        var seen = new SortedDictionary<int, List<StretchHeld>>();
        var facts = WalkPast.InOrder(lived.Facts, false);
        if (facts.Count == 0)
        {
            return seen;
        }

        var day = facts[0].KnownFrom.InUtc().Date;
        engine.Reach(day);
        engine.Settle();
        for (var n = 0; n <= facts.Count; n++)
        {
            var at = n < facts.Count ? facts[n].KnownFrom : Now;
            while (day < at.InUtc().Date)
            {
                day = day.PlusDays(1);
                engine.Reach(day);
                engine.Settle();
                // what became known as the day began is told with it
                var midnight = day.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
                if (at != midnight)
                {
                    Look(midnight);
                }
            }

            if (n == facts.Count)
            {
                break;
            }

            engine.Apply(facts[n]);
            engine.Settle();
            if (n + 1 == facts.Count || facts[n + 1].KnownFrom != at)
            {
                Look(at);
            }
        }

        return seen;

        void Look(Instant at)
        {
            var now = engine.Findings.Values.GroupBy(f => f.SeasonYear).ToDictionary(g => g.Key, g => g.Max(f => f.Verdict));
            foreach (var year in seen.Keys.Union(now.Keys).ToList())
            {
                seen.TryAdd(year, []);
                var (stretches, best) = (seen[year], now.TryGetValue(year, out var verdict) ? verdict : (Certainty?)null);
                var open = stretches is [.., { To: null } last] ? last : null;
                if (open?.Verdict == best)
                {
                    continue;
                }

                if (open is not null)
                {
                    stretches[^1] = open with { To = at };
                }

                if (best is { } holds)
                {
                    stretches.Add(new(at, null, holds));
                }
            }
        }
    }

    private static PastOfRule Try(Lived lived, Rule rule, Theatre theatre, BacktestOver? over = null) =>
        Backtest.Of(PaperHistory.Gazetteer, theatre, rule, lived.Facts, over ?? new(), Now);

    private static List<(Rule Rule, Theatre Theatre)> Some(int seed, int count)
    {
        var all = AnyOrderTests.Rules.SelectMany(r => AnyOrderTests.Theatres.Where(t => r.AppliesIn(t.Id)).Select(t => (r, t))).ToArray();
        new Random(seed).Shuffle(all);
        return [.. all[..count]];
    }

    private static IEnumerable<string> SeasonsIn(IEnumerable<Finding> findings) =>
        findings.GroupBy(f => f.SeasonYear).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Max(f => f.Verdict)}");

    private static IEnumerable<string> SeasonsAt(PastOfRule past, Instant at) => past.Seasons
        .Select(s => (s.SeasonYear, Held: s.Held.FirstOrDefault(h => h.From <= at && (h.To is null || at < h.To)))).Where(s => s.Held is not null)
        .Select(s => $"{s.SeasonYear} {s.Held!.Verdict}");

    private static IEnumerable<string> Words(SortedDictionary<int, List<StretchHeld>> seen) => seen.SelectMany(s => s.Value.Select(h => $"{s.Key} {h.From} {h.To} {h.Verdict}"));

    private static IEnumerable<string> Words(SeasonPast season)
    {
        Assert.Equal(season.Held[0].From, season.When);
        Assert.Equal(season.Held[^1].To, season.Fell);
        return season.Held.Select(h => $"{season.SeasonYear} {h.From} {h.To} {h.Verdict}");
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, TimelineJson.Options);
}
