using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "B after the end of A and before C". The opening must be recorded: a usual date is never a cause. A closing that is not recorded is
/// taken as usual, and the explanation says so. Where the opening is recorded as not having occurred there is no window and no match.
/// </summary>
/// <remarks>
/// A response whose days lie in several season years is held against each year's window with the part of its days that lies there; the shares
/// add up, and the match lies in the season year that gives most (the earlier of equals). A threat or a record of absence is held against the window by the day it begins with, where the rule
/// asks for one; neither opens or closes anything.
/// </remarks>
internal sealed class MatchGatedWindow(Rule rule, TheatreSeasons theatre) : UnitMatcher(rule, theatre)
{
    private sealed record InYear(int Year, SeasonWindow Window, Verdict Verdict, double Share);

    /// <summary>What was touched, and every response of a season in which an edge moved: it may be let in now, or left out. No other season.</summary>
    public override IEnumerable<string> Units(Touched touched, RuleInTheatre work, Situation now)
    {
        var units = touched.Of(Kinds).ToHashSet(StringComparer.Ordinal);
        foreach (var (year, _) in touched.Edges.Where(e => e.Kind == Rule.Cause.Kind || e.Kind == (Rule.Closes?.Kind ?? Kind.PassClosure)))
        {
            units.UnionWith(ThatMayLieIn(year).Select(s => s.Id));
        }

        return units;
    }

    // a threat is recorded in no season
    private IEnumerable<Standing> ThatMayLieIn(int year) => Rule.Response!.Polarity != Polarity.Imminent ? Theatre.In(year, Rule.Response.Kind)
        : Theatre.Theatre.DaysOf(year) is var days ? Between(Rule.Response, Day.Number(days.Earliest), Day.Number(days.Latest)) : [];

    public override IEnumerable<string> Everything(IReadOnlyCollection<int> years, Situation now) => Rule.Response is { } response ? All(response).Select(s => s.Id) : [];

    public override IEnumerable<Finding> With(string unit, Situation now) => Of(unit, now) is { } finding ? [finding] : [];

    private Finding? Of(string id, Situation now)
    {
        if (Rule.Response is not { } response || now.Find(id) is not { } b || !Rule.Counts(response, b, Theatre))
        {
            return null;
        }

        var onset = b.Onset!.Value;
        var years = Theatre.Theatre.Touched(onset);
        var inYears = new List<InYear>();
        foreach (var year in years)
        {
            if (Theatre.HasAny(year, Rule.Cause.Kind)
                && Theatre.WindowOf(year, Rule.Cause, Rule.Closes) is { IsNone: false, Opens.IsRecorded: true } window)
            {
                var days = Theatre.Theatre.DaysOf(year).Intersect(onset)!.Value;
                var verdict = Window.Holds(window.Opens.Days!.Value, days, window.Closes.Days!.Value);
                inYears.Add(new(year, window, verdict, verdict.Share * days.Days() / onset.Days()));
            }
        }

        var possible = inYears.FindAll(y => y.Verdict.Certainty != Certainty.Impossible);
        if (possible.Count == 0)
        {
            return null;
        }

        var certain = possible.Count == years.Count && possible.TrueForAll(y => y.Verdict.Certainty == Certainty.Certain);
        var best = possible.OrderByDescending(y => y.Share).ThenBy(y => y.Year).First();
        return Finding(b, best, certain, certain ? 1 : possible.Sum(y => y.Share), possible.Count, now);
    }

    private Finding Finding(Standing b, InYear best, bool certain, double share, int years, Situation now)
    {
        var (opens, closes) = (best.Window.Opens, best.Window.Closes);
        var edges = opens.Accounts.Concat(closes.Accounts).ToList();
        var notCounted = edges.Where(e => now.IsCircular(e.Incident, b.Id)).Select(e => e.Id)
            .Concat(edges.Exists(e => now.IsCircular(b.Incident, e.Id)) ? [b.Id] : [])
            .Distinct(StringComparer.Ordinal).Select(e => new NotCounted(e, "circular")).ToList();
        var lag = Lag.Between(opens.Days!.Value, b.Onset!.Value);
        List<string> incidents = [.. opens.Accounts.Select(a => a.Id), b.Id, .. closes.Accounts.Select(a => a.Id)];

        return new(
            IdOf(b.Id),
            Rule.Id,
            Rule.Version,
            Theatre.Theatre.Id,
            best.Year,
            certain ? Certainty.Certain : Certainty.Possible,
            share,
            incidents,
            new WordedLater(() =>
            [
                .. opens.Accounts.Select(a => new ExplanationStep("opens", a.Id, Ended(a))),
                new("opens", null, Say.Opens(opens)),
                new("response", b.Id, Say.Dated(b, Rule.Response!)),
                .. closes.Accounts.Select(a => new ExplanationStep("closes", a.Id, Say.Began(a))),
                new("closes", null, Say.Closes(closes)),
                new("window", null, $"{Say.Days(lag)} lie between the opening and the beginning. {Say.How(best.Verdict)}{(years > 1 ? $" in the season year {best.Year}, and it may lie in another" : "")}."),
                .. notCounted.Select(n => new ExplanationStep("circular", n.IncidentId, "Its date was worked out from what it would be tested against, so the match is shown and not counted.")),
            ], [b, opens, closes, best.Verdict, years, best.Year, .. notCounted]),
            [.. incidents.Distinct(StringComparer.Ordinal).Where(id => id == b.Id || !Stands(b, id))],
            notCounted,
            new(lag.Min, lag.Max));
    }

    /// <summary>Whether the response may still lie in a window were one of the edges' accounts not there: another may do, or the usual closing.</summary>
    private bool Stands(Standing b, string without)
    {
        var onset = b.Onset!.Value;
        return Theatre.Theatre.Touched(onset).Any(year => Theatre.WindowWithout(without, year, Rule.Cause, Rule.Closes) is { IsNone: false, Opens.IsRecorded: true } window
            && Window.Holds(window.Opens.Days!.Value, Theatre.Theatre.DaysOf(year).Intersect(onset)!.Value, window.Closes.Days!.Value).Certainty != Certainty.Impossible);
    }

    private static string Ended(Standing s) => s.Incident.When.Ends is { } ends
        ? $"“{s.Incident.Title}” was over {Say.When(ends)}."
        : $"“{s.Incident.Title}” is dated {Say.When(s.Onset!.Value)}.";
}
