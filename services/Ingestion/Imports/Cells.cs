using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Timeline.Forms;

namespace Timeline.Ingestion.Imports;

/// <summary>The cells of one row by the names of their columns; what cannot be read is said of its column, and the rest is read all the same.</summary>
public sealed partial class Cells(SheetFormat format, SheetHeader header, IReadOnlyList<string> values)
{
    private readonly List<(int Column, string Says)> wrong = [];
    private readonly List<Proposal> proposals = [];

    public IReadOnlyList<Proposal> Proposals => proposals;

    /// <summary>Null where everything could be read; otherwise the first cell that could not, and all that is wrong.</summary>
    public (int Column, string Says)? Wrong => wrong.Count == 0 ? null : (wrong[0].Column, string.Join(" ", wrong.Select(w => w.Says)));

    /// <summary>A cell, its white space made single; null where it says nothing or the file has no such column.</summary>
    public string? Text(string column)
    {
        var at = format.IndexOf(column, header);
        if (at < 0 || at >= values.Count)
        {
            return null;
        }

        var text = WhiteSpace().Replace(values[at], " ").Trim();
        return text.Length == 0 || format.Empty.Contains(text, StringComparer.OrdinalIgnoreCase) ? null : text;
    }

    public decimal? Number(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Refuse(column, $"'{ReadWords.Excerpt(text)}' is not a number.");
        return null;
    }

    /// <summary>A code of a few whole numbers, both ends counting.</summary>
    public int? Code(string column, int from, int to)
    {
        if (Number(column) is not { } number)
        {
            return null;
        }

        if (number >= from && number <= to && decimal.IsInteger(number))
        {
            return (int)number;
        }

        Refuse(column, $"{number} is not a code from {from} to {to}.");
        return null;
    }

    /// <summary>A day in ISO form, with or without a time of day behind it, or as "23 February 2022".</summary>
    public LocalDate? Day(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        foreach (var pattern in Days)
        {
            if (pattern.Parse(TimeOfDay().Replace(text, "")) is { Success: true, Value: { Year: >= 1000 and <= 2999 } day })
            {
                return day;
            }
        }

        Refuse(column, $"'{ReadWords.Excerpt(text)}' is not a day such as 1999-08-09.");
        return null;
    }

    /// <summary>The row cannot be recorded, for what stands in this column.</summary>
    public void Refuse(string column, string says)
    {
        var at = format.IndexOf(column, header);
        wrong.Add((at + 1, $"{(at >= 0 ? header.Columns[at] : column)}: {says}"));
    }

    public void Propose(Proposal proposal) => proposals.Add(proposal);

    private static readonly LocalDatePattern[] Days =
    [
        LocalDatePattern.Iso,
        LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu"),
        LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu"),
        LocalDatePattern.CreateWithInvariantCulture("uuuu/M/d"),
    ];

    // a stray control character in a narrative is noise of whatever wrote the file
    [GeneratedRegex(@"[\s\u0001-\u001f\u007f]+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")]
    private static partial Regex TimeOfDay();
}
