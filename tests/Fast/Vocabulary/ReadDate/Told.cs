using NodaTime;
using NodaTime.Text;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>A reading as one short line, for tables.</summary>
internal static class Told
{
    /// <summary>"earliest..latest/ends Precision", "…/open …" where it goes on, " solar" for that calendar; a refusal by its sentence.</summary>
    public static string Of(DateReading reading) => reading switch
    {
        DateRead { Occurrence: { Begins: { } begins } when } =>
            $"{begins}{(when.Ends is { } ends ? $"/{ends}" : "")}{(when.EndsOpen ? "/open" : "")} {when.Precision}{when.Calendar switch { SourceCalendar.SolarHijri => " solar", SourceCalendar.LunarHijri => " lunar", _ => "" }}",
        DateRead => "undated",
        _ => reading.Says,
    };

    /// <summary>"&gt;1999-08-01 &lt;1999-08-31 y1999", any of them.</summary>
    public static ReadingOptions Given(string given)
    {
        var words = given.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(Day('>'), Day('<'), words.FirstOrDefault(w => w[0] == 'y') is { } year ? int.Parse(year[1..]) : null);

        LocalDate? Day(char sign) => words.FirstOrDefault(w => w[0] == sign) is { } day ? LocalDatePattern.Iso.Parse(day[1..]).Value : null;
    }
}
