using NodaTime;

namespace Timeline.Engine.Statistics;

/// <summary>
/// Days of the year on a circle, kept as how many events lie on each, so that taking one back leaves no trace; the sums are worked out when
/// they are read (<see cref="CircularSeason"/>).
/// </summary>
public sealed class YearCircle
{
    // a day of the year lies a little elsewhere in a leap year
    private readonly SortedDictionary<(int DayOfYear, bool Leap), int> counts = [];

    public static YearCircle Of(IEnumerable<LocalDate> days)
    {
        var circle = new YearCircle();
        foreach (var day in days)
        {
            circle.Add(day);
        }

        return circle;
    }

    public void Add(LocalDate day) => Change(day, 1);

    public void TakeBack(LocalDate day) => Change(day, -1);

    /// <summary>The angle of each event in radians, from 0 to 2π, ascending by day of the year.</summary>
    public IReadOnlyList<double> Phases => [.. counts.SelectMany(c => Enumerable.Repeat(Phase(c.Key.DayOfYear, c.Key.Leap), c.Value))];

    /// <summary>Noon of a day, of the whole year: 2π (day of the year - 1/2) / (365 or 366).</summary>
    public static double Phase(LocalDate day) => Phase(day.DayOfYear, IsLeap(day));

    private static double Phase(int dayOfYear, bool leap) => 2 * Math.PI * (dayOfYear - 0.5) / (leap ? 366 : 365);

    private static bool IsLeap(LocalDate day) => CalendarSystem.Iso.IsLeapYear(day.Year);

    private void Change(LocalDate day, int by)
    {
        var key = (day.DayOfYear, IsLeap(day));
        var count = counts.GetValueOrDefault(key) + by;
        if (count == 0)
        {
            counts.Remove(key);
        }
        else
        {
            counts[key] = count;
        }
    }
}
