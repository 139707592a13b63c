using NodaTime;

namespace Timeline.Console.Charts;

/// <summary>
/// Lays days along a line: what is looked at runs from 0 to 100 percent. Marks ask it where they begin and end and need not know
/// whether a season year or a decade is drawn (<see cref="YearScale"/>, <see cref="SpanScale"/>).
/// </summary>
public abstract record Scale
{
    /// <summary>Where a day begins; beyond what is drawn, the nearest end of it.</summary>
    public abstract double Start(LocalDate day);

    /// <summary>The first place that is drawn; not above 0.</summary>
    public virtual double Least => 0;

    /// <summary>The last place that is drawn; not below 100.</summary>
    public virtual double Most => 100;

    /// <summary>Where a day is over.</summary>
    public double End(LocalDate day) => day == LocalDate.MaxIsoValue ? Most : Start(day.PlusDays(1));

    /// <summary>Where an exact day is marked: its noon, so that the mark lies within the day however near one looks.</summary>
    public double Middle(LocalDate day) => (Start(day) + End(day)) / 2;

    /// <summary>Whether any of these days is drawn; both ends count.</summary>
    public bool Shows(LocalDate from, LocalDate to) => End(to) > Least && Start(from) < Most;
}
