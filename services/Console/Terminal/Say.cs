using System.Globalization;
using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Terminal;

/// <summary>Values in plain words. What is uncertain stays a range.</summary>
public static class Say
{
    /// <summary>"9 August 1999", "1 to 31 August 1999", "20 September to 10 October 1999".</summary>
    public static string Day(UncertainDate date)
    {
        var (first, last) = (date.Earliest, date.Latest);
        return first == last ? Full(last)
            : first.Year != last.Year ? $"{Full(first)} to {Full(last)}"
            : first.Month != last.Month ? $"{DayAndMonth(first)} to {Full(last)}"
            : $"{first.Day} to {Full(last)}";
    }

    /// <summary>"after 4 days", "after 0 to 4 days", "after 1 day"; before, where both are negative.</summary>
    public static string Lag(LagDays lag) => lag switch
    {
        { Max: < 0 } => $"{Range(-lag.Max, -lag.Min)} before",
        { Min: < 0 } => $"from {Count(-lag.Min)} before to {Count(lag.Max)} after",
        _ => $"after {Range(lag.Min, lag.Max)}",
    };

    /// <summary>"2.05 to 5.05 million dollars", "50 thousand dollars", "at least 2 million dollars".</summary>
    public static string Dollars(decimal? low, decimal? high) => Between(low, high, Money);

    /// <summary>"4,600 t", "4,500 to 4,700 t".</summary>
    public static string Tonnes(decimal? low, decimal? best, decimal? high) =>
        (best is { } b && low is null && high is null) ? $"{Number(b)} t"
        : best is { } most && (low ?? most) <= most && (high ?? most) >= most && low != high ? $"{Number(most)} t ({Between(low, high, (l, _) => (Number(l), "t"))})"
        : Between(low ?? best, high ?? best, (l, _) => (Number(l), "t"));

    /// <summary>"40 %", "under 1 %", "over 99 %": a share is never rounded to none or all.</summary>
    public static string Share(double share) => share switch
    {
        > 0 and < 0.01 => "under 1 %",
        > 0.99 and < 1 => "over 99 %",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100)} %"),
    };

    /// <summary>An incident's own name, or its id where it has none.</summary>
    public static string Name(IReadOnlyDictionary<string, string> titles, string id) => titles.GetValueOrDefault(id, id);

    public static string Plural(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    private static string Between(decimal? low, decimal? high, Func<decimal, decimal, (string Number, string Unit)> scale)
    {
        if (low is { } l && high is { } h)
        {
            var (from, to) = (scale(l, h), scale(h, h));
            return l == h ? $"{to.Number} {to.Unit}" : from.Unit == to.Unit ? $"{from.Number} to {to.Number} {to.Unit}" : $"{from.Number} {from.Unit} to {to.Number} {to.Unit}";
        }

        return (low, high) switch
        {
            ({ } least, null) => $"at least {scale(least, least).Number} {scale(least, least).Unit}",
            (null, { } most) => $"at most {scale(most, most).Number} {scale(most, most).Unit}",
            _ => "not stated",
        };
    }

    // both ends of a range in the unit of its greater end, so that they compare at a glance
    private static (string, string) Money(decimal amount, decimal greatest) => greatest switch
    {
        >= 1_000_000_000 => (Number(amount / 1_000_000_000), "billion dollars"),
        >= 1_000_000 => (Number(amount / 1_000_000), "million dollars"),
        _ => (Number(amount), "dollars"),
    };

    private static string Number(decimal number) => number.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static string Range(int min, int max) => min == max ? Count(min) : $"{min} to {Count(max)}";

    private static string Count(int days) => Plural(days, "day", "days");

    private static string Full(LocalDate day) => day.ToString("d MMMM uuuu", CultureInfo.InvariantCulture);

    private static string DayAndMonth(LocalDate day) => day.ToString("d MMMM", CultureInfo.InvariantCulture);
}
