using NodaTime;
using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using static Timeline.Engine.Statistics.SayTier;

namespace Timeline.Engine;

/// <summary>
/// chain: of steps that links name, how many of the anchors took them and after how many days, without a p: to take a step is a rate, not a
/// coincidence. Steps without a link are tested each as responses after a cause, and the chain is as good as the weakest of them.
/// </summary>
internal static class TestChain
{
    public static Tested? Of(Rule rule, SeasonsSeen seen, LocalDate? asOf)
    {
        var steps = rule.Steps.Select((step, place) => (Step: step, Place: place)).ToList();
        var shown = steps.Where(s => s.Step.Rel is not null).SelectMany(s => Describe(s.Step, [.. TakenIn(rule, seen, s.Place)], asOf)).ToList();
        seen.HasOpenChain = steps.Exists(s => s.Step.Rel is not null && TakenIn(rule, seen, s.Place).Any(t => t.Verdict == Certainty.Impossible && IsOpen(t, s.Step, asOf)));
        var tested = steps.Where(s => s.Step.Rel is null).Select(s => (s.Step, s.Place, Found: seen.WeighWindows(s.Place))).Where(s => s.Found.Seasons.Count > 0).ToList();
        if (tested.Count == 0)
        {
            return shown.Count == 0 ? null : Tested.Described(shown);
        }

        var weakest = WeakestStep.Of([.. tested.Select(s => (s.Found.Certain.P, s.Found.Certain.E))]);
        var ladders = tested.ConvertAll(s => s.Found.Ladder);
        var ladder = new LadderInputs(
            ladders.Min(l => l.KCertain), ladders.Min(l => l.KPossible), ladders.Min(l => l.SeasonsWithMatch), ladders.Max(l => l.PMin), weakest.P, ladders.Max(l => l.PPossible),
            new(() => [.. ladders.SelectMany(l => l.Without.Value).GroupBy(w => w.Season).Select(g => new WithoutASeason(g.Key, g.Max(w => w.P))).OrderBy(w => w.Season)]));
        var (step, _, found) = tested[weakest.Step];
        return Tested.Of(
            ladder, found.Certain.Expected, weakest.E,
            tier => (tested.Count == 1 ? $"Step {step.Step}: " : $"The weakest of {tested.Count} steps, {step.Step}: ") + SaySeasonal.Of(found, tier), [.. shown, .. TestWindows.NaiveOf(found)]) with
        {
            Parts = [.. tested.SelectMany(s => TestWindows.PartsOf(seen, s.Found, s.Place, $"Step {s.Step.Step}: "))],
        };
    }

    // a case that is open is watched in whatever season it lies; one that nobody can observe is not
    private static IEnumerable<Taken> TakenIn(Rule rule, SeasonsSeen seen, int place) =>
        seen.All.Where(s => WeighEvidence.IsObserved(rule, s.SeasonYear)).SelectMany(s => s.Steps[place].Taken);

    private static bool IsOpen(Taken taken, ChainStep step, LocalDate? asOf) => asOf is not { } day || day <= taken.Onset.Latest.PlusDays(step.WithinDays);

    private static IEnumerable<ShownNumber> Describe(ChainStep step, List<Taken> anchors, LocalDate? asOf)
    {
        var decided = anchors.FindAll(t => t.Verdict != Certainty.Impossible || !IsOpen(t, step, asOf));
        var (surely, perhaps) = (decided.Count(t => t.Verdict == Certainty.Certain), decided.Count(t => t.Verdict == Certainty.Possible));
        var completed = TestRule.Share(
            "completed", surely, decided.Count, $"came to “{step.Step}” within {Count(step.WithinDays, "day", "days")}" + (perhaps > 0 ? $", {perhaps} more perhaps" : "")
                + (anchors.Count > decided.Count ? $"; {anchors.Count - decided.Count} may still" : ""));
        return anchors.Count < 3 ? completed : [.. completed, .. Median(step, anchors, asOf)];
    }

    private static IEnumerable<ShownNumber> Median(ChainStep step, List<Taken> anchors, LocalDate? asOf)
    {
        double? Until(Func<(int Min, int Max), int> lag, Func<UncertainDate, LocalDate> onset) => TimeToStep.Of(
            [.. anchors.Select(t => t.Lag is { } days ? ((double)Math.Clamp(lag(days), 0, step.WithinDays), true) : (Watched(onset(t.Onset)), false))]).Median;
        double Watched(LocalDate onset) => asOf is { } day ? Math.Clamp(Period.DaysBetween(onset, day), 0, step.WithinDays) : 0;
        var (earliest, latest) = (Until(l => l.Min, o => o.Latest), Until(l => l.Max, o => o.Earliest));
        if (earliest is { } from)
        {
            yield return new(
                "median-lag", from, from, latest, "days",
                latest == from ? $"Half of {anchors.Count} had come to “{step.Step}” after {Number(from)} days."
                    : $"Half of {anchors.Count} had come to “{step.Step}” after {Number(from)} days by the earliest days" + (latest is { } to ? $", {Number(to)} by the latest." : "; by the latest not half did."));
        }
    }
}
