using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// Seizures certainly before the harvest window, in it and after it, by mass in kilograms. What may lie in more than one stretch, or in another
/// season year, is undated; each counts once, in the season year that holds most of its days.
/// </summary>
/// <remarks>
/// Exposure is counted between the middle days of the window's edges (the earlier of two middles), so that the three stretches make up the whole
/// season year. A season without a window is cut at the usual dates, so that it can be compared with others.
/// </remarks>
internal static class WeighSeizures
{
    private static readonly Selector Seizure = new(Kind.Seizure);

    private enum Stretch { Before, During, After, Undated }

    public static SeizuresView Of(TheatreSeasons theatre, int year, SeasonWindow window)
    {
        var days = theatre.Theatre.DaysOf(year);
        var (opens, closes) = (window.OpensOrUsual, window.ClosesOrUsual);
        var cut = Math.Clamp(Middle(opens), Day.Number(days.Earliest), Day.Number(days.Latest) + 1);
        var end = Math.Clamp(Middle(closes), cut, Day.Number(days.Latest) + 1);
        var stretches = theatre.Occurred(year, Seizure)
            .Where(s => theatre.Theatre.Likeliest(s.Onset) == year)
            .ToLookup(s => StretchOf(s, days, opens, closes));
        return new(
            Weigh(stretches[Stretch.Before], cut - Day.Number(days.Earliest)),
            Weigh(stretches[Stretch.During], end - cut),
            Weigh(stretches[Stretch.After], Day.Number(days.Latest) + 1 - end),
            Weigh(stretches[Stretch.Undated], 0));
    }

    private static Stretch StretchOf(Standing seizure, UncertainDate days, UncertainDate opens, UncertainDate closes)
    {
        var onset = seizure.Onset!.Value;
        return days.Intersect(onset) != onset ? Stretch.Undated
            : onset.Latest < opens.Earliest ? Stretch.Before
            : Window.Holds(opens, onset, closes).Certainty == Certainty.Certain ? Stretch.During
            : onset.Earliest >= closes.Latest ? Stretch.After
            : Stretch.Undated;
    }

    private static SeizureStretch Weigh(IEnumerable<Standing> seizures, int exposureDays)
    {
        var all = seizures.ToList();
        var highs = all.ConvertAll(s => Kilograms(s, q => q.AtMost()));
        return new(
            all.Count,
            all.Sum(s => Kilograms(s, q => q.AtLeast()) ?? 0),
            highs.Contains(null) ? null : highs.Sum(),
            exposureDays,
            all.ConvertAll(s => s.Id));
    }

    /// <summary>What was counted and not weighed adds nothing to a mass, and leaves no sum without a bound.</summary>
    private static decimal? Kilograms(Standing seizure, Func<Quantity, decimal?> bound) => seizure.Incident.Details switch
    {
        SeizureDetails { Mass: { } mass } => mass.Unit switch
        {
            null or "kg" => bound(mass),
            "t" or "metric tons" => bound(mass) * 1000,
            "g" => bound(mass) / 1000,
            _ => null,
        },
        SeizureDetails { Units: not null } => 0,
        _ => null,
    };

    private static int Middle(UncertainDate days) => Day.Number(days.Earliest) + ((days.Days() - 1) / 2);
}
