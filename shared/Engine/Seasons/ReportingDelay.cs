using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// How many days pass between what happens and its report, as observed in a theatre: counts by days, so that a report that is taken in or corrected
/// moves one number. From them the days to wait after a window until silence means something.
/// </summary>
/// <remarks>
/// A delay is the day a report was known less the latest day of what it tells of, never below 0. It is taken of reports that stand as they were first told and
/// were either known at a stated time or entered as it happened: not in an import, and within a year. History entered long afterwards says
/// nothing of how soon one hears.
/// </remarks>
internal sealed class ReportingDelay
{
    private const int TooFew = 10;
    private const int WhenTooFew = 30;
    private const int Most = 180;
    private const int LiveWithinDays = 366;

    /// <summary>Reports by days of delay; what took longer than is ever waited for is the last.</summary>
    private readonly int[] counts = new int[Most + 1];
    private int all;

    /// <summary>Days to wait: so many that nine of ten reports had come by then; 30 where fewer than 10 are known, 180 at most.</summary>
    public int GraceDays { get; private set; } = WhenTooFew;

    /// <param name="by">1 where the report came, -1 where it was replaced.</param>
    /// <returns>Whether the days to wait are others now.</returns>
    public bool Count(Fact fact, int by)
    {
        if (DaysOf(fact) is not { } days)
        {
            return false;
        }

        counts[Math.Min(days, Most)] += by;
        all += by;
        var before = GraceDays;
        GraceDays = Grace();
        return GraceDays != before;
    }

    private static int? DaysOf(Fact fact)
    {
        if (fact.Event is not IReported { Account.When.Begins: { } begins, Provenance: var from } || !SeasonYears.IsReckonable(begins))
        {
            return null;
        }

        var days = Period.DaysBetween(begins.Latest, fact.KnownFrom.InUtc().Date);
        return from.KnownFrom is not null || (from.ImportId is null && days <= LiveWithinDays) ? Math.Max(0, days) : null;
    }

    private int Grace()
    {
        if (all < TooFew)
        {
            return WhenTooFew;
        }

        var (needed, passed) = (((all * 9) + 9) / 10, 0);
        for (var days = 0; days < Most; days++)
        {
            passed += counts[days];
            if (passed >= needed)
            {
                return days;
            }
        }

        return Most;
    }
}
