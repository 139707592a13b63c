using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using CsvHelper.Configuration;
using Timeline.Hosting;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// The rows of a file of cells (RFC 4180, with any of the usual separators): each as it stands in the file, with the line it begins in. A row that is
/// ragged, or in which a quotation mark stands where none can, is refused by itself.
/// </summary>
public static class ReadSheet
{
    /// <summary>The most characters of one cell.</summary>
    public const int CellMost = 200_000;

    private static readonly string[] Separators = [",", ";", "\t", "|"];

    /// <summary>Reads the header, the first row that is not empty, and what stands between two cells.</summary>
    /// <param name="start">The beginning of the file, in which the header ends.</param>
    /// <exception cref="Refused">There is none.</exception>
    public static SheetHeader Header(string start)
    {
        var first = start.AsSpan().TrimStart("\r\n \t").ToString();
        var end = first.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? first : first[..end];
        // a whole row that a spreadsheet put between quotation marks has no separator outside them, and so only one column
        var separator = Separators.MaxBy(s => Outside(line, s[0]))!;
        using var parser = Parser(new StringReader(first), separator, () => { });
        if (!Reads(parser) || parser.Record is not { } columns || columns.All(string.IsNullOrWhiteSpace))
        {
            throw Refused.Field("body", "The file is empty: it has no header.");
        }

        if (columns.Where(c => c.Trim().Length > 0).GroupBy(c => c.Trim(), StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw Refused.Field("body", $"The header has the column '{Forms.ReadWords.Excerpt(twice.Key)}' twice.");
        }

        return new([.. columns.Select(c => Unguarded(c.Trim()).Trim())], separator, parser.RawRecord.TrimEnd('\r', '\n'));
    }

    /// <summary>The rows below the header.</summary>
    public static async IAsyncEnumerable<FileRow> OfAsync(TextReader file, SheetHeader header, [EnumeratorCancellation] CancellationToken stop)
    {
        var bad = false;
        using var parser = Parser(file, header.Separator, () => bad = true);
        var (line, begun) = (1, false);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            bad = false;
            string? tooLong = null;
            try
            {
                if (!await parser.ReadAsync())
                {
                    yield break;
                }

                // asked for, so that what is wrong with a cell comes out here
                _ = parser.Record;
            }
            catch (MaxFieldSizeException)
            {
                tooLong = $"A cell of this row has more than {CellMost} characters: perhaps a quotation mark that is not closed. Nothing behind it could be read.";
            }

            if (tooLong is not null)
            {
                yield return new(line, "", tooLong);
                yield break;
            }

            var (raw, from) = (parser.RawRecord, line);
            line += LineEnds(raw);
            var cells = parser.Record!;
            var row = raw.TrimEnd('\r', '\n');
            if (cells.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (!begun)
            {
                begun = true;   // the header itself
                from = line;
                continue;
            }

            yield return new(from, row, Trouble(row, cells, header, bad, line - from));
        }
    }

    /// <summary>The cells of one row.</summary>
    public static IReadOnlyList<string> CellsOf(string row, SheetHeader header)
    {
        using var parser = Parser(new StringReader(row), header.Separator, () => { });
        return Reads(parser) ? [.. parser.Record!.Select(Unguarded)] : [];
    }

    /// <summary>A row as it can be opened in a spreadsheet: a cell that would be taken for a formula has an apostrophe before it, which reading takes away again.</summary>
    public static string Guarded(string row, SheetHeader header)
    {
        using var parser = Parser(new StringReader(row), header.Separator, () => { });
        return !Reads(parser) || !parser.Record!.Any(IsFormula) ? row
            : string.Join(header.Separator, parser.Record!.Select(c => IsFormula(c) ? Quoted("'" + c) : Quoted(c)));
    }

    /// <summary>The header of rows that are given back, with a column for why.</summary>
    public static string WithReasons(SheetHeader header) => header.ReasonsAt() < 0 ? Guarded(header.Raw, header) + header.Separator + SheetHeader.Reasons : Guarded(header.Raw, header);

    /// <summary>A row that is given back, guarded, with why it was rejected. One whose cells cannot be told apart, or are too few, stays as it came: a cell more could seem to mend what only a person can.</summary>
    public static string WithReason(string row, SheetHeader header, string reason)
    {
        var bad = false;
        using var parser = Parser(new StringReader(row), header.Separator, () => bad = true);
        if (!Reads(parser) || parser.Record is not { } cells || bad || cells.Length < header.Cells())
        {
            return Guarded(row, header);
        }

        var (at, said) = (header.ReasonsAt() is >= 0 and var known ? known : header.Columns.Count, cells.ToList());
        if (IsRagged(cells, header))
        {
            said.Add(reason);   // behind the cells that are too many, which are so still
        }
        else
        {
            said.AddRange(Enumerable.Repeat("", Math.Max(0, at + 1 - said.Count)));
            said[at] = reason;
            said.RemoveRange(Math.Max(at + 1, header.Columns.Count), said.Count - Math.Max(at + 1, header.Columns.Count));
        }

        return string.Join(header.Separator, said.Select(c => Quoted(IsFormula(c) ? "'" + c : c)));
    }

    private static bool IsRagged(string[] cells, SheetHeader header) =>
        cells.Length < header.Cells() || cells.Index().Skip(header.Cells()).Any(c => c.Index != header.ReasonsAt() && !string.IsNullOrWhiteSpace(c.Item));

    private static string? Trouble(string row, string[] cells, SheetHeader header, bool bad, int lines)
    {
        var wanted = header.Cells();
        var perhaps = lines > 1 ? $" It reaches over {lines} lines: perhaps a quotation mark that is not closed." : "";
        return bad ? "A quotation mark stands where none can: a cell that holds one stands between two, and doubles it." + perhaps
            : cells is [var only] && wanted > 1 && only.Contains(header.Separator, StringComparison.Ordinal) ? "The whole row stands between quotation marks, as one cell: perhaps a spreadsheet did that."
            : IsRagged(cells, header) ? $"It has {cells.Length} cells where the header has {wanted}.{perhaps}"
            : row == header.Raw ? "It is the header once more."
            : null;
    }

    private static CsvParser Parser(TextReader text, string separator, Action bad) => new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
    {
        Delimiter = separator,
        HasHeaderRecord = false,
        IgnoreBlankLines = false,
        MaxFieldSize = CellMost,
        BadDataFound = _ => bad(),
    });

    private static bool Reads(CsvParser parser)
    {
        try
        {
            return parser.Read() && parser.Record is not null;
        }
        catch (MaxFieldSizeException)
        {
            return false;
        }
    }

    private static bool IsFormula(string cell) =>
        cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Unguarded(string cell) => cell is ['\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..] ? cell[1..] : cell;

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static int Outside(string line, char separator)
    {
        var (count, quoted) = (0, false);
        foreach (var letter in line)
        {
            quoted ^= letter == '"';
            count += !quoted && letter == separator ? 1 : 0;
        }

        return count;
    }

    // a lone carriage return ends a line as well
    private static int LineEnds(string text) =>
        text.Index().Count(c => c.Item == '\n' || (c.Item == '\r' && (c.Index + 1 == text.Length || text[c.Index + 1] != '\n')));
}
