using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>How many responses lie within the lag of an exact cause when their own days are in doubt: surely, possibly, and the exact distribution between.</summary>
/// <param name="Certain">Responses all of whose days are covered.</param>
/// <param name="Possible">Responses some of whose days are.</param>
/// <param name="Mass">P(K = k), each day of a response as likely as any other of its days.</param>
/// <param name="AveragedP">The screen's p averaged over that distribution. It is no p value; shown beside the certain one, never as the headline.</param>
public sealed record IntervalCoverage(int Certain, int Possible, double POfCertain, double POfPossible, IReadOnlyList<double> Mass, double Expected, double AveragedP)
{
    public static IntervalCoverage Of(UncertainDate span, IReadOnlyList<LocalDate> causes, IReadOnlyList<UncertainDate> responses, int least, int most)
    {
        var days = Cover(causes, least, most);
        var shares = responses.Select(b => (double)CoveredOf(days, b) / b.Days()).ToList();
        var (certain, possible, n) = (shares.Count(s => s == 1), shares.Count(s => s > 0), responses.Count);
        var p0 = (double)days.Within(span) / span.Days();
        var k = new PoissonBinomial(shares);
        return new(
            certain, possible, Binomial.AtLeast(certain, n, p0), Binomial.AtLeast(possible, n, p0), k.Mass, k.Mean,
            k.Mass.Select((mass, i) => mass * Binomial.AtLeast(i, n, p0)).Sum());
    }

    /// <summary>The number of hits in each of so many draws of the days, responses in the order of their earliest, then latest day.</summary>
    public static IReadOnlyList<int> Draw(IReadOnlyList<LocalDate> causes, IReadOnlyList<UncertainDate> responses, int least, int most, SplitMix64 chance, int draws)
    {
        var days = Cover(causes, least, most);
        var sorted = responses.Order().ToList();
        return [.. Enumerable.Range(0, draws).Select(_ => sorted.Count(b => days.Holds(b.Earliest.PlusDays(chance.Below(b.Days())))))];
    }

    private static CoveredDays Cover(IReadOnlyList<LocalDate> causes, int least, int most)
    {
        var days = new CoveredDays(least, most);
        foreach (var cause in causes)
        {
            days.Add(cause);
        }

        return days;
    }

    private static int CoveredOf(CoveredDays days, UncertainDate of) => Enumerable.Range(0, of.Days()).Count(d => days.Holds(of.Earliest.PlusDays(d)));
}
