using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>A column that a format knows.</summary>
/// <param name="Needed">A file without it is none of this format.</param>
/// <param name="AlsoCalled">Its name in other editions. Names are compared by their letters and digits alone.</param>
public sealed record SheetColumn(string Name, bool Needed = false, params string[] AlsoCalled)
{
    public bool Is(string heading) => AlsoCalled.Prepend(Name).Any(name => Bare(name) == Bare(heading));

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}

/// <summary>A format whose files are rows of cells under a header.</summary>
/// <param name="Fields">Which column a field of the report comes from: what is wrong with the field is said of that column.</param>
/// <param name="Empty">What stands in a cell that says nothing.</param>
/// <param name="Read">Makes a row of the timeline format, or refuses cells.</param>
public sealed record SheetFormat(
    IReadOnlyList<SheetColumn> Columns, IReadOnlyDictionary<string, string> Fields, IReadOnlyCollection<string> Empty, Func<Cells, TimelineRow> Read)
{
    /// <summary>What registers write where they know nothing.</summary>
    public static readonly IReadOnlyCollection<string> NothingKnown = ["NA", "N/A", "NULL", "NaN", "-99", "-999"];

    /// <summary>Where a file has a column; -1 where it has none.</summary>
    public int IndexOf(string column, SheetHeader header)
    {
        var known = Columns.FirstOrDefault(c => c.Name == column);
        for (var at = 0; at < header.Columns.Count; at++)
        {
            if (known?.Is(header.Columns[at]) ?? header.Columns[at] == column)
            {
                return at;
            }
        }

        return -1;
    }

    public IReadOnlyList<string> Missing(SheetHeader header) => [.. Columns.Where(c => c.Needed && !header.Columns.Any(c.Is)).Select(c => c.Name)];
}

/// <summary>The header of a file of cells.</summary>
/// <param name="Columns">Its names in their order, one that has none empty.</param>
/// <param name="Separator">What stands between two cells.</param>
/// <param name="Raw">The header as it stands in the file.</param>
public sealed record SheetHeader(IReadOnlyList<string> Columns, string Separator, string Raw)
{
    /// <summary>The column in which rejected rows say why when they are given back (<see cref="ShowImport"/>). No format reads it, and a row need not fill it.</summary>
    public const string Reasons = "rejected because";

    /// <summary>How many cells a row has: up to the last column with a name.</summary>
    public int Cells() => Columns.Index().LastOrDefault(c => c.Item.Length > 0 && c.Item != Reasons).Index + 1;

    /// <summary>Where a row says why it was rejected before; -1 in a file in which none does.</summary>
    public int ReasonsAt() => Columns.Index().Where(c => c.Item == Reasons).Select(c => c.Index).DefaultIfEmpty(-1).First();
}

/// <summary>Something that the words of a row suggest and its source does not state: for a person to decide.</summary>
/// <param name="Words">The words that led to it.</param>
public sealed record Proposal(Kind Kind, string? Subkind, string Words)
{
    /// <summary>With this begins what a note says of proposals, behind the words of the source: those are told twice there, and between quotation marks.</summary>
    public const string Aside = "[Its words suggest, and it does not state:";
}

/// <summary>A row of a file as it was read.</summary>
/// <param name="Row">Null where it is refused.</param>
/// <param name="Column">The place in the row at which it is refused: of JSON the byte, of cells the number of the cell, both from 1.</param>
public sealed record RowRead(TimelineRow? Row, int? Column = null, string? Reason = null, IReadOnlyList<Proposal>? Proposals = null);
