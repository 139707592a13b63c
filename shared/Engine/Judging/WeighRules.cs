using NodaTime;
using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// Says what each rule is worth, among the others of its theatre: every rule that was tested is one more chance to be fooled, and they share events.
/// Nothing is worked out before it is asked for, so that taking in facts never waits for statistics; what was worked out is kept until something
/// that it rests on is another. Any number may ask at once, as long as nothing new is told.
/// </summary>
internal sealed class WeighRules(RulesAtWork rules, Situation now)
{
    private readonly Lock one = new();
    private readonly HashSet<TheatreSeasons> stale = [];
    private readonly Dictionary<TheatreSeasons, IReadOnlyList<Passing>> passing = [];
    private LocalDate? listed;

    /// <summary>Takes note of what one Settle looked at.</summary>
    /// <param name="anchored">The incidents that may be judged otherwise by themselves, by theatre; each of these is looked at.</param>
    /// <returns>Rules and theatres whose evidence may say something else now, by rule, then by theatre.</returns>
    public List<(string Rule, string Theatre)> Touch(ToLookAt look, IReadOnlyDictionary<TheatreSeasons, List<Register.Entry>> anchored)
    {
        var newDay = listed != now.AsOf;
        listed = now.AsOf;
        var may = new List<RuleInTheatre>();
        // a new day may turn an open chain anywhere; else nothing is another where nothing was looked at
        foreach (var theatre in newDay ? now.Theatres : look.Theatres)
        {
            var years = look.YearsIn(theatre);
            var works = rules.In(theatre);
            var alone = anchored.TryGetValue(theatre, out var incidents) ? ByThemselves(incidents, works) : [];
            var before = may.Count;
            // a season that was looked at is looked at by every rule that is tested, so that those which share their chances to be fooled are listed with it
            foreach (var work in works)
            {
                if (work.Touch(years, alone, newDay))
                {
                    may.Add(work);
                }
            }

            if (may.Count > before || years.Count > 0)
            {
                stale.Add(theatre);
            }
        }

        if (may.Count == 0)
        {
            return [];
        }

        may.Sort((a, b) => string.CompareOrdinal(a.Rule.Id, b.Rule.Id) is var byRule && byRule != 0 ? byRule : string.CompareOrdinal(a.Theatre.Theatre.Id, b.Theatre.Theatre.Id));
        return may.ConvertAll(w => (w.Rule.Id, w.Theatre.Theatre.Id));
    }

    public Evidence Of(RuleInTheatre work)
    {
        lock (one)
        {
            Weigh(work.Theatre);
            return work.Evidence;
        }
    }

    public IReadOnlyList<SeasonObserved> SeenBy(RuleInTheatre work)
    {
        lock (one)
        {
            work.Observe(now);
            return work.Seen.All;
        }
    }

    /// <summary>The evidence of a rule in full.</summary>
    public EvidenceExplained Explain(RuleInTheatre work)
    {
        lock (one)
        {
            Weigh(work.Theatre);
            return ExplainEvidence.Of(work, [.. rules.In(work.Theatre)], CalledIn(work.Theatre), now);
        }
    }

    /// <summary>The rules of a theatre whose evidence may be called.</summary>
    public IReadOnlyList<Passing> PassingIn(TheatreSeasons theatre)
    {
        lock (one)
        {
            Weigh(theatre);
            return CalledIn(theatre);
        }
    }

    /// <summary>Why a rule that could be called in a theatre no longer can.</summary>
    public string WhyNotPassing(string rule, int version, TheatreSeasons theatre)
    {
        lock (one)
        {
            Weigh(theatre);
            var all = rules.In(theatre).ToList();
            return CallRules.WhyNot(all.Find(w => w.Rule.Id == rule), version, all.Count);
        }
    }

    private static List<(string Id, Kind? Kind)> ByThemselves(List<Register.Entry> incidents, IReadOnlyList<RuleInTheatre> works) =>
        works.Any(w => Judging.IsByIncident(w.Rule)) ? incidents.ConvertAll(e => (e.Id, e.Standing?.Kind)) : [];

    private IReadOnlyList<Passing> CalledIn(TheatreSeasons theatre) =>
        passing.TryGetValue(theatre, out var called) ? called : passing[theatre] = CallRules.In([.. rules.In(theatre)]);

    private void Weigh(TheatreSeasons theatre)
    {
        if (!stale.Remove(theatre))
        {
            return;
        }

        passing.Remove(theatre);
        var works = rules.In(theatre).ToList();
        works.ForEach(w => w.Judge(now));
        works.ForEach(w => w.Test(now));
        var tested = works.FindAll(w => w.Tested?.P is not null);
        var q = FalseDiscovery.BenjaminiYekutieli([.. tested.Select(w => w.Tested!.P!.Value)]);
        var adjusted = tested.Select((w, i) => (Work: w, Q: q[i])).ToDictionary(w => w.Work, w => w.Q);
        works.ForEach(w => w.Weigh(adjusted.TryGetValue(w, out var own) ? own : null));
    }
}
