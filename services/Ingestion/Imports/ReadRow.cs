using System.Text.Json;
using Timeline.Hosting;

namespace Timeline.Ingestion.Imports;

/// <summary>Makes of a row as it stands in a file what it says, by the format of its import, and says where it cannot be read.</summary>
public sealed class ReadRow(Import import)
{
    private readonly SheetFormat? sheet = Formats.Of(import.Format, import.Mapping).Sheet;

    public RowRead Of(string body) => sheet is null ? OfJson(body) : OfCells(body, sheet, import.Header!);

    /// <summary>What is wrong with a row that could be read and cannot be recorded: by field, and of cells by the column that the field comes from.</summary>
    public RowRead Refuse(Refused refused)
    {
        var errors = refused.Errors.Select(e => (Column: ColumnOf(e.Key), Field: e.Key, Says: string.Join(" ", e.Value))).ToList();
        var first = errors.FirstOrDefault(e => e.Column is not null).Column;
        return new(
            null,
            first is { } column && sheet!.IndexOf(column, import.Header!) is >= 0 and var at ? at + 1 : null,
            string.Join(" ", errors.Select(e => e.Column is { } cell && cell != e.Field ? $"{cell} ({e.Field}): {e.Says}" : $"{e.Field}: {e.Says}")));
    }

    /// <summary>What is wrong with a row of JSON.</summary>
    public static RowRead Refuse(JsonException e)
    {
        var field = e.Path is null or "$" ? "" : e.Path.TrimStart('$').TrimStart('.') + ": ";
        var says = e.Message.StartsWith(Refused.NotText, StringComparison.Ordinal) ? Refused.NotText : e.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "there is no such field"
            : e.Message.Contains("could not be converted", StringComparison.Ordinal) ? "this value is not one that the field can have" : "the line is not JSON";
        return new(null, (int?)e.BytePositionInLine + 1, field + says);
    }

    private static RowRead OfJson(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<TimelineRow>(body, Json.Forms) is { } row ? new(row) : new(null, null, "row: It is empty.");
        }
        catch (JsonException e)
        {
            return Refuse(e);
        }
    }

    private static RowRead OfCells(string body, SheetFormat sheet, SheetHeader header)
    {
        var cells = new Cells(sheet, header, ReadSheet.CellsOf(body, header));
        var row = sheet.Read(cells);
        return cells.Wrong is { } wrong ? new(null, wrong.Column > 0 ? wrong.Column : null, wrong.Says) : new(row, Proposals: cells.Proposals);
    }

    private string? ColumnOf(string field) => sheet?.Fields
        .Where(f => f.Key == field || field.StartsWith(f.Key + ".", StringComparison.Ordinal) || f.Key.StartsWith(field + ".", StringComparison.Ordinal))
        .OrderByDescending(f => f.Key.Length).Select(f => f.Value).FirstOrDefault();
}
