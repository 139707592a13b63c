using System.ComponentModel;
using System.Text.Json;
using System.Text.RegularExpressions;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;

namespace Timeline.Ingestion.Imports;

/// <summary>What the columns of a csv file mean, as it is kept under a name. Each field of a report says where its words come from.</summary>
public sealed record Mapping
{
    [Description("Its name: small letters, digits and hyphens, at most 40.")]
    public string? Name { get; init; }

    [Description("By field of a report (externalId, kind, title, when.text, when.date, where.lat, details.killed.best, actors, source.name …) the column it is read from, or {column, words, value, text, split}.")]
    public IReadOnlyDictionary<string, MappedField>? Fields { get; init; }

    [Description("What stands in a cell that says nothing, beside NA and the like.")]
    public IReadOnlyList<string>? Empty { get; init; }

    [Description("day-first or month-first: how dates such as 03/04/1999 are meant. Where it is left out they are refused, with both readings.")]
    public string? Dates { get; init; }

    [Description("How the bytes of such files are read as letters, as encoding= says it: windows-1251, koi8-r. Where it is left out it is found.")]
    public string? Encoding { get; init; }
}

/// <summary>Where a field's words come from. One of <c>column</c>, <c>value</c> and <c>text</c>.</summary>
public sealed record MappedField
{
    [Description("The column.")]
    public string? Column { get; init; }

    [Description("The same in every row.")]
    public string? Value { get; init; }

    [Description("Words with the names of columns in braces: \"{type} at {place}\".")]
    public string? Text { get; init; }

    [Description("By what stands in the column, what it means; a cell with other words is refused.")]
    public IReadOnlyDictionary<string, string>? Words { get; init; }

    [Description("What stands between several names in the column, for actors.")]
    public string? Split { get; init; }
}

/// <summary>Checks a mapping before it is kept or used.</summary>
public static partial class CheckMapping
{
    private const int FieldsMost = 100;

    private static readonly string[] Needed = ["externalId", "kind", "title", "source.name"];

    // what says nothing without the other, so that no row could be read
    private static readonly (string Given, string Missing)[] Pairs =
    [
        .. new[] { "when", "when.begins", "when.ends" }.SelectMany(w => new[] { ($"{w}.earliest", $"{w}.latest"), ($"{w}.latest", $"{w}.earliest") }),
        ("where.lat", "where.precision"),
    ];

    // what a row has beside a report, and may not be said of a register
    private static readonly string[] NoReport = ["action", "correctionOf", "retractionOf", "incidentId", "incident"];

    /// <exception cref="Refused">By field, what is wrong with it.</exception>
    public static Mapping Of(Mapping mapping)
    {
        var problems = new Problems();
        if (mapping.Name is not null && !IncidentIds.IsSetName(mapping.Name))
        {
            problems.Add("name", "Small letters, digits and hyphens, at most 40.");
        }

        if (mapping.Dates is not (null or "day-first" or "month-first"))
        {
            problems.Add("dates", $"'{ReadWords.Excerpt(mapping.Dates)}' is not one of: day-first, month-first.");
        }

        if (mapping.Encoding is not null && !FindEncoding.Names.Contains(mapping.Encoding, StringComparer.OrdinalIgnoreCase))
        {
            problems.Add("encoding", $"'{ReadWords.Excerpt(mapping.Encoding)}' is not one of: {string.Join(", ", FindEncoding.Names)}.");
        }

        var fields = mapping.Fields ?? new Dictionary<string, MappedField>();
        if (fields.Count > FieldsMost)
        {
            problems.Add("fields", $"It has {fields.Count} fields; {FieldsMost} is the most.");
        }

        foreach (var missing in Needed.Where(n => !fields.ContainsKey(n)))
        {
            problems.Add($"fields.{missing}", missing == "externalId" ? "Say what a record is known by: a column, or a text of several." : "A report cannot do without it.");
        }

        foreach (var (given, missing) in Pairs.Where(p => fields.ContainsKey(p.Given) && !fields.ContainsKey(p.Missing)))
        {
            problems.Add($"fields.{missing}", missing == "where.precision" ? "Say how finely the points are given: a column, or the same in every row." : $"Say it too, beside {given}; of days known exactly say when.date.");
        }

        foreach (var (name, field) in fields)
        {
            if (!Path().IsMatch(name) || NoReport.Contains(name))
            {
                problems.Add($"fields.{ReadWords.Excerpt(name)}", "There is no such field of a report.");
            }

            if (field is null || new[] { field.Column, field.Value, field.Text }.Count(given => given is not null) != 1)
            {
                problems.Add($"fields.{ReadWords.Excerpt(name)}", "Give one of column, value and text.");
            }
            else if ((field.Column ?? field.Value ?? field.Text)!.Length is 0 or > 500)
            {
                problems.Add($"fields.{ReadWords.Excerpt(name)}", "It has 1 to 500 characters.");
            }
            else if (field.Split is "")
            {
                problems.Add($"fields.{ReadWords.Excerpt(name)}.split", "It has at least one character.");
            }
        }

        problems.ThrowIfAny();
        return mapping;
    }

    /// <summary>A mapping as it is written in the query: as JSON.</summary>
    public static Mapping Read(string json)
    {
        try
        {
            return Of(JsonSerializer.Deserialize<Mapping>(json, Json.Forms) ?? throw Refused.Field("mapping", "It is empty."));
        }
        catch (JsonException e)
        {
            throw Refused.Field("mapping", $"It is not a mapping: {(e.Path is null or "$" ? "the text is not JSON" : e.Path.TrimStart('$').TrimStart('.'))}.");
        }
    }

    [GeneratedRegex(@"^[a-z][A-Za-z]{0,30}(\.[a-z][A-Za-z]{0,30}){0,3}$")]
    private static partial Regex Path();
}
