namespace Timeline.Engine.Statistics;

/// <summary>How many events of each season lie in a window of the year that was declared before looking.</summary>
/// <param name="Certain">Events all of whose days lie in it.</param>
/// <param name="Possible">Events some of whose days do.</param>
/// <param name="N">All events of the season.</param>
public sealed record WindowSeason(int Season, int Certain, int Possible, int N);

/// <summary>What is to be said of a rule "events come in this part of the year".</summary>
/// <param name="P0">Days of the window among the days observed: not its share of twelve months.</param>
/// <param name="Limits">Clopper and Pearson's 95 % limits of the share in the window.</param>
public sealed record WindowFinding(int K, int KPossible, int N, double P0, double P, double MidP, double PPossible, double PMin, double E, (double Low, double High) Limits, LadderInputs Ladder)
{
    /// <param name="observed">Days observed.</param>
    /// <param name="inWindow">Those of them in the window; from 1 to all but one, else nothing can be said.</param>
    /// <returns>Null where no day observed lies in the window, or none outside it.</returns>
    public static WindowFinding? Of(IReadOnlyList<WindowSeason> seasons, int inWindow, int observed)
    {
        if (inWindow <= 0 || inWindow >= observed)
        {
            return null;
        }

        var p0 = (double)inWindow / observed;
        var (k, possible, n) = (seasons.Sum(s => s.Certain), seasons.Sum(s => s.Possible), seasons.Sum(s => s.N));
        var (p, pPossible, pMin) = (Binomial.AtLeast(k, n, p0), Binomial.AtLeast(possible, n, p0), Math.Pow(p0, n));
        return new(
            k, possible, n, p0, p, Binomial.MidAtLeast(k, n, p0), pPossible, pMin, EValue.OfShare(k, n, p0), Binomial.ClopperPearson(k, n),
            new(k, possible, seasons.Count(s => s.Certain > 0), pMin, p, pPossible, 
                new(() => WithoutASeason.Each([.. seasons.Select(s => s.Season)], i => Binomial.AtLeast(k - seasons[i].Certain, n - seasons[i].N, p0)))));
    }
}
