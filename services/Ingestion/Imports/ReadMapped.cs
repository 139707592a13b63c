using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Timeline.Forms;
using Timeline.Hosting;

namespace Timeline.Ingestion.Imports;

/// <summary>A csv file of anybody's, read by a mapping of its columns.</summary>
internal static partial class ReadMapped
{
    public static SheetFormat By(Mapping mapping)
    {
        var fields = mapping.Fields!;
        var columns = fields.Values.SelectMany(ColumnsOf).Distinct(StringComparer.Ordinal);
        return new(
            [.. columns.Select(c => new SheetColumn(c, true))],
            fields.Where(f => ColumnsOf(f.Value).Any()).ToDictionary(f => f.Key, f => ColumnsOf(f.Value).First()),
            [.. SheetFormat.NothingKnown, .. mapping.Empty ?? []],
            cells => Read(cells, mapping));
    }

    public static IEnumerable<string> ColumnsOf(MappedField field) =>
        field.Column is { } column ? [column] : field.Text is { } text ? Name().Matches(text).Select(m => m.Groups[1].Value) : [];

    private static TimelineRow Read(Cells cells, Mapping mapping)
    {
        var row = new JsonObject();
        foreach (var (path, field) in mapping.Fields!.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (Words(cells, path, field, mapping.Dates) is { } words)
            {
                Put(row, path, path is "actors" ? new JsonArray([.. (field.Split is { } split ? words.Split(split) : [words]).Select(w => w.Trim()).Where(w => w.Length > 0).Select(w => (JsonNode)w)]) : words, cells);
            }
        }

        try
        {
            return row.Deserialize<TimelineRow>(Json.Forms)!;
        }
        catch (JsonException e)
        {
            // the path of what could not be read is that of a field, and so names its column
            var path = e.Path?.TrimStart('$').TrimStart('.') ?? "";
            var field = mapping.Fields!.Keys.FirstOrDefault(f => f == path || path.StartsWith(f + ".", StringComparison.Ordinal) || f.StartsWith(path + ".", StringComparison.Ordinal));
            var column = field is null ? null : ColumnsOf(mapping.Fields[field]).FirstOrDefault();
            cells.Refuse(column ?? path, e.Message.Contains("could not be mapped", StringComparison.Ordinal) ? $"a report has no field {path}." : $"this is not a value that {path} can have.");
            return new();
        }
    }

    private static string? Words(Cells cells, string path, MappedField field, string? dates)
    {
        if (field.Value is { } always)
        {
            return always;
        }

        if (field.Text is { } text)
        {
            return Name().Replace(text, name => cells.Text(name.Groups[1].Value) ?? "").Trim() is { Length: > 0 } filled ? filled : null;
        }

        var words = cells.Text(field.Column!);
        if (words is not null && field.Words is { } meanings)
        {
            if (meanings.FirstOrDefault(m => string.Equals(m.Key, words, StringComparison.OrdinalIgnoreCase)) is { Key: not null } meaning)
            {
                return meaning.Value;
            }

            cells.Refuse(field.Column!, $"'{ReadWords.Excerpt(words)}' is not one of: {ReadWords.Excerpt(string.Join(", ", meanings.Keys))}.");
            return null;
        }

        return words is not null && dates is not null && path.StartsWith("when", StringComparison.Ordinal) ? Iso(words, dayFirst: dates == "day-first") : words;
    }

    // 03/04/1999 by the order that the mapping says; what is no such date stays as it is, for the reader of dates
    private static string Iso(string words, bool dayFirst) => Numeric().Match(words) is { Success: true } m
        ? $"{m.Groups[3].Value}-{m.Groups[dayFirst ? 2 : 1].Value.PadLeft(2, '0')}-{m.Groups[dayFirst ? 1 : 2].Value.PadLeft(2, '0')}"
        : words;

    private static void Put(JsonObject row, string path, JsonNode value, Cells cells)
    {
        var (at, steps) = (row, path.Split('.'));
        foreach (var step in steps[..^1])
        {
            if (at[step] is not JsonObject next)
            {
                if (at[step] is not null)
                {
                    cells.Refuse(path, "the mapping says two things of one field.");
                    return;
                }

                at[step] = next = [];
            }

            at = next;
        }

        at[steps[^1]] = value;
    }

    [GeneratedRegex(@"\{([^{}]{1,200})\}")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")]
    private static partial Regex Numeric();
}
