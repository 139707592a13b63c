using NodaTime;

namespace Timeline.Console.Charts;

/// <summary>
/// Lays the days of a season year along a line from 0 to 100 percent. Every month is one twelfth, so that the same day stands at the
/// same place in every year, leap years included, and season can be read against season.
/// </summary>
/// <param name="SeasonYear">The calendar year in which the season year begins.</param>
/// <param name="FirstMonth">The month it begins in, 1 to 12.</param>
public sealed record YearScale(int SeasonYear, int FirstMonth) : Scale
{
    /// <summary>Where a day begins; outside the year the nearest end.</summary>
    public override double Start(LocalDate day)
    {
        var months = ((day.Year - SeasonYear) * 12) + day.Month - FirstMonth;
        var within = (day.Day - 1.0) / CalendarSystem.Iso.GetDaysInMonth(day.Year, day.Month);
        return Math.Clamp((months + within) / 12 * 100, 0, 100);
    }

    /// <summary>The twelve months in their order, each with the place where it begins.</summary>
    public IEnumerable<(string Name, double At)> Months() =>
        Enumerable.Range(0, 12).Select(i => (Words.Months[(FirstMonth - 1 + i) % 12], i / 12.0 * 100));
}
