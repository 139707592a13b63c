using NodaTime;
using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using static Timeline.Engine.Statistics.SayTier;

namespace Timeline.Engine;

/// <summary>Puts what a rule is worth in full, for who wants to check it: what the evidence leaves out because it would be told anew with every report.</summary>
internal static class ExplainEvidence
{
    /// <summary>No more matches than this are listed; the others are found by the correlations of the rule.</summary>
    public const int MostMatches = 200;

    /// <param name="works">All rules at work in the theatre, weighed.</param>
    /// <param name="called">Those of them that may be called.</param>
    public static EvidenceExplained Of(RuleInTheatre work, IReadOnlyList<RuleInTheatre> works, IReadOnlyList<Passing> called, Situation now)
    {
        var tested = works.Where(w => w.Tested?.P is not null).ToList();
        var place = tested.IndexOf(work);
        var without = work.Tested?.Ladder?.Without.Value ?? [];
        var left = without.Select(w => new PWithoutSeason(w.Season, w.P)).ToList();
        var (cause, response) = FindNearestMiss.Of(work, now);
        return new(
            work.Rule.Id, work.Rule.Version, work.Theatre.Theatre.Id, now.AsOf, work.Evidence, work.Tested?.Parts ?? [],
            place < 0 ? null : FalseDiscovery.BenjaminiHochberg([.. tested.Select(w => w.Tested!.P!.Value)])[place], tested.Count,
            LookOf(work, called.FirstOrDefault(p => p.Rule == work.Rule.Id), now),
            [.. without.Count > 0 ? without.Select(w => w.Season) : work.Seen.Used.Select(s => s.SeasonYear)], NotUsed(work, without),
            left, left.MaxBy(w => w.P),
            [.. MatchesOf(work)], work.Count, cause, response, RevisedOf(work, now), WatchOpenWindows.Of(work, now));
    }

    private static List<SeasonNotUsed> NotUsed(RuleInTheatre work, IReadOnlyList<WithoutASeason> without)
    {
        // a table and a comparison of doses cannot use every season that could be observed
        var passedOver = without.Count == 0 ? [] : work.Seen.Used.Where(s => without.All(w => w.Season != s.SeasonYear)).Select(s => new SeasonNotUsed(
            s.SeasonYear, s.Cause == "circular" ? "the date of its cause was worked out from what it is tested against" : "of its cause or its response no source gives an amount"));
        return [.. work.Seen.LeftOut().Select(l => new SeasonNotUsed(l.Season, l.Why)).Concat(passedOver).OrderBy(s => s.SeasonYear)];
    }

    private static IEnumerable<MatchExplained> MatchesOf(RuleInTheatre work) =>
        work.All.OrderBy(f => f.SeasonYear).ThenBy(f => f.CorrelationId, StringComparer.Ordinal).Take(MostMatches).Select(f => new MatchExplained(
            f.CorrelationId, f.SeasonYear, f.Incidents, f.Verdict, f.Share, f.Lag, WeighEvidence.IsCounted(work.Rule, f) && WeighEvidence.IsObserved(work.Rule, f.SeasonYear)));

    private static LookMade LookOf(RuleInTheatre work, Passing? called, Situation now)
    {
        var looks = work.Looks.Count;
        var (p, e) = (work.Anew?.P, work.Anew is { P: { } own } anew ? anew.E ?? EValue.FromPByRoot(own) : (double?)null);
        var level = looks == 0 ? (double?)null : DeclaredLook.Level(CallRules.Alpha, looks);
        var next = work.Seen.All.Where(s => !s.IsUsed && WeighEvidence.IsObserved(work.Rule, s.SeasonYear) && work.Seen.IsLookedAt(s))
            .Select(s => (s.SeasonYear, On: ObserveSeasons.UsableOn(s.SeasonYear, work))).Where(s => now.AsOf is not { } day || s.On > day).OrderBy(s => s.On).FirstOrDefault();
        var on = next == default ? (LocalDate?)null : next.On;
        var says = called?.Why
            ?? "Provisional, no alert: " + (looks == 0 ? "only seasons that began after this version was put in force are looked at, and none of them can be used yet."
                : p is not { } found ? $"what the {Count(looks, "season", "seasons")} looked at say cannot be tested."
                : $"at look {looks}, after the season of {work.Looks[^1]}, p is {Number(found)}; that look may spend {Number(level!.Value)}, and less among other rules.");
        return new(
            looks, looks == 0 ? null : work.Looks[^1], level, p, e, called is not null, called is null, on,
            says + (on is { } day ? $" The next look is on {day:uuuu-MM-dd}, when the season of {next.SeasonYear} is over and its reports had time to come; until then what is new is provisional." : ""));
    }

    private static RevisedIncidents RevisedOf(RuleInTheatre work, Situation now)
    {
        var rule = work.Rule;
        var sides = new[] { rule.Cause, rule.Response, rule.Closes }.OfType<Selector>().Concat(rule.Steps.Select(s => s.Of)).ToList();
        var all = work.Seen.Used.SelectMany(s => sides.SelectMany(side => work.Theatre.In(s.SeasonYear, side.Kind).Where(one => side.Selects(one, work.Theatre.Gazetteer)))).Select(s => s.Id)
            .Distinct(StringComparer.Ordinal).ToList();
        var revised = all.Select(now.Revised).OfType<Instant>().ToList();
        var since = revised.Count(at => at > rule.Published);
        return new(
            revised.Count, since, all.Count,
            revised.Count == 0 ? $"None of the {Count(all.Count, "incident", "incidents")} it looks at was revised."
                : $"{revised.Count} of {Count(all.Count, "incident", "incidents")} it looks at {(revised.Count == 1 ? "was" : "were")} revised, {since} after this version was put in force. "
                    + "A correction that was made because of the rule would void it.");
    }
}
