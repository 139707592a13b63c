using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Console.Charts;

/// <summary>The days that are looked at, both ends counting: at least one day, at most four centuries, within the years 1000 to 2999.</summary>
public sealed record Span
{
    public const int MostDays = 400 * 366;

    private static readonly int First = Day.Number(new(1000, 1, 1));
    private static readonly int Last = Day.Number(new(2999, 12, 31));

    /// <exception cref="ArgumentException">The last day lies before the first, or a day out of the years that are shown.</exception>
    public Span(LocalDate from, LocalDate to)
    {
        if (to < from || Day.Number(from) < First || Day.Number(to) > Last)
        {
            throw new ArgumentException($"{from:uuuu-MM-dd} to {to:uuuu-MM-dd} is no span that can be shown", nameof(to));
        }

        From = from;
        To = to;
    }

    public LocalDate From { get; }

    public LocalDate To { get; }

    public int Days => Day.Number(To) - Day.Number(From) + 1;

    /// <summary>The span of so many days that begins on a day; what would reach beyond the years that are shown is moved back into them.</summary>
    public static Span Of(int firstDay, int days)
    {
        days = Math.Clamp(days, 1, MostDays);
        var from = Math.Clamp(firstDay, First, Last - days + 1);
        return new(Day.At(from), Day.At(from + days - 1));
    }

    /// <summary>A span of about so many days around a day.</summary>
    public static Span Around(LocalDate day, int days) => Of(Day.Number(day) - (days / 2), days);

    /// <param name="factor">Below 1 to see less and nearer.</param>
    /// <param name="at">The place that stays where it is: 0 the first day, 1 the last.</param>
    public Span Zoomed(double factor, double at)
    {
        // from a few days a factor near 1 would round to no change at all, and the wheel would stand still
        var days = Math.Clamp(Step(Days * factor), 1, MostDays);
        return Of(Day.Number(From) + (int)Math.Round((Days - days) * Math.Clamp(at, 0, 1)), days);

        int Step(double wanted) => (int)Math.Round(wanted) is var rounded && rounded != Days ? rounded : factor < 1 ? Days - 1 : factor > 1 ? Days + 1 : Days;
    }

    /// <param name="share">By what part of the span; above 0 toward later days.</param>
    public Span Moved(double share)
    {
        var by = (int)Math.Round(Days * share);
        return Of(Day.Number(From) + (by != 0 ? by : Math.Sign(share)), Days);
    }

    /// <summary>Whether any of these days is in it; both ends count.</summary>
    public bool Holds(LocalDate from, LocalDate to) => from <= To && From <= to;
}
