using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "more of it within a lag after a trigger than on the same days of other seasons". Each response in the trigger's window is a match of its
/// own, held against the likeliest trigger (the earlier of equals); it names the window, all that lies in it, and the ratio.
/// </summary>
/// <remarks>
/// A season is compared where the rule says it was watched, its last day, the lag and the grace for reports have passed (what has not come yet is no
/// quiet season) and no trigger's window may reach into the same calendar days of it; one in which nothing came is compared too. Without any there is no
/// ratio and no match. Of what is undecided nothing counts for certain: for the certain verdict it stands with the baseline alone, for the possible one with
/// the window alone.
/// </remarks>
internal sealed class MatchSurge(Rule rule, TheatreSeasons theatre) : UnitMatcher(rule, theatre)
{
    private readonly (int Min, int Max) lag = (rule.MinLagDays ?? 0, rule.MaxLagDays ?? 365);
    private readonly Selector response = rule.Response!;
    private readonly Surge asked = rule.Surge!;

    /// <summary>What each incident was at the last look, so that what it leaves is looked at again too.</summary>
    private readonly Dictionary<string, Seen> seen = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Weighed?> weighed = new(StringComparer.Ordinal);

    /// <summary>The triggers that responses would be held against without the likeliest.</summary>
    private readonly FallBacks next = new();

    /// <summary>The last observed season that was over at the last look; null where none was.</summary>
    private int? lastOver;

    private sealed record Seen(UncertainDate? Trigger, UncertainDate? Response);

    /// <param name="Least">What certainly lies in the window, and the most that may.</param>
    /// <param name="BaseLeast">The same, summed over the seasons it is compared with.</param>
    private sealed record Weighed(UncertainDate Window, IReadOnlyList<Standing> Inside, decimal Least, decimal Most, decimal BaseLeast, decimal BaseMost, IReadOnlyList<int> Seasons);

    /// <summary>
    /// The touched, every response in the window of a trigger that was touched, and those of every trigger in whose baseline, or window, what was touched was or is: where there
    /// was a surge, or is one now. Without either nothing can be otherwise there.
    /// </summary>
    public override IEnumerable<string> Units(Touched touched, RuleInTheatre work, Situation now)
    {
        weighed.Clear();
        var looked = touched.Of(Kinds);
        var units = looked.ToHashSet(StringComparer.Ordinal);
        if (LastOver(now) is var last && last != lastOver)
        {
            // one season more, or fewer, to be held against
            lastOver = last;
            units.UnionWith(All(response).Select(s => s.Id));
        }

        var triggers = new HashSet<Standing>(ReferenceEqualityComparer.Instance);
        foreach (var id in looked)
        {
            foreach (var one in new[] { seen.GetValueOrDefault(id), Look(id, now) }.OfType<Seen>())
            {
                if (one.Trigger is { } trigger)
                {
                    units.UnionWith(InWindow(trigger));
                    triggers.UnionWith(Overlapping(WindowOf(trigger)));
                }

                if (one.Response is { } days)
                {
                    triggers.UnionWith(Overlapping(days));
                }
            }
        }

        foreach (var trigger in triggers)
        {
            units.UnionWith(work.With(trigger.Id).Select(f => f.Incidents[1]));
            units.UnionWith(next.UnitsOn(trigger.Id));
            if (Weigh(trigger, now) is { } weight && IsSurge(weight))
            {
                units.UnionWith(InWindow(Rule.Cause.DaysOf(trigger)!.Value));
            }
        }

        return units;
    }

    public override IEnumerable<string> Everything(IReadOnlyCollection<int> years, Situation now)
    {
        weighed.Clear();
        lastOver = LastOver(now);
        foreach (var one in All(Rule.Cause).Concat(All(response)).ToList())
        {
            Look(one.Id, now);
        }

        return All(response).Select(s => s.Id);
    }

    public override IEnumerable<Finding> With(string unit, Situation now)
    {
        next.Note(unit);
        if (now.Find(unit) is not { } b || !Rule.Counts(response, b, Theatre) || Theatre.Theatre.Likeliest(response.DaysOf(b)) is not { } season)
        {
            yield break;
        }

        var days = response.DaysOf(b)!.Value;
        var triggers = Between(Rule.Cause, (long)Day.Number(days.Earliest) - lag.Max, (long)Day.Number(days.Latest) - lag.Min)
            .Where(a => a.Id != b.Id)
            .Select(a => (Trigger: a, Verdict: Lag.Within(Rule.Cause.DaysOf(a)!.Value, days, lag.Min, lag.Max)))
            .Where(t => t.Verdict.Certainty != Certainty.Impossible)
            .OrderByDescending(t => t.Verdict.Share).ThenBy(t => Rule.Cause.DaysOf(t.Trigger)!.Value).ThenBy(t => t.Trigger.Id, StringComparer.Ordinal)
            .Take(2).ToList();
        if (triggers is [var best, ..] && Weigh(best.Trigger, now) is { } weight && IsSurge(weight))
        {
            var hangsOnTrigger = true;
            if (triggers is [_, var (second, _)])
            {
                next.Note(unit, second.Id);
                hangsOnTrigger = !IsSurgeWithout(best.Trigger.Id, second, now);
            }

            yield return Finding(best.Trigger, b, best.Verdict, weight, season, hangsOnTrigger, now);
        }
    }

    private Seen? Look(string id, Situation now)
    {
        var one = now.Find(id);
        var found = new Seen(
            Rule.Counts(Rule.Cause, one, Theatre) ? Rule.Cause.DaysOf(one!) : null,
            Rule.Counts(response, one, Theatre) ? response.DaysOf(one!) : null);
        if (found is { Trigger: null, Response: null })
        {
            seen.Remove(id);
            return null;
        }

        return seen[id] = found;
    }

    /// <summary>The day after which, and the grace for reports, all of a season is known that a window of the rule can be held against: no window of its triggers reaches farther.</summary>
    public static LocalDate LastDay(int year, Rule rule, Theatre theatre) => theatre.DaysOf(year).Latest.PlusDays(rule.MaxLagDays ?? 365);

    private bool IsOver(int year, LocalDate day) => day > LastDay(year, Rule, Theatre.Theatre).PlusDays(Theatre.Delay.GraceDays);

    private int? LastOver(Situation now)
    {
        if (Rule.Observed is not { } observed || now.AsOf is not { } day)
        {
            return null;
        }

        var year = Math.Min(observed.To, Theatre.Theatre.SeasonYearOf(day));
        while (year >= observed.From && !IsOver(year, day))
        {
            year--;
        }

        return year >= observed.From ? year : null;
    }

    private UncertainDate WindowOf(UncertainDate trigger) => new(trigger.Earliest.PlusDays(lag.Min), trigger.Latest.PlusDays(lag.Max));

    private IEnumerable<string> InWindow(UncertainDate trigger) =>
        WindowOf(trigger) is var window ? Between(response, Day.Number(window.Earliest), Day.Number(window.Latest)).Select(s => s.Id) : [];

    /// <summary>The triggers, of any observed season, whose windows reach into the same calendar days; rather one too many at the end of February.</summary>
    private IEnumerable<Standing> Overlapping(UncertainDate days)
    {
        if (Rule.Observed is not { } observed)
        {
            return [];
        }

        var span = observed.To - observed.From;
        return Enumerable.Range(-span, (2 * span) + 1).Where(by => days.Earliest.Year + by >= 2 && days.Latest.Year + by <= 9990)
            .SelectMany(by => Between(
                Rule.Cause, (long)Day.Number(days.Earliest.PlusYears(by)) - lag.Max - 1, (long)Day.Number(days.Latest.PlusYears(by)) - lag.Min + 1))
            .Where(IsObserved);
    }

    private bool IsObserved(Standing trigger) => Rule.Observed is { } observed && Theatre.Theatre.Likeliest(Rule.Cause.DaysOf(trigger)) is { } own && own >= observed.From && own <= observed.To;

    private Weighed? Weigh(Standing trigger, Situation now)
    {
        if (!weighed.TryGetValue(trigger.Id, out var held))
        {
            weighed[trigger.Id] = held = Weigh(trigger.Id, Rule.Cause.DaysOf(trigger)!.Value, now);
        }

        return held;
    }

    /// <summary>Whether it would be a surge after a trigger were one incident not there: its own window no longer keeps a season out of the baseline.</summary>
    private bool IsSurgeWithout(string incident, Standing trigger, Situation now) => Weigh(trigger.Id, Rule.Cause.DaysOf(trigger)!.Value, now, incident) is { } weight && IsSurge(weight);

    private Weighed? Weigh(string trigger, UncertainDate days, Situation now, string? without = null)
    {
        if (Rule.Observed is not { } observed || LastOver(now) is not { } last || Theatre.Theatre.Likeliest(days) is not { } own || own < observed.From || own > observed.To)
        {
            return null;
        }

        var window = WindowOf(days);
        var seasons = Enumerable.Range(observed.From, last - observed.From + 1)
            .Select(y => (Year: y, Days: new UncertainDate(window.Earliest.PlusYears(y - own), window.Latest.PlusYears(y - own))))
            .Where(s => s.Year != own && !Between(Rule.Cause, (long)Day.Number(s.Days.Earliest) - lag.Max, (long)Day.Number(s.Days.Latest) - lag.Min).Any(t => t.Id != without)).ToList();
        if (seasons.Count == 0)
        {
            return null;
        }

        var inside = Between(response, Day.Number(window.Earliest), Day.Number(window.Latest)).Where(s => s.Id != trigger && s.Id != without)
            .Select(s => (Standing: s, Lag.Within(days, response.DaysOf(s)!.Value, lag.Min, lag.Max).Certainty)).Where(s => s.Certainty != Certainty.Impossible)
            .OrderBy(s => response.DaysOf(s.Standing)!.Value).ThenBy(s => s.Standing.Id, StringComparer.Ordinal).ToList();
        var baseline = seasons.SelectMany(s => Between(response, Day.Number(s.Days.Earliest), Day.Number(s.Days.Latest)).Where(r => r.Id != without)
            .Select(r => (Standing: r, Certainty: s.Days.Intersect(response.DaysOf(r)!.Value) == response.DaysOf(r) ? Certainty.Certain : Certainty.Possible))).ToList();
        return new(window, inside.ConvertAll(s => s.Standing), Least(inside), Most(inside), Least(baseline), Most(baseline), seasons.ConvertAll(s => s.Year));
    }

    private decimal Least(List<(Standing Standing, Certainty Certainty)> all) => all.Where(s => s.Certainty == Certainty.Certain)
        .Sum(s => asked.Unit is { } unit ? Measuring.In(unit, s.Standing.Incident)?.Least ?? 0 : 1);

    private decimal Most(List<(Standing Standing, Certainty Certainty)> all) => all.Sum(s => Most(s.Standing));

    /// <summary>What has no upper bound counts with its lower: more is not known.</summary>
    private decimal Most(Standing one) => asked.Unit is { } unit ? Measuring.In(unit, one.Incident) is { } m ? m.Most ?? m.Least : 0 : 1;

    private bool IsSurge(Weighed weight) => IsSurge(weight.Most, weight.BaseLeast, weight.Seasons.Count);

    /// <summary>Whether it is so many times the mean of the compared seasons; anything is, where they had none.</summary>
    private bool IsSurge(decimal here, decimal there, int seasons) => here > 0 && here * seasons >= asked.AtLeastTimes * there;

    private Finding Finding(Standing a, Standing b, Verdict verdict, Weighed weight, int season, bool hangsOnTrigger, Situation now)
    {
        var certain = verdict.Certainty == Certainty.Certain && IsSurge(weight.Least, weight.BaseMost, weight.Seasons.Count);
        var others = weight.Inside.Where(s => s.Id != b.Id).ToList();
        var between = Lag.Between(Rule.Cause.DaysOf(a)!.Value, response.DaysOf(b)!.Value);
        return Found(
            [b.Id], season, certain ? Certainty.Certain : Certainty.Possible, verdict.Share, [a.Id, b.Id, .. others.Select(s => s.Id)],
            [a, b, verdict, weight.Window, weight.Least, weight.Most, weight.BaseLeast, weight.BaseMost, .. others, .. weight.Seasons],
            () =>
            [
                new("trigger", a.Id, Say.Dated(a, Rule.Cause)),
                new("response", b.Id, Say.Dated(b, response)),
                new("lag", null, $"{Say.Days(between)} lie between them; the rule asks for {lag.Min} to {lag.Max}. {Say.How(verdict)}."),
                .. others.Select(s => new ExplanationStep("inside", s.Id, Say.Dated(s, response))),
                new("ratio", null, Ratio(weight)),
            ],
            [.. hangsOnTrigger ? [a.Id] : Array.Empty<string>(), b.Id, .. others.Where(s => !IsSurgeWithout(s.Id, a, now)).Select(s => s.Id)], Circular([a, b], now), new(between.Min, between.Max));
    }

    private string Ratio(Weighed w)
    {
        var unit = asked.Unit is null ? "" : " " + asked.Unit;
        var (low, high) = (Mean(w.BaseLeast), Mean(w.BaseMost));
        var ratio = w.BaseMost == 0 ? "the others had none" : $"at least {Say.Number(w.Least / high)} times";
        return $"{Say.Range(w.Least, w.Most)}{unit} from {w.Window.Earliest:uuuu-MM-dd} to {w.Window.Latest:uuuu-MM-dd}, against {Say.Range(low, high)}{unit} on the same days of "
            + $"{Say.Count(w.Seasons.Count, "other season", "other seasons")} ({string.Join(", ", w.Seasons)}): {ratio}; the rule asks for {Say.Number(asked.AtLeastTimes)} times.";

        decimal Mean(decimal sum) => decimal.Round(sum / w.Seasons.Count, 3);
    }
}
