using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>
/// The evidence of a rule that says "responses lie in windows which causes open" (follows, on a route, in a gated window, a step of an unlinked chain)
/// in the seasons it could be observed in. Windows and responses come and go in any order; the tests are made when they are asked for and kept until
/// something changes.
/// </summary>
/// <param name="seasons">The whole seasons observed, ascending.</param>
/// <param name="leftOut">The seasons that were not used, and why; listed with the finding.</param>
/// <param name="seed">Of the rule's version (<see cref="SplitMix64.Seed"/>); every test has a generator of its own from it.</param>
/// <param name="regimes">For each season the regime it belongs to, where seasons of different regimes may not be exchanged.</param>
public sealed class SeasonalEvidence(IReadOnlyList<int> seasons, SeasonTurn turn, IReadOnlyList<SeasonLeftOut> leftOut, ulong seed, IReadOnlyList<int>? regimes = null)
{
    private readonly SeasonCoverage surely = new(seasons, turn, Counting.Certain);
    private readonly SeasonCoverage possibly = new(seasons, turn, Counting.Possible);
    private readonly Dictionary<CauseWindow, int> windows = [];
    private readonly Dictionary<UncertainDate, int> responses = [];
    private SeasonalFinding? finding;

    public void Add(CauseWindow window) => Change(window, 1, surely.Add, possibly.Add);

    /// <summary>Takes back a window that was added before.</summary>
    public void TakeBack(CauseWindow window) => Change(window, -1, surely.TakeBack, possibly.TakeBack);

    /// <summary>A response of any season; one of a season that is not observed is kept and counts nowhere.</summary>
    /// <param name="isSure">It surely is what the rule asks for. Where its place leaves that open it is none in the certain reading and one in the possible.</param>
    public void Add(UncertainDate response, bool isSure = true)
    {
        possibly.Add(response);
        if (isSure)
        {
            surely.Add(response);
        }

        Change(responses, response, isSure ? 1 : 0);
    }

    /// <summary>Takes back a response that was added before, with the same word on whether it is sure.</summary>
    public void TakeBack(UncertainDate response, bool isSure = true)
    {
        possibly.TakeBack(response);
        if (isSure)
        {
            surely.TakeBack(response);
        }

        Change(responses, response, isSure ? -1 : 0);
    }

    /// <summary>All the tests, of what stands now.</summary>
    public SeasonalFinding Weigh() => finding ??= Test();

    private SeasonalFinding Test()
    {
        var matrix = surely.Read();
        var drawn = new DrawnOrders(seed);
        return new(
            seasons, leftOut, Screen(), SeasonalReading.Of(matrix, drawn, regimes), SeasonalReading.Of(possibly.Read(), drawn, regimes), new(() => EachLeftOut(matrix)), seed);
    }

    private IReadOnlyList<WithoutASeason> EachLeftOut(SeasonMatrix matrix)
    {
        var drawn = new DrawnOrders(seed);
        return WithoutASeason.Each(seasons, place => SeasonalReading.Of(matrix.Without(place), drawn, regimes?.Where((_, i) => i != place).ToList()).P);
    }

    private Lazy<CoverageScreen> Screen()
    {
        static List<T> Repeated<T>(Dictionary<T, int> counted) where T : notnull => [.. counted.SelectMany(c => Enumerable.Repeat(c.Key, c.Value))];
        // of what stands now, whatever comes before it is asked for
        var (opened, came) = (Repeated(windows), Repeated(responses));
        return new(() =>
        {
            DaySpan[] observed = [.. seasons.Select(turn.DaysOf)];
            return CoverageScreen.Of(
                observed, [.. opened.Select(w => w.Surely).OfType<DaySpan>()], [.. came.Select(DaySpan.Of).Where(r => observed.Any(o => o.HoldsAll(r)))]);
        });
    }

    private void Change(CauseWindow window, int by, Action<DaySpan> changeSure, Action<DaySpan> changePossible)
    {
        Change(windows, window, by);
        if (window.Surely is { } sure)
        {
            changeSure(sure);
        }

        changePossible(window.Possibly);
    }

    private void Change<T>(Dictionary<T, int> counted, T one, int by) where T : notnull
    {
        finding = null;
        counted[one] = counted.GetValueOrDefault(one) + by;
        if (counted[one] == 0)
        {
            counted.Remove(one);
        }
    }
}
