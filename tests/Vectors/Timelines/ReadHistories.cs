using System.Globalization;
using System.Text.Json;
using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Vectors.Timelines;

/// <summary>Reads simulated histories from a table (a line an event) or from our own short form (a string a type).</summary>
internal static class ReadHistories
{
    /// <summary>By replicate. The columns replicate, type, date_lo and date_hi are read; the label says the truth and is never looked at.</summary>
    public static Dictionary<int, History> FromTable(string file)
    {
        var histories = new Dictionary<int, History>();
        using var lines = File.ReadLines(file).GetEnumerator();
        if (!lines.MoveNext())
        {
            return histories;
        }

        var columns = lines.Current.Split(',').ToList();
        int Column(string name) => columns.IndexOf(name) is var at and >= 0 ? at : throw new FormatException($"{Path.GetFileName(file)} has no column '{name}'");
        var (replicate, type, from, to) = (Column("replicate"), Column("type"), Column("date_lo"), Column("date_hi"));
        while (lines.MoveNext())
        {
            // what may hold a comma stands in the last columns, behind all that is read
            var cells = lines.Current.Split(',');
            Of(histories, int.Parse(cells[replicate], CultureInfo.InvariantCulture)).Add(cells[type], new(Reading.Day(cells[from]), Reading.Day(cells[to])));
        }

        return histories;
    }

    /// <summary>
    /// The short form: the days of a type in one string, the first as a date, each further one as days after the one before; "/6" where it may
    /// be up to six days later.
    /// </summary>
    public static History FromShort(JsonElement days)
    {
        var history = new History();
        foreach (var type in days.EnumerateObject())
        {
            LocalDate? before = null;
            foreach (var word in type.Value.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = word.Split('/');
                var first = before is { } last ? last.PlusDays(int.Parse(parts[0], CultureInfo.InvariantCulture)) : Reading.Day(parts[0]);
                history.Add(type.Name, new(first, parts.Length == 1 ? first : first.PlusDays(int.Parse(parts[1], CultureInfo.InvariantCulture))));
                before = first;
            }
        }

        return history;
    }

    private static History Of(Dictionary<int, History> histories, int replicate) => histories.TryGetValue(replicate, out var history) ? history : histories[replicate] = new();
}
