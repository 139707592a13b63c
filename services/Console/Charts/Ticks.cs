using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Console.Charts;

/// <param name="At">Where it begins, in percent.</param>
/// <param name="Until">Where the next begins.</param>
public sealed record Tick(double At, double Until, string Name);

/// <summary>The lines and names along a span: two rows, the coarser above, as fine as there is room for their names.</summary>
public sealed record Ticks(IReadOnlyList<Tick> Coarse, IReadOnlyList<Tick> Fine)
{
    private sealed record Step(Func<LocalDate, LocalDate> First, Func<LocalDate, LocalDate> Next, Func<LocalDate, string> Name, double Days, double Room);

    private static readonly Step Century = Years(100, d => $"{d.Year}s", 60);
    private static readonly Step Decade = Years(10, d => $"{d.Year}s", 48);
    private static readonly Step Year = Years(1, d => $"{d.Year}", 36);
    private static readonly Step Quarter = Months(3, d => Words.Months[d.Month - 1] + "–" + Words.Months[d.Month + 1], 56);
    private static readonly Step Month = Months(1, d => Words.Months[d.Month - 1], 30);
    private static readonly Step YearMonth = Months(1, d => $"{Words.Months[d.Month - 1]} {d.Year}", 60);
    private static readonly Step Week = new(d => d.PlusDays(1 - (int)d.DayOfWeek), d => d.PlusWeeks(1), d => $"{d.Day} {Words.Months[d.Month - 1]}", 7, 50);
    private static readonly Step EachDay = new(d => d, d => d.PlusDays(1), d => $"{d.Day}", 1, 17);
    private static readonly Step NamedDay = new(d => d, d => d.PlusDays(1), d => $"{d.DayOfWeek.ToString()[..3]} {d.Day}", 1, 52);

    private static readonly (Step Coarse, Step Fine)[] FinestFirst =
        [(YearMonth, NamedDay), (YearMonth, EachDay), (YearMonth, Week), (Year, Month), (Year, Quarter), (Decade, Year), (Century, Decade)];

    /// <param name="width">Of the span on the screen, in pixels.</param>
    public static Ticks Of(SpanScale scale, double width)
    {
        var pixelsADay = width / scale.Span.Days;
        var (coarse, fine) = Array.Find(FinestFirst, s => s.Fine.Days * pixelsADay >= s.Fine.Room || s == FinestFirst[^1]);
        return new(Along(coarse, scale), Along(fine, scale));
    }

    private static List<Tick> Along(Step step, SpanScale scale)
    {
        // as far as is drawn, which is more than is seen
        var beside = scale.Span.Days / 2;
        var (from, to) = (Day.At(Day.Number(scale.Span.From) - beside), Day.At(Day.Number(scale.Span.To) + beside));
        var ticks = new List<Tick>();
        for (var day = step.First(from); day <= to; day = step.Next(day))
        {
            ticks.Add(new(scale.Start(day), scale.Start(step.Next(day)), step.Name(day)));
        }

        return ticks;
    }

    private static Step Years(int n, Func<LocalDate, string> name, double room) =>
        new(d => new(d.Year - (d.Year % n), 1, 1), d => d.PlusYears(n), name, n * 365.25, room);

    private static Step Months(int n, Func<LocalDate, string> name, double room) =>
        new(d => new(d.Year, d.Month - ((d.Month - 1) % n), 1), d => d.PlusMonths(n), name, n * 30.4, room);
}
