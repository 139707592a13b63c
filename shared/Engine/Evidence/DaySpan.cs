using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>A stretch of days by their numbers (<see cref="Day"/>); both ends count.</summary>
public readonly record struct DaySpan(int First, int Last)
{
    public int Days => Last - First + 1;

    public static DaySpan On(LocalDate day) => new(Day.Number(day), Day.Number(day));

    public static DaySpan Of(UncertainDate days) => new(Day.Number(days.Earliest), Day.Number(days.Latest));

    /// <summary>The days that lie at least and at most so many days after an exact day.</summary>
    public static DaySpan After(LocalDate cause, int least, int most) => new(Day.Number(cause) + least, Day.Number(cause) + most);

    public bool Holds(int day) => First <= day && day <= Last;

    public bool HoldsAll(DaySpan other) => First <= other.First && other.Last <= Last;

    /// <summary>How many days both have.</summary>
    public int Shared(DaySpan other) => Math.Max(0, Math.Min(Last, other.Last) - Math.Max(First, other.First) + 1);
}
