using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>
/// S0, the naive question: how many responses fall within the lag of a cause, were every day of the span as likely as any other? A screen only:
/// where anything is seasonal it calls nearly everything significant, and it is shown greyed.
/// </summary>
/// <remarks>Event coincidence analysis, conditional on the causes (Donges and others 2016), with the union of the windows in place of their approximation.</remarks>
/// <param name="Covered">Days of the span within the lag of some cause.</param>
/// <param name="PrecursorRate">Responses that had a cause, of all; null where there is no response.</param>
/// <param name="TriggerRate">Causes that had a response, of all; null where there is no cause.</param>
public sealed record CoverageScreen(int Covered, int Span, int K, int N, double? PrecursorRate, int TriggerHits, double? TriggerRate, double P0, double P, double MidP)
{
    /// <param name="span">The days observed; both ends count.</param>
    public static CoverageScreen Of(UncertainDate span, IReadOnlyList<LocalDate> causes, IReadOnlyList<LocalDate> responses, int least, int most)
    {
        var days = new CoveredDays(least, most);
        foreach (var cause in causes)
        {
            days.Add(cause);
        }

        var (covered, all, n) = (days.Within(span), span.Days(), responses.Count);
        var k = responses.Count(days.Holds);
        var hits = causes.Count(a => responses.Any(b => Day.Number(b) - Day.Number(a) is var lag && least <= lag && lag <= most));
        var p0 = (double)covered / all;
        return new(
            covered, all, k, n, n == 0 ? null : (double)k / n, hits, causes.Count == 0 ? null : (double)hits / causes.Count, p0,
            Binomial.AtLeast(k, n, p0), Binomial.MidAtLeast(k, n, p0));
    }
}
