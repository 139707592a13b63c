using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>
/// What was counted or weighed in each window after a trigger, and in windows of the same calendar days in seasons without one. A season has one
/// window: that of its first trigger; a quiet season has the days of one of these, in turn, so that all are equally long. Nothing is kept as 0.
/// </summary>
public sealed record MatchedWindows(IReadOnlyList<double> Exposed, IReadOnlyList<double> Control)
{
    /// <param name="seasons">The whole seasons observed, ascending.</param>
    /// <param name="windows">One a trigger.</param>
    /// <param name="amounts">Days and amount of each response; 1 where they are counted.</param>
    /// <param name="counting">Certain: what is undecided stands in the windows of quiet seasons and in no other; possible: the other way round.</param>
    public static MatchedWindows Of(
        IReadOnlyList<int> seasons, SeasonTurn turn, IEnumerable<CauseWindow> windows, IEnumerable<(DaySpan Days, double Amount)> amounts, Counting counting)
    {
        // in the order of days, so that a sum of real numbers is the same whatever came first
        var all = amounts.OrderBy(a => a.Days.First).ThenBy(a => a.Days.Last).ThenBy(a => a.Amount).ToList();
        double Total(DaySpan window, bool surely) => all.Where(a => surely ? window.HoldsAll(a.Days) : window.Shared(a.Days) > 0).Sum(a => a.Amount);
        var certain = counting == Counting.Certain;
        var bySeason = windows.Select(w => certain ? w.Surely : w.Possibly).OfType<DaySpan>().GroupBy(w => turn.SeasonOf(Day.At(w.First))).ToDictionary(g => g.Key, g => g.Min(w => (w.First, w.Last)));
        DaySpan[] exposed = [.. seasons.Where(bySeason.ContainsKey).Select(s => new DaySpan(bySeason[s].First, bySeason[s].Last))];
        DaySpan Moved(DaySpan window, int season) => Day.Number(turn.Move(Day.At(window.First), season)) is var first ? new(first, first + window.Days - 1) : default;
        return new(
            [.. exposed.Select(w => Total(w, certain))],
            exposed.Length == 0 ? [] : [.. seasons.Where(s => !bySeason.ContainsKey(s)).Select((season, i) => Total(Moved(exposed[i % exposed.Length], season), !certain))]);
    }
}
