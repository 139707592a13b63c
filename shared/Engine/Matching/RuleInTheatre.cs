using System.Runtime.InteropServices;
using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>A rule at work in one theatre: what it finds there and what that is worth.</summary>
internal sealed class RuleInTheatre(Rule rule, TheatreSeasons theatre)
{
    private readonly HashSet<int> toJudge = [];
    private readonly HashSet<int> toObserve = [];
    private readonly HashSet<string> toJudgeAlone = new(StringComparer.Ordinal);
    private readonly bool isByIncident = Judging.IsByIncident(rule);
    private bool isNew = true;
    private bool toWeigh = true;
    private LocalDate? testedOn;
    private double? adjusted;
    private readonly Dictionary<string, Ids> byIncident = new(StringComparer.Ordinal);
    private readonly Dictionary<int, HashSet<string>> bySeason = [];
    private readonly Dictionary<string, Finding> findings = new(StringComparer.Ordinal);

    public Rule Rule { get; } = rule;
    public TheatreSeasons Theatre { get; } = theatre;

    /// <summary>What it finds, by id, where it does not look for pairs.</summary>
    public IReadOnlyDictionary<string, Finding> Findings => findings;

    /// <summary>What it finds where it looks for pairs (<see cref="PairMatcher"/>).</summary>
    public PairsFound Pairs { get; } = new();

    /// <summary>How many matches there are, counted or not.</summary>
    public int Count => findings.Count + Pairs.Count;

    public Tally Tally { get; } = new();

    public SeasonsSeen Seen { get; } = new(rule, theatre.Theatre);

    /// <summary>As it was weighed last (<see cref="WeighRules"/>).</summary>
    public Evidence Evidence { get; private set; } = WeighEvidence.Nothing;

    /// <summary>What the test against chance says; null where there is none.</summary>
    public Tested? Tested { get; private set; }

    /// <summary>What the test says of the seasons that the rule cannot have been made from alone; null where there is none.</summary>
    public Tested? Anew { get; private set; }

    /// <summary>The seasons of <see cref="Anew"/>, earliest first.</summary>
    public IReadOnlyList<int> Looks { get; private set; } = [];

    public Matcher Matcher { get; } = MatchRule.Of(rule, theatre);

    /// <summary>All findings, in no order.</summary>
    public IEnumerable<Finding> All => Matcher is PairMatcher pairs ? Pairs.All().Select(pairs.FindingOf) : findings.Values;

    /// <summary>The ids of all findings, in no order.</summary>
    public IEnumerable<string> Ids => Matcher is PairMatcher pairs ? Pairs.All().Select(pairs.IdOf) : findings.Keys;

    public IEnumerable<string> IdsInSeason(int year) => Matcher is PairMatcher pairs ? Pairs.InSeason(year).Select(pairs.IdOf)
        : bySeason.TryGetValue(year, out var ids) ? ids : [];

    /// <summary>Whether any match that counts lies in a season year.</summary>
    public bool HasCountedIn(int year) => Matcher is PairMatcher ? Pairs.InSeason(year).Any(p => p.IsCounted)
        : bySeason.TryGetValue(year, out var ids) && ids.Any(id => WeighEvidence.IsCounted(Rule, findings[id]));

    /// <param name="key">The last part of its id.</param>
    public Finding? Find(string id, string key)
    {
        if (Matcher is not PairMatcher pairs)
        {
            return findings.GetValueOrDefault(id);
        }

        // an id of an incident may have a tilde in it too
        for (var at = key.IndexOf('~', StringComparison.Ordinal); at >= 0; at = key.IndexOf('~', at + 1))
        {
            if (Pairs.Find(key[..at], key[(at + 1)..]) is { } pair)
            {
                return pairs.FindingOf(pair);
            }
        }

        return null;
    }

    /// <summary>The ids of the findings that an incident is part of; of a rule that does not look for pairs.</summary>
    public IReadOnlyList<string> IdsWith(string incident) => byIncident.TryGetValue(incident, out var ids) ? ids.All : [];

    public IEnumerable<Finding> With(string incident) => IdsWith(incident).Select(id => findings[id]);

    /// <summary>What the matches of a response say of it together.</summary>
    /// <returns>The best of their verdicts, whether any counts, and whether in none its date was worked out from what it is tested against.</returns>
    public (Certainty Verdict, bool IsCounted, bool HasOwnDate) SeenOf(string response)
    {
        var (verdict, isCounted, hasOwnDate) = (Certainty.Impossible, false, true);
        if (Matcher is PairMatcher)
        {
            foreach (var (pair, isFirst) in Pairs.With(response))
            {
                // of a lag the response is the second; of two that are near one another either may be
                if (!isFirst || Rule.Kind != RuleKind.Follows)
                {
                    verdict = (Certainty)Math.Max((int)verdict, (int)pair.Verdict);
                    isCounted |= pair.IsCounted;
                    hasOwnDate &= (pair.Circular & (isFirst ? CircularSides.First : CircularSides.Second)) == 0;
                }
            }
        }
        else
        {
            foreach (var finding in With(response))
            {
                verdict = (Certainty)Math.Max((int)verdict, (int)finding.Verdict);
                isCounted |= WeighEvidence.IsCounted(Rule, finding);
                hasOwnDate &= finding.NotCounted.All(n => n.IncidentId != response);
            }
        }

        return (verdict, isCounted, hasOwnDate);
    }

    public void Add(Finding finding)
    {
        // one is found twice where two of its incidents were touched, and counts once
        Remove(finding.CorrelationId);
        findings[finding.CorrelationId] = finding;
        Tally.Count(Rule, finding.SeasonYear, finding.Verdict, WeighEvidence.IsCounted(Rule, finding), 1);
        if (!bySeason.TryGetValue(finding.SeasonYear, out var inSeason))
        {
            bySeason[finding.SeasonYear] = inSeason = new(StringComparer.Ordinal);
        }

        inSeason.Add(finding.CorrelationId);
        foreach (var incident in finding.Incidents)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(byIncident, incident, out _).Add(finding.CorrelationId);
        }
    }

    public Finding? Remove(string id)
    {
        if (findings.Remove(id, out var finding))
        {
            Tally.Count(Rule, finding.SeasonYear, finding.Verdict, WeighEvidence.IsCounted(Rule, finding), -1);
            bySeason[finding.SeasonYear].Remove(id);
            foreach (var incident in finding.Incidents)
            {
                CollectionsMarshal.GetValueRefOrNullRef(byIncident, incident).Remove(id);
            }
        }

        return finding;
    }

    public void Add(in FoundPair pair)
    {
        Pairs.Add(pair);
        Tally.Count(Rule, pair.Season, pair.Verdict, pair.IsCounted, 1);
    }

    /// <summary>Takes out the pairs that an incident is part of.</summary>
    public List<FoundPair> TakeWith(string incident)
    {
        var taken = Pairs.TakeWith(incident);
        foreach (var pair in taken)
        {
            Tally.Count(Rule, pair.Season, pair.Verdict, pair.IsCounted, -1);
        }

        return taken;
    }

    /// <summary>Takes note of what one Settle looked at in the theatre. Nothing is judged before somebody asks.</summary>
    /// <param name="incidents">Those that may be judged otherwise by themselves.</param>
    /// <returns>Whether the evidence may say something else now.</returns>
    public bool Touch(IReadOnlySet<int> years, IEnumerable<(string Id, Kind? Kind)> incidents, bool newDay)
    {
        var may = Tally.TakeTouched() || isNew || (newDay && Seen.HasOpenChain);
        isNew = false;
        if (isByIncident)
        {
            foreach (var (id, kind) in incidents)
            {
                // what is not of the rule's kind, and never was, has nothing to say of it
                if (kind == Rule.Cause.Kind || Tally.Of(id) is not null)
                {
                    may = true;
                    toJudgeAlone.Add(id);
                }
            }
        }
        else
        {
            may |= years.Count > 0;
            toJudge.UnionWith(years);
        }

        if (isByIncident && TestRule.Has(Rule))
        {
            may |= years.Count > 0;
            toObserve.UnionWith(years);
        }

        return may;
    }

    /// <summary>Judges anew what was touched since the last time.</summary>
    public void Judge(Situation now)
    {
        foreach (var year in toJudge)
        {
            Judging.Season(year, this, now);
        }

        foreach (var id in toJudgeAlone)
        {
            Judging.Incident(id, this, now);
        }

        if (TestRule.Has(Rule))
        {
            toObserve.UnionWith(toJudge);
        }

        toJudge.Clear();
        toJudgeAlone.Clear();
    }

    /// <summary>Looks anew at the seasons that were touched since the last time.</summary>
    public void Observe(Situation now)
    {
        Judge(now);
        foreach (var year in toObserve)
        {
            Seen.Replace(year, ObserveSeasons.In(year, this, now));
        }

        toObserve.Clear();
    }

    /// <summary>Makes the test anew where anything that it looks at is another than before.</summary>
    public void Test(Situation now)
    {
        Observe(now);
        if (Seen.TakeChanged() | (Seen.HasOpenChain && testedOn != now.AsOf))
        {
            Tested = TestRule.Of(Rule, Seen, now.AsOf);
            var fresh = Seen.HasDiscoveryData ? Seen.OfNewData() : Seen;
            Looks = [.. fresh.Used.Select(s => s.SeasonYear)];
            Anew = fresh == Seen ? Tested : Looks.Count == 0 ? null : TestRule.Of(Rule, fresh, now.AsOf);
            testedOn = now.AsOf;
            toWeigh = true;
        }
    }

    /// <summary>Says what the rule is worth, among the others.</summary>
    /// <param name="q">The p adjusted for all rules that were tested; null where this one was not.</param>
    public void Weigh(double? q)
    {
        if (Tally.TakeChanged() | toWeigh | q != adjusted)
        {
            (toWeigh, adjusted) = (false, q);
            Evidence = WeighEvidence.Of(Rule, Tally, Count, Tested, q, Seen.HasDiscoveryData);
        }
    }
}
