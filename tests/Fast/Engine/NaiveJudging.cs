using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Engine;

/// <summary>What each season year, or each incident, says of a rule, read off the definitions once more: nothing is kept, every year is asked about.</summary>
internal sealed partial class NaiveMatcher
{
    internal sealed record Said(string Unit, int Season, string Cause, string Response, bool Judged, bool Held);

    private static readonly Selector AnyHarvest = new(Kind.Harvest);
    private static readonly Selector AnyClosing = new(Kind.PassClosure);

    public IReadOnlyList<Said> Judgements(Rule rule, Theatre theatre)
    {
        var found = Matches([rule], [theatre]).ToList();
        return rule.Kind switch
        {
            RuleKind.Chain => [.. Anchors(rule, theatre).Select(a => Chained(a, rule, theatre, found))],
            RuleKind.SeasonWindow => [.. Each(rule, theatre, found)],
            RuleKind.Near when rule.Near!.Route is not null => [.. Each(rule, theatre, found)],
            _ => [.. Enumerable.Range(1990, 25).Where(y => IsListed(y, rule, theatre)).Select(y => rule.Kind switch
            {
                RuleKind.Absence => OfAbsence(y, rule, theatre, found),
                RuleKind.DoseResponse => OfDose(y, rule, theatre, found),
                _ => OfSeason(y, rule, theatre, found),
            })],
        };
    }

    /// <summary>The last days on which anything is judged otherwise than on the next, for a rule in a theatre: good days to ask about.</summary>
    public IEnumerable<LocalDate> LastDays(Rule rule, Theatre theatre) => all.SelectMany(s => RecordedIn(s, theatre)).Where(y => y is >= 1996 and <= 2005).DefaultIfEmpty(1999).Distinct().SelectMany(y => new[]
    {
        Edges(rule, theatre, y).Closes.Latest, theatre.DaysOf(y).Latest, ExpectedIn(y, rule, theatre) is { Count: > 0 } days ? days[^1] : theatre.DaysOf(y).Latest,
    }).Select(last => last.PlusDays(Grace(theatre)))
        .Concat(all.Where(s => s.Onset is not null && s.Incident.Kind == rule.Cause.Kind).SelectMany(s => new[] { 60, 90, 120 }.Select(days => s.Onset!.Value.Latest.PlusDays(days))));

    private bool IsListed(int year, Rule rule, Theatre theatre) =>
        all.Exists(s => (s.Incident.Kind == rule.Cause.Kind || s.Incident.Kind == rule.Response?.Kind) && RecordedIn(s, theatre).Contains(year))
        || (rule.Kind == RuleKind.Chain && rule.Cause.Polarity == Polarity.Imminent
            && all.Exists(s => s.Incident.Kind == rule.Cause.Kind && s.Incident.Polarity == Polarity.Imminent && s.Incident.Scope != Scope.Comparator && Holds(theatre, s.Incident)
                && s.Onset is { } threat && DaysOf(threat).Exists(d => theatre.SeasonYearOf(d) == year)))
        || (rule.Kind == RuleKind.Absence && Watches((rule.Response ?? rule.Cause).Kind, theatre).Exists(w => DaysOf(w).Exists(d => theatre.SeasonYearOf(d) == year)))
        || (rule.Observed is { } observed && observed.From <= year && year <= observed.To && asOf is { } today && today >= theatre.DaysOf(year).Earliest);

    private List<int> RecordedIn(Seen s, Theatre theatre)
    {
        var incident = s.Incident;
        if (incident.Polarity == Polarity.Imminent || incident.Scope == Scope.Comparator || !(Holds(theatre, incident) || (incident.Polarity == Polarity.DidNotOccur && Covers(theatre, incident))))
        {
            return [];
        }

        var years = (incident.Polarity == Polarity.DidNotOccur ? Period(s) : s.Onset) is { } days ? DaysOf(days).Select(theatre.SeasonYearOf).Distinct().ToList() : [];
        return incident.Details is HarvestDetails { SeasonYear: { } stated } ? [stated]
            : incident is { Kind: Kind.Harvest, Polarity: Polarity.Occurred } && years.Count > 1 ? []
            : years;
    }

    private static bool IsObserved(Rule rule, int year) => rule.Observed is not { } observed || (observed.From <= year && year <= observed.To);

    private static List<string> Ids(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static bool IsCounted(Rule rule, Match match, string? anchor = null) => rule.Kind switch
    {
        RuleKind.Burst => Ids(match.Incidents).Count - Ids(match.Circular).Count >= rule.Burst!.AtLeast,
        RuleKind.Chain => Ids(match.Incidents).Exists(step => step != anchor && !Ids(match.Circular).Contains(step)),
        _ => match.Circular.Length == 0,
    };

    private Said OfSeason(int year, Rule rule, Theatre theatre, List<Match> found)
    {
        var asked = rule.Response ?? rule.Cause;
        var responses = all.FindAll(s => s.Onset is not null && Selects(asked, s.Incident) && s.Incident.Scope != Scope.Comparator && s.Incident.Polarity == (asked.Polarity ?? Polarity.Occurred)
            && (rule.Count == CountWhat.Parts || !s.IsPart) && RecordedIn(s, theatre).Contains(year) && LyingThere(s, rule).MayLie);
        var whole = rule.Kind == RuleKind.GatedWindow ? rule with { Count = CountWhat.Whole } : rule;
        var yes = rule.Response is null ? [] : Asked(rule.Cause, whole, theatre, year, For);
        var cause = rule.Response is null ? "present"
            : yes.Count > 0 ? yes.TrueForAll(c => IsAdrift(c) || responses.Exists(r => FamilyOf(r.Id).Overlaps(c.Incident.DerivedFrom))) ? "circular" : "present"
            : Asked(rule.Cause, whole, theatre, year, Against).Count > 0 ? "absent" : "unknown";
        var came = asked.Polarity is not (null or Polarity.Occurred)
            ? Asked(asked, rule, theatre, year, For).Count > 0 ? "present" : Asked(asked, rule, theatre, year, Against).Count > 0 ? "absent" : "unknown"
            : responses.Exists(s => LiesIn(s, s.Onset!.Value, theatre, year) && LyingThere(s, rule).Surely) ? "present"
            : None(asked, theatre, year, Window(rule with { Season = null }, theatre, year)).Exists(n => Position(n) is null || LyingThere(n, rule).MayLie) ? "absent" : "unknown";
        var last = rule.Kind == RuleKind.Burst ? theatre.DaysOf(year).Latest : Edges(rule, theatre, year).Closes.Latest;
        var judged = IsObserved(rule, year) && IsOver(last, theatre) && (cause is "present" or "absent") && came != "unknown";
        return new($"{year}", year, cause, came, judged, judged && (cause == "absent" ? came == "absent" : came == "present" && found.Exists(m => m.Season == year && IsCounted(rule, m))));
    }

    private (bool MayLie, bool Surely) LyingThere(Seen s, Rule rule) => rule.Kind == RuleKind.Follows ? BesideRoute(s, rule) : (true, true);

    private bool IsAdrift(Seen s) => s.Incident.DerivedFrom.Any(from => all.TrueForAll(x => x.Id != from));

    private bool IsOver(LocalDate last, Theatre theatre) => asOf is { } today && today > last.PlusDays(Grace(theatre));

    private static List<Seen> Asked(Selector side, Rule rule, Theatre theatre, int year, Func<Selector, Rule, Theatre, int, List<Seen>> ask) =>
        side.Polarity == Polarity.Imminent ? [] : ask(side, rule, theatre, year);

    private List<LocalDate> ExpectedIn(int year, Rule rule, Theatre theatre)
    {
        var causes = rule.Kind != RuleKind.Absence || rule.Response is null ? [] : For(rule.Cause, rule, theatre, year);
        return rule.Kind != RuleKind.Absence || (rule.Response is not null && causes.Count == 0) ? []
            : rule.Season is not null ? DaysOf(theatre.DaysOf(year)).FindAll(d => IsDeclared(rule.Season, d))
            : DaysOf(new(causes.Min(c => Compared(rule.Cause, c)!.Value.Earliest).PlusDays(rule.MinLagDays!.Value), causes.Max(c => Compared(rule.Cause, c)!.Value.Latest).PlusDays(rule.MaxLagDays!.Value)));
    }

    private Said OfAbsence(int year, Rule rule, Theatre theatre, List<Match> found)
    {
        var asked = rule.Response ?? rule.Cause;
        var yes = rule.Response is null ? [] : For(rule.Cause, rule, theatre, year);
        var cause = rule.Response is null || yes.Count > 0 ? "present" : Against(rule.Cause, rule, theatre, year).Count > 0 ? "absent" : "unknown";
        string response;
        var (days, over) = (ExpectedIn(year, rule, theatre), false);
        if (days.Count == 0)
        {
            response = For(asked, rule, theatre, year).Count > 0 ? "present" : Against(asked, rule, theatre, year).Count > 0 ? "absent" : "unknown";
        }
        else
        {
            over = IsOver(days[^1], theatre);
            var stretch = new UncertainDate(days[0], days[^1]);
            var came = all.Where(s => Counts(s, asked, rule, theatre)).Select(s => Compared(asked, s)!.Value).Any(d => rule.Season is not null
                ? DaysOf(d).TrueForAll(days.Contains)
                : yes.Exists(c => Pairs(Compared(rule.Cause, c)!.Value, d, rule.MinLagDays!.Value, rule.MaxLagDays!.Value) is var p && p.Held == p.All));
            response = came ? "present" : None(asked, theatre, year, stretch).Count + Watches(asked.Kind, theatre, year, stretch).Count > 0 ? "absent" : "unknown";
        }

        cause = found.Exists(m => m.Season == year && !IsCounted(rule, m)) ? "circular" : cause;
        var judged = IsObserved(rule, year) && over && cause == "present" && response != "unknown";
        return new($"{year}", year, cause, response, judged, judged && response == "absent");
    }

    private Said OfDose(int year, Rule rule, Theatre theatre, List<Match> found)
    {
        var causes = For(rule.Cause, rule, theatre, year);
        var cause = found.Exists(m => m.Season == year && !IsCounted(rule, m)) ? "circular"
            : causes.Exists(c => Amount(c, rule.Dose!.Unit) is not null) ? "present"
            : causes.Count == 0 && Against(rule.Cause, rule, theatre, year).Count > 0 ? "absent" : "unknown";
        var response = Came(rule.Response!, rule, theatre, year).Count > 0 ? "present" : Against(rule.Response!, rule, theatre, year).Count > 0 ? "absent" : "unknown";
        var judged = IsObserved(rule, year) && IsOver(theatre.DaysOf(year).Latest, theatre) && (cause is "present" or "absent") && response != "unknown";
        return new($"{year}", year, cause, response, judged, false);
    }

    private IEnumerable<Said> Each(Rule rule, Theatre theatre, List<Match> found)
    {
        foreach (var s in all.Where(s => Counts(s, rule.Cause, rule, theatre)))
        {
            var year = Season(theatre, Compared(rule.Cause, s)!.Value);
            var (isFound, isPlaced) = (found.Exists(m => m.Incidents == s.Id), rule.Near is null || Position(s) is not null);
            yield return new(s.Id, year, "present", isFound ? "present" : isPlaced ? "absent" : "unknown", IsObserved(rule, year) && isPlaced, IsObserved(rule, year) && isFound);
        }
    }

    private List<Seen> Anchors(Rule rule, Theatre theatre) => all.FindAll(s => Counts(s, rule.Cause, rule, theatre));

    private Said Chained(Seen anchor, Rule rule, Theatre theatre, List<Match> found)
    {
        var year = Season(theatre, anchor.Onset!.Value);
        var match = found.Find(m => m.Id == Key(rule, theatre, anchor.Id));
        var complete = match is not null && rule.Steps.All(step => StepsOf(anchor, rule, theatre).Shares.Exists(s => s.Step == step));
        var (known, ended) = anchor.Incident is { Kind: Kind.HostageTaking, Polarity: Polarity.Occurred } ? Outcome(anchor) : (complete || IsPast(anchor, rule.Steps.Max(s => s.WithinDays)), ChainOutcome.Released);
        var narrowed = rule.Steps.Any(s => s.Of.MinGrade is not null || s.Of.Places is not null || s.Of.Subkinds is not null || s.Of.Polarity is not (null or Polarity.Occurred));
        var held = IsObserved(rule, year) && known && match is not null && IsCounted(rule, match, anchor.Id) && (ended == ChainOutcome.Ransomed && !narrowed || (ended is ChainOutcome.Ransomed or ChainOutcome.Released && complete));
        return new(anchor.Id, year, "present", match is not null ? "present" : known ? "absent" : "unknown", IsObserved(rule, year) && known, held);
    }

    private bool IsPast(Seen anchor, int days) => asOf is { } today && today > anchor.Onset!.Value.Latest.PlusDays(days);

    /// <summary>How a taking ended, the gravest word first, and whether that is known.</summary>
    private (bool IsKnown, ChainOutcome Outcome) Outcome(Seen taking)
    {
        var names = NamesOf(taking);
        List<Seen> Linked(string rel) => all.FindAll(s => s.Id != taking.Id && s.Incident.Counts && s.Incident.Links.Any(l => l.Rel == rel && names.Contains(l.To)));
        var (ransoms, releases) = (Linked(Relations.RansomFor), Linked(Relations.ReleaseOf));
        if (ransoms.Concat(releases).Any(s => s.Onset is { } days && days.Latest < taking.Onset!.Value.Earliest))
        {
            return (false, ChainOutcome.Inconsistent);
        }

        bool Ended(ReleaseOutcome how) => releases.Exists(r => r.Incident.Details is ReleaseDetails d && d.Outcome == how);
        return Ended(ReleaseOutcome.Killed) ? (true, ChainOutcome.Killed)
            : Ended(ReleaseOutcome.Escaped) ? (true, ChainOutcome.Escaped)
            : Ended(ReleaseOutcome.Rescued) ? (true, ChainOutcome.Rescued)
            : Ended(ReleaseOutcome.Ransomed) || ransoms.Exists(r => r.Incident.Details is RansomDetails { State: RansomState.Paid }) ? (true, ChainOutcome.Ransomed)
            : releases.Count > 0 ? (true, ChainOutcome.Released)
            : (false, ChainOutcome.Unknown);
    }
}
