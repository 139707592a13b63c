using NodaTime;

namespace Timeline.Vocabulary;

/// <summary>How wide the words are, which decides how wide "about" is.</summary>
internal enum Grain { Day, PartOfMonth, Month, PartOfYear, Year, Decade }

/// <summary>A date phrase resolved to days.</summary>
/// <param name="Name">The shortest words that read back to it.</param>
/// <param name="How">The convention by which it was read, or empty where the words need none.</param>
internal sealed record Stretch(UncertainDate Days, DatePrecision Precision, Grain Grain, SourceCalendar Calendar, string Name, string How = "")
{
    /// <summary>The days in words: "9 August 1999", "1 to 10 August 1999".</summary>
    public string InDays() => InDays(Days);

    public static string InDays(UncertainDate days)
    {
        var (a, b) = (days.Earliest, days.Latest);
        return a == b ? OfDay(a)
            : (a.Year, a.Month) == (b.Year, b.Month) ? $"{a.Day} to {OfDay(b)}"
            : a.Year == b.Year ? $"{a.Day} {DateWords.Months[a.Month - 1]} to {OfDay(b)}"
            : $"{OfDay(a)} to {OfDay(b)}";
    }

    public static string OfDay(LocalDate day) => $"{day.Day} {DateWords.Months[day.Month - 1]} {day.Year:0000}";

    /// <summary>The same with doubt added on both sides, as "about" says. The widths are a convention of this project, in one place.</summary>
    public Stretch About()
    {
        var (either, says) = Grain switch
        {
            Grain.Day => (Period.FromDays(3), "3 days"),
            Grain.PartOfMonth => (Period.FromDays(5), "5 days"),
            Grain.Month => (Period.FromDays(15), "15 days"),
            Grain.PartOfYear => (Period.FromDays(30), "30 days"),
            Grain.Year => (Period.FromYears(1), "one year"),
            _ => (Period.FromYears(5), "five years"),
        };
        return this with
        {
            Days = new(Days.Earliest.Minus(either), Days.Latest.Plus(either)), Precision = DatePrecision.Range, Name = $"about {Name}",
            How = Join(How, $"'about' adds {says} on either side"),
        };
    }

    public static string Join(params string[] how) => string.Join("; ", how.Where(h => h.Length > 0).Distinct());
}

/// <summary>What was found, or why it was not.</summary>
internal readonly record struct Found(Stretch? Stretch, Refusal? Refusal)
{
    public static implicit operator Found(Stretch stretch) => new(stretch, null);
    public static implicit operator Found(Refusal refusal) => new(null, refusal);
}
