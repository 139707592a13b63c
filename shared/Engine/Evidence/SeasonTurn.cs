using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>
/// Which season a day lies in and where it would lie in another. A season is named for the calendar year in which it begins and begins on the
/// same day every year, which should lie outside any window, or the window is cut in two.
/// </summary>
public readonly record struct SeasonTurn(AnnualDate Begins)
{
    /// <summary>Seasons that are calendar years.</summary>
    public static readonly SeasonTurn NewYear = new(new AnnualDate(1, 1));

    public int SeasonOf(LocalDate day) => day < Begins.InYear(day.Year) ? day.Year - 1 : day.Year;

    /// <summary>The same month and day in another season; 29 February is 28 February in a common year.</summary>
    public LocalDate Move(LocalDate day, int season) => new AnnualDate(day.Month, day.Day).InYear(day.Year + season - SeasonOf(day));

    public DaySpan DaysOf(int season) => new(Day.Number(Begins.InYear(season)), Day.Number(Begins.InYear(season + 1)) - 1);
}
