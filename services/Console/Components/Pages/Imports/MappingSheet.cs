using System.Text.Json;
using System.Text.Json.Nodes;
using Timeline.Console.Components.Pages.AddReport;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.Imports;

/// <summary>One field of a mapping as it is typed.</summary>
public sealed class MappingLine
{
    public const string Column = "column", Value = "value", Text = "text";

    public string Field { get; set; } = "";

    /// <summary>column, value (the same in every row) or text (with columns in braces).</summary>
    public string From { get; set; } = Column;
    public string Source { get; set; } = "";

    /// <summary>What stands in the column and what it means: "raid = incursion; kidnapping = hostage-taking".</summary>
    public string Meanings { get; set; } = "";
    public string Split { get; set; } = "";
}

/// <summary>A mapping of columns as it is typed: what the API takes, line by line, and nothing of it lost.</summary>
public sealed class MappingSheet
{
    private static readonly string[] Needed = ["externalId", "kind", "title", "source.name"];

    private JsonNode? empty;

    public List<MappingLine> Lines { get; } = [.. Needed.Select(f => new MappingLine { Field = f })];

    /// <summary>day-first, month-first, or empty: then a date such as 03/04/1999 is refused.</summary>
    public string Dates { get; set; } = "";

    /// <summary>How the bytes of such files are read as letters; empty where that is found.</summary>
    public string Encoding { get; set; } = "";

    /// <summary>The fields that can be read from columns: those of every report, and the numbers and words of each kind.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "externalId", "kind", "subkind", "title", "when.text", "when.date", "when.earliest", "when.latest", "when.zone", "where.text", "where.place", "where.lat", "where.lon", "where.precision", "actors", "polarity", "claim", "note",
        "source.name", "source.reliability", "source.credibility", "source.published", "source.url", "source.origin", "source.pages",
        .. Enum.GetValues<Kind>().SelectMany(DetailFields.Of).SelectMany(f => f.Sort == DetailSort.Amount ? new[] { "low", "best", "high", "unit" }.Select(part => $"details.{f.Name}.{part}") : [$"details.{f.Name}"])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    public static MappingSheet Of(JsonElement? mapping)
    {
        var sheet = new MappingSheet();
        if (mapping is not { ValueKind: JsonValueKind.Object } given)
        {
            return sheet;
        }

        sheet.Dates = Said(given, "dates");
        sheet.Encoding = Said(given, "encoding");
        sheet.empty = given.TryGetProperty("empty", out var nothing) && nothing.ValueKind == JsonValueKind.Array ? JsonNode.Parse(nothing.GetRawText()) : null;
        var fields = given.TryGetProperty("fields", out var f) && f.ValueKind == JsonValueKind.Object ? f.EnumerateObject().ToList() : [];
        sheet.Lines.Clear();
        sheet.Lines.AddRange(Needed.Where(n => fields.TrueForAll(p => p.Name != n)).Select(n => new MappingLine { Field = n }));
        sheet.Lines.AddRange(fields.Select(p => LineOf(p.Name, p.Value)).OrderBy(l => Fields.ToList().IndexOf(l.Field) is >= 0 and var at ? at : int.MaxValue));
        return sheet;
    }

    /// <summary>Fields that a report cannot do without and for which nothing is said yet.</summary>
    public IReadOnlyList<string> Asks() => [.. Needed.Where(n => !Lines.Exists(l => l.Field == n && l.Source.Trim().Length > 0))];

    public JsonObject Written()
    {
        var fields = new JsonObject();
        foreach (var line in Lines.Where(l => l.Field.Length > 0 && l.Source.Trim().Length > 0))
        {
            var field = new JsonObject { [line.From] = line.Source.Trim() };
            if (line.From == MappingLine.Column && Pairs(line.Meanings) is { Count: > 0 } words)
            {
                field["words"] = words;
            }

            if (line is { From: MappingLine.Column, Split.Length: > 0 })
            {
                field["split"] = line.Split;
            }

            fields[line.Field] = field;
        }

        var mapping = new JsonObject { ["fields"] = fields };
        if (Dates.Length > 0)
        {
            mapping["dates"] = Dates;
        }

        if (Encoding.Length > 0)
        {
            mapping["encoding"] = Encoding;
        }

        if (empty is not null)
        {
            mapping["empty"] = empty.DeepClone();
        }

        return mapping;
    }

    private static MappingLine LineOf(string name, JsonElement field)
    {
        var from = new[] { MappingLine.Column, MappingLine.Value, MappingLine.Text }.FirstOrDefault(k => Said(field, k).Length > 0) ?? MappingLine.Column;
        return new()
        {
            Field = name, From = from, Source = Said(field, from), Split = Said(field, "split"),
            Meanings = field.TryGetProperty("words", out var words) && words.ValueKind == JsonValueKind.Object ? string.Join("; ", words.EnumerateObject().Select(w => $"{w.Name} = {w.Value.GetString()}")) : "",
        };
    }

    private static JsonObject Pairs(string meanings)
    {
        var pairs = new JsonObject();
        foreach (var part in meanings.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.LastIndexOf('=') is > 0 and var at)
            {
                pairs[part[..at].Trim()] = part[(at + 1)..].Trim();
            }
        }

        return pairs;
    }

    private static string Said(JsonElement of, string name) => of.TryGetProperty(name, out var said) && said.ValueKind == JsonValueKind.String ? said.GetString()! : "";
}
