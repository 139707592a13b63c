using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Which past a rule is tried on.</summary>
/// <param name="From">What was known by this instant is known at the start; null begins with what became known first.</param>
/// <param name="To">The last instant; counts. Null goes on to now.</param>
/// <param name="ByRecorded">Facts became known when they were recorded here, not when the world knew.</param>
/// <param name="CountCircular">Circular dates count like others.</param>
public sealed record BacktestOver(Instant? From = null, Instant? To = null, bool ByRecorded = false, bool CountCircular = false);

/// <summary>Tries a rule on the past: what it would have said as the facts became known (<see cref="WalkPast"/>), beside what it says of all of them together.</summary>
/// <remarks>A season fires when something meets the rule in it, whether certainly or possibly, counted or circular; that is what a match alert would have told.</remarks>
public static class Backtest
{
    /// <param name="facts">All that is recorded and can matter to the theatre, in any order.</param>
    /// <param name="now">The instant of asking: hindsight is what was known by then, as of its day.</param>
    /// <param name="told">Hears how many of how many facts have been told, after every step.</param>
    /// <exception cref="ArgumentException">The rule does not apply in the theatre.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PastOfRule Of(
        Gazetteer gazetteer, Theatre theatre, Rule rule, IReadOnlyCollection<Fact> facts, BacktestOver over, Instant now, Action<int, int>? told = null, CancellationToken stop = default)
    {
        if (!rule.AppliesIn(theatre.Id))
        {
            throw new ArgumentException($"the rule does not apply in '{theatre.Id}'", nameof(theatre));
        }

        var to = over.To is { } asked && asked < now ? asked : now;
        var engine = new TimelineEngine(gazetteer, [theatre], [rule], over.CountCircular);
        var seasons = new SortedDictionary<int, SeasonOnTheWay>();
        var (steps, count, from) = (0, 0, (Instant?)null);
        foreach (var step in WalkPast.Of(engine, facts, over.ByRecorded, over.From, to, stop))
        {
            from ??= step.At;
            Take(step, step.At == from && over.From is not null);
            (steps, count) = (steps + 1, step.Told);
            told?.Invoke(step.Told, facts.Count);
        }

        engine.Settle();
        var then = Worth(engine);
        var hindsight = InHindsight(engine, facts, over.ByRecorded, to, now, stop);
        told?.Invoke(facts.Count, facts.Count);
        var past = Seasons().ToList();
        return new(
            rule.Id, rule.Version, theatre.Id, over.ByRecorded ? "recorded" : "known", from ?? to, to, over.CountCircular, Says(past), count, steps, past,
            then, hindsight with { Judgements = [] });

        void Take(WalkPast.Step step, bool atStart)
        {
            foreach (var year in step.Changes.Findings.SelectMany(Moved).Distinct().ToList())
            {
                if (seasons[year].See(step.At, atStart))
                {
                    seasons[year].EvidenceThen = Worth(engine);
                }
            }
        }

        IEnumerable<int> Moved(FindingChange change)
        {
            if (change.Before is { } before)
            {
                SeasonOf(before).Held.Remove(before.CorrelationId);
                yield return before.SeasonYear;
            }

            if (change.After is { } after)
            {
                SeasonOf(after).Held[after.CorrelationId] = after;
                yield return after.SeasonYear;
            }
        }

        SeasonOnTheWay SeasonOf(Finding finding)
        {
            if (!seasons.TryGetValue(finding.SeasonYear, out var season))
            {
                seasons[finding.SeasonYear] = season = new();
            }

            return season;
        }

        Evidence Worth(TimelineEngine at) => at.EvidenceOf(rule.Id, theatre.Id) with { Judgements = [] };

        IEnumerable<SeasonPast> Seasons()
        {
            var matches = engine.Findings.Values.OrderBy(f => f.CorrelationId, StringComparer.Ordinal).ToLookup(f => f.SeasonYear);
            var judgements = hindsight.Judgements.ToLookup(j => j.SeasonYear);
            var lead = new CountLead(rule, engine);
            foreach (var year in seasons.Keys.Concat(matches.Select(m => m.Key)).Concat(judgements.Select(j => j.Key)).Concat(engine.SeasonYears(theatre.Id)).Distinct().Order())
            {
                var season = seasons.GetValueOrDefault(year) ?? new();
                var fired = season.Stretches.Count > 0;
                yield return new(
                    year, fired, season.When, season.AtStart, [.. season.First.Select(f => MatchPast.Of(rule, f))], fired ? season.Stretches[^1].To : null, season.Stretches,
                    season.When is { } when ? lead.Days(season.First, when.InUtc().Date) : null, season.EvidenceThen,
                    new(
                        matches[year].Any(), matches[year].Any() ? matches[year].Max(f => f.Verdict) : null, [.. matches[year].Select(f => MatchPast.Of(rule, f))],
                        [.. judgements[year]]));
            }
        }

        Evidence InHindsight(TimelineEngine at, IEnumerable<Fact> all, bool byRecorded, Instant last, Instant today, CancellationToken token)
        {
            foreach (var fact in all.Where(f => f.KnownSince(byRecorded) > last && f.KnownSince(byRecorded) <= today))
            {
                token.ThrowIfCancellationRequested();
                at.Apply(fact);
            }

            at.Reach(today.InUtc().Date);
            at.Settle();
            return at.EvidenceOf(rule.Id, theatre.Id);
        }
    }

    private static string Says(List<SeasonPast> seasons)
    {
        var (fired, holds) = (seasons.FindAll(s => s.Fired), seasons.FindAll(s => s.Hindsight.Holds));
        var (vain, missed) = (fired.Except(holds).Count(), holds.Except(fired).Count());
        return $"It would have fired in {fired.Count} of {Say.Count(seasons.Count, "season", "seasons")}; in hindsight it is met in {holds.Count}."
            + (vain > 0 ? $" In {vain} it fired and is not met in hindsight." : "")
            + (missed > 0 ? $" In {missed} it is met in hindsight and had not fired." : "");
    }

    /// <summary>What met the rule in a season at one time after another.</summary>
    private sealed class SeasonOnTheWay
    {
        public Dictionary<string, Finding> Held { get; } = new(StringComparer.Ordinal);
        public List<StretchHeld> Stretches { get; } = [];
        public IReadOnlyList<Finding> First { get; private set; } = [];
        public Instant? When { get; private set; }
        public bool AtStart { get; private set; }
        public Evidence? EvidenceThen { get; set; }

        /// <summary>Looks at it as it stands at an instant.</summary>
        /// <returns>Whether it is met now for the first time.</returns>
        public bool See(Instant at, bool atStart)
        {
            Certainty? best = Held.Count == 0 ? null : Held.Values.Max(f => f.Verdict);
            var open = Stretches is [.., { To: null } last] ? last : null;
            if (best == open?.Verdict)
            {
                return false;
            }

            if (open is not null)
            {
                Stretches[^1] = open with { To = at };
            }

            if (best is { } verdict)
            {
                Stretches.Add(new(at, null, verdict));
            }

            if (When is not null)
            {
                return false;
            }

            (When, AtStart, First) = (at, atStart, [.. Held.Values.OrderBy(f => f.CorrelationId, StringComparer.Ordinal)]);
            return true;
        }
    }
}
