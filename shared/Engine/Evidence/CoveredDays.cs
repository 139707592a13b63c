using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>
/// The days that lie within a lag after some cause, kept as how many causes cover each day: adding a cause and taking it back are exact
/// opposites, so that no order of arrival and no correction can leave a trace.
/// </summary>
/// <param name="least">The least days after the cause; counts.</param>
/// <param name="most">The most days after it; counts.</param>
public sealed class CoveredDays(int least, int most)
{
    private readonly Dictionary<int, int> cover = [];

    public void Add(LocalDate cause) => Change(cause, 1);

    public void TakeBack(LocalDate cause) => Change(cause, -1);

    public bool Holds(LocalDate day) => cover.ContainsKey(Day.Number(day));

    /// <summary>How many covered days lie in a span; both its ends count.</summary>
    public int Within(UncertainDate span) => cover.Keys.Count(d => Day.Number(span.Earliest) <= d && d <= Day.Number(span.Latest));

    private void Change(LocalDate cause, int by)
    {
        var day = Day.Number(cause);
        for (var lag = least; lag <= most; lag++)
        {
            var causes = cover.GetValueOrDefault(day + lag) + by;
            if (causes == 0)
            {
                cover.Remove(day + lag);
            }
            else
            {
                cover[day + lag] = causes;
            }
        }
    }
}
