using NodaTime;

namespace Timeline.Vocabulary;

/// <summary>
/// A day known only to lie between two days, both of which count. A day known exactly has both alike.
/// Every day in between is as likely as any other; nothing is ever guessed inside it.
/// </summary>
/// <remarks>Doubt and duration are two things: "in June" for a day unknown is one uncertain date; what lasted all
/// June has a beginning and an end (<see cref="Occurrence"/>).</remarks>
public readonly record struct UncertainDate : IComparable<UncertainDate>
{
    /// <exception cref="ArgumentException">The latest day lies before the earliest.</exception>
    public UncertainDate(LocalDate earliest, LocalDate latest)
    {
        if (latest < earliest)
        {
            throw new ArgumentException($"latest {latest:uuuu-MM-dd} lies before earliest {earliest:uuuu-MM-dd}", nameof(latest));
        }

        Earliest = earliest;
        Latest = latest;
    }

    /// <summary>The first day it may be; counts.</summary>
    public LocalDate Earliest { get; }

    /// <summary>The last day it may be; counts.</summary>
    public LocalDate Latest { get; }

    public static UncertainDate On(LocalDate day) => new(day, day);

    /// <summary>How many days it may be; 1 for a day known exactly.</summary>
    public int Days() => Day.Number(Latest) - Day.Number(Earliest) + 1;

    public bool IsExact() => Earliest == Latest;

    public bool MightBe(LocalDate day) => Earliest <= day && day <= Latest;

    public bool MightShareADayWith(UncertainDate other) => Earliest <= other.Latest && other.Earliest <= Latest;

    /// <summary>The days that both allow, or null where they exclude one another.</summary>
    public UncertainDate? Intersect(UncertainDate other)
    {
        var earliest = Day.Later(Earliest, other.Earliest);
        var latest = Day.Earlier(Latest, other.Latest);
        return earliest <= latest ? new(earliest, latest) : null;
    }

    /// <summary>The smallest stretch that holds both.</summary>
    public UncertainDate Hull(UncertainDate other) => new(Day.Earlier(Earliest, other.Earliest), Day.Later(Latest, other.Latest));

    /// <summary>By earliest, then by latest day.</summary>
    public int CompareTo(UncertainDate other) =>
        Earliest.CompareTo(other.Earliest) is var first && first != 0 ? first : Latest.CompareTo(other.Latest);

    public static bool operator <(UncertainDate left, UncertainDate right) => left.CompareTo(right) < 0;
    public static bool operator >(UncertainDate left, UncertainDate right) => left.CompareTo(right) > 0;
    public static bool operator <=(UncertainDate left, UncertainDate right) => left.CompareTo(right) <= 0;
    public static bool operator >=(UncertainDate left, UncertainDate right) => left.CompareTo(right) >= 0;

    public override string ToString() => IsExact() ? $"{Earliest:uuuu-MM-dd}" : $"{Earliest:uuuu-MM-dd}..{Latest:uuuu-MM-dd}";
}

/// <summary>Days as whole numbers, so that every difference of dates is an integer.</summary>
public static class Day
{
    private static readonly LocalDate Zero = new(1970, 1, 1);

    /// <summary>Days since 1 January 1970, which is 0.</summary>
    public static int Number(LocalDate day) => Period.DaysBetween(Zero, day);

    /// <summary>The day with that number.</summary>
    public static LocalDate At(int number) => Zero.PlusDays(number);

    public static LocalDate Earlier(LocalDate a, LocalDate b) => a < b ? a : b;

    public static LocalDate Later(LocalDate a, LocalDate b) => a > b ? a : b;
}
