using Timeline.Forms;
using Timeline.Hosting;

namespace Timeline.Ingestion.Imports;

/// <summary>A way in which files are written.</summary>
/// <param name="Sheet">How its rows of cells are read; null where a row is an object of JSON.</param>
public sealed record ImportFormat(string Name, SheetFormat? Sheet = null)
{
    /// <summary>
    /// A file whose rows have keys of their own making may say the same incident as another set, and knows it does not: what is likely told already is held back for a person.
    /// The rows of the timeline format link to one another, so each is recorded, and what it may repeat stands beside its verdict.
    /// </summary>
    public bool HoldsDuplicates => Sheet is not null;
}

/// <summary>
/// The formats that are known, one file a format: each makes of its rows the rows of the timeline format (<see cref="TimelineRow"/>), and from there all
/// go the same way (<see cref="TakeRow"/>). To add one: a file beside <see cref="ReadAcled"/> and a line here.
/// </summary>
public static class Formats
{
    public const string Timeline = "timeline";
    public const string Csv = "csv";

    private static readonly ImportFormat[] Fixed =
    [
        new(Timeline), new("ucdp-ged", ReadUcdpGed.Format), new("acled", ReadAcled.Format), new("asam", ReadAsam.Format),
    ];

    public static readonly IReadOnlyList<string> Names = [.. Fixed.Select(f => f.Name), Csv];

    /// <param name="mapping">What the columns of a csv file mean; of no other format.</param>
    /// <exception cref="Refused">There is no such format.</exception>
    public static ImportFormat Of(string name, Mapping? mapping) => name == Csv
        ? new(Csv, ReadMapped.By(mapping ?? throw Refused.Field("mapping", "Say what its columns mean: the name of a mapping that was kept, or a mapping itself. POST /api/imports/proposals proposes one.")))
        : Fixed.FirstOrDefault(f => f.Name == name) ?? throw Refused.Field("format", $"'{ReadWords.Excerpt(name)}' is not one of: {string.Join(", ", Names)}.");

    /// <summary>The format whose columns a header has; csv where it is none of those known.</summary>
    public static string Guess(SheetHeader header) => Fixed.FirstOrDefault(f => f.Sheet is { } sheet && sheet.Missing(header).Count == 0)?.Name ?? Csv;
}
