using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Days that come every year, counted out. 29 February is the 28th in a common year.</summary>
internal static class DeclaredDays
{
    /// <summary>Of the possible days those that lie in the declared ones.</summary>
    public static Verdict Holds(this SeasonDays season, UncertainDate days)
    {
        long inside = 0;
        for (var year = days.Earliest.Year - 1; year <= days.Latest.Year; year++)
        {
            inside += season.From(year).Intersect(days)?.Days() ?? 0;
        }

        return Verdict.Of(inside, days.Days());
    }

    /// <summary>The stretch that lies in a season year of the theatre, cut off where that year turns; the first, where it comes twice.</summary>
    public static UncertainDate? In(this SeasonDays season, Theatre theatre, int seasonYear)
    {
        var year = theatre.DaysOf(seasonYear);
        return Enumerable.Range(seasonYear - 1, 3).Select(y => season.From(y).Intersect(year)).OfType<UncertainDate?>()
            .OrderByDescending(s => s!.Value.Days()).ThenBy(s => s!.Value.Earliest).FirstOrDefault();
    }

    /// <summary>The stretch that opens in a calendar year, both days counting.</summary>
    private static UncertainDate From(this SeasonDays season, int year)
    {
        var opens = season.Opens.InYear(year);
        var closes = season.Closes.InYear(year) is var same && same > opens ? same : season.Closes.InYear(year + 1);
        return new(opens, closes.PlusDays(-1));
    }
}
