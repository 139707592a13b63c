using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>Whatever is written in a form the reader knows reads back to itself; whatever is not never throws.</summary>
public sealed class ReadDateProperties
{
    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly Gen<LocalDate> AnyDay =
        Gen.Choose(Day.Number(new(1000, 1, 1)), Day.Number(new(2999, 12, 31))).Select(Day.At);

    [Property(MaxTest = 500)]
    public Property Any_day_reads_back_to_itself_in_every_form() => Prop.ForAll(AnyDay.ToArbitrary(), day =>
    {
        var (month, weekday) = (Months[day.Month - 1], day.DayOfWeek);
        string[] forms =
        [
            $"{day:uuuu-MM-dd}", $"{day.Day} {month} {day.Year}", $"{month} {day.Day}, {day.Year}", $"the {day.Day}th of {month[..3].ToUpperInvariant()}. {day.Year}",
            $"{weekday} {day.Day} {month} {day.Year}", $"{day.Day}-{month[..3]}-{day.Year}", $"on {weekday.ToString()[..3]}, {month} {day.Day} {day.Year}",
        ];

        Assert.All(forms, form => Assert.Equal($"{day:uuuu-MM-dd} Day", Told.Of(ReadDate.Read(form))));
    });

    [Property(MaxTest = 300)]
    public Property Any_month_reads_back_to_all_its_days_in_every_form() => Prop.ForAll(AnyDay.ToArbitrary(), day =>
    {
        var (first, last) = (day.With(DateAdjusters.StartOfMonth), day.With(DateAdjusters.EndOfMonth));
        string[] forms = [$"{day:uuuu-MM}", $"{Months[day.Month - 1]} {day.Year}", $"in {Months[day.Month - 1].ToLowerInvariant()}, {day.Year}", $"{day.Year} {Months[day.Month - 1][..3]}"];

        Assert.All(forms, form => Assert.Equal($"{first:uuuu-MM-dd}..{last:uuuu-MM-dd} Month", Told.Of(ReadDate.Read(form))));
    });

    [Property(MaxTest = 300)]
    public Property Any_year_reads_back_to_itself_once_its_calendar_is_clear() => Prop.ForAll(Gen.Choose(1000, 2999).ToArbitrary(), year =>
    {
        // between 1300 and 1499 a bare year could be a Solar Hijri one, and is refused
        var form = year is >= 1300 and <= 1499 ? $"{year} CE" : $"{year}";

        Assert.Equal($"{year}-01-01..{year}-12-31 Year", Told.Of(ReadDate.Read(form)));
    });

    [Property(MaxTest = 500)]
    public Property Any_solar_hijri_day_reads_back_to_itself() =>
        Prop.ForAll(Gen.Choose(1300, 1499).Zip(Gen.Choose(1, 365)).ToArbitrary(), when =>
        {
            string[] names = ["Hamal", "Sawr", "Jawza", "Saratan", "Asad", "Sunbula", "Mizan", "Aqrab", "Qaws", "Jadi", "Dalw", "Hut"];
            var solar = new LocalDate(when.Item1, 1, 1, CalendarSystem.PersianAstronomical).PlusDays(when.Item2 - 1);

            var reading = ReadDate.Read($"{solar.Day} {names[solar.Month - 1]} {solar.Year}");

            Assert.Equal($"{solar.WithCalendar(CalendarSystem.Iso):uuuu-MM-dd} Day solar", Told.Of(reading));
        });

    [Property(MaxTest = 500)]
    public Property Figures_that_could_be_day_first_or_month_first_are_never_decided() =>
        Prop.ForAll(Gen.Choose(1, 12).Zip(Gen.Choose(1, 12)).Where(p => p.Item1 != p.Item2).Zip(Gen.Elements('/', '.', '-')).ToArbitrary(), made =>
        {
            var ((a, b), sign) = (made.Item1, made.Item2);

            var refusal = Assert.IsType<Refusal>(ReadDate.Read($"{a:00}{sign}{b}{sign}1999"));

            Assert.Equal([$"{a} {Months[b - 1]} 1999", $"{b} {Months[a - 1]} 1999"], refusal.Suggestions);
        });

    [Property(MaxTest = 2000)]
    public void Any_words_at_all_are_answered_without_an_exception(string? words) => AnswersOrFails(words);

    [Property(MaxTest = 2000)]
    public Property Any_jumble_of_the_words_of_dates_is_answered_without_an_exception()
    {
        string[] pieces =
        [
            "9", "13", "31", "0", "99", "1999", "2000", "1378", "999999999", "9th", "August", "Feb", "Asad", "Hut", "summer", "winter", "early", "mid-", "late", "first half of",
            "1990s", "Q3", "H2", "from", "to", "until", "between", "and", "or", "before", "after", "by", "since", "onward", "about", "-", "–", "/", ".", ",", "'",
            "1999-08-09", "09/08/1999", "2000/01", "1995-96", "AP", "CE", "Monday", "the", "of", "autum", "?", "..",
        ];
        var jumble = Gen.ArrayOf(Gen.Elements(pieces).Zip(Gen.Elements("", " ", " "))).Where(p => p.Length <= 12);
        return Prop.ForAll(jumble.ToArbitrary(), chosen => AnswersOrFails(string.Concat(chosen.Select(p => p.Item1 + p.Item2))));
    }

    private static void AnswersOrFails(string? words)
    {
        foreach (var given in new[] { null, new ReadingOptions(new(1999, 1, 1), new(2000, 12, 31), 1999) })
        {
            var reading = ReadDate.Read(words, given);

            Assert.NotEmpty(reading.Says);
            Assert.All((reading as Refusal)?.Suggestions ?? [], suggestion => Assert.IsType<DateRead>(ReadDate.Read(suggestion, given)));
        }
    }
}
