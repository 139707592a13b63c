using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>
/// What was counted or weighed in each window after a trigger, and in windows of the same calendar days in seasons without one. A season has one
/// window: that of its first trigger; a quiet season has the days of one of these, in turn, so that all are equally long. Nothing is kept as 0.
/// </summary>
public sealed record MatchedWindows(IReadOnlyList<double> Exposed, IReadOnlyList<double> Control)
{
    /// <param name="seasons">The whole seasons observed, ascending.</param>
    /// <param name="windows">One a trigger, by its exact days.</param>
    /// <param name="amounts">Day and amount of each response; 1 where they are counted.</param>
    public static MatchedWindows Of(IReadOnlyList<int> seasons, SeasonTurn turn, IEnumerable<DaySpan> windows, IEnumerable<(int Day, double Amount)> amounts)
    {
        var byDay = amounts.GroupBy(a => a.Day).ToDictionary(g => g.Key, g => g.Sum(a => a.Amount));
        double Total(DaySpan window) => Enumerable.Range(window.First, window.Days).Sum(day => byDay.GetValueOrDefault(day));
        var bySeason = windows.GroupBy(w => turn.SeasonOf(Day.At(w.First))).ToDictionary(g => g.Key, g => g.Min(w => (w.First, w.Last)));
        DaySpan[] exposed = [.. seasons.Where(bySeason.ContainsKey).Select(s => new DaySpan(bySeason[s].First, bySeason[s].Last))];
        DaySpan Moved(DaySpan window, int season) => Day.Number(turn.Move(Day.At(window.First), season)) is var first ? new(first, first + window.Days - 1) : default;
        return new(
            [.. exposed.Select(Total)],
            exposed.Length == 0 ? [] : [.. seasons.Where(s => !bySeason.ContainsKey(s)).Select((season, i) => Total(Moved(exposed[i % exposed.Length], season)))]);
    }
}
