using System.Text;
using Marten;
using Microsoft.AspNetCore.Http.Features;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Vocabulary;
using Timeline.Forms;

namespace Timeline.Ingestion.Imports;

/// <summary>POST /api/imports/proposals: what a file seems to be, from its beginning, and a mapping of its columns to go on from. Nothing is kept.</summary>
public static class ProposeMapping
{
    private const int Beginning = 256 * 1024;
    private const int RowsShown = 5;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/imports/proposals", HandleAsync).RequireAuthorization(Access.Record).WithMetadata(new WritesNothing())
            .Says("imports", "What a file seems to be, and a mapping of its columns to go on from. Nothing is kept.", "The beginning of the file is enough; it need not end with a row.")
            .Asks("encoding", "How its bytes are read as letters, where it is known; found where it is left out.", [.. FindEncoding.Names])
            .Refuses(StatusCodes.Status413PayloadTooLarge, "The file is larger than 200 MB.")
            .Accepts<string>("text/csv", "application/x-ndjson", "application/json", "application/gzip", "application/octet-stream", "multipart/form-data", "*/*")
            .Gives<Proposed>(200, """{ "format": "csv", "encoding": "UTF-8", "separator": ";", "columns": ["no", "date", "place"], "rows": [["1", "3 August 1999", "Batken"]], "mapping": { "fields": { "externalId": { "column": "no" }, "when.text": { "column": "date" } } }, "asks": ["kind"] }""");

    /// <param name="Format">The format whose columns it has.</param>
    /// <param name="Rows">The cells of the first rows.</param>
    /// <param name="Mapping">For the format csv: the one that was kept for such columns, or else one by what columns are usually called; what no column seems to say is left out of that.</param>
    /// <param name="Kept">The name under which the mapping was kept; null where none that was kept fits.</param>
    /// <param name="Asks">The fields that a report cannot do without and for which no column was found.</param>
    private sealed record Proposed(string Format, string Encoding, string? Separator, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, Mapping? Mapping, IReadOnlyList<string> Asks, string? Kept);

    private static async Task<IResult> HandleAsync(HttpRequest request, string? encoding, IQuerySession session, CancellationToken stop)
    {
        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = ReceivedFile.Most + 1024 * 1024;
        FindEncoding.Check(encoding);
        var sent = await SentFile.OfAsync(request, stop);
        await using var file = await ReceivedFile.TakeAsync(sent.Content, stop, encoding ?? sent.Encoding, beginning: true);
        string start;
        try
        {
            start = await file.BeginningAsync(Beginning, stop);
        }
        catch (DecoderFallbackException)
        {
            throw Refused.Field("body", "It is no text that can be read.");
        }

        if (start.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            return Results.Json(new Proposed(Formats.Timeline, file.EncodingSays, null, [], [], null, [], null), TimelineJson.Options);
        }

        var header = ReadSheet.Header(start);
        var rows = new List<IReadOnlyList<string>>();
        await foreach (var row in ReadSheet.OfAsync(new StringReader(start), header, stop))
        {
            // the last row of a beginning may be cut off
            if (row.Trouble is null && rows.Count < RowsShown)
            {
                rows.Add(ReadSheet.CellsOf(row.Body, header));
            }
        }

        var format = Formats.Guess(header);
        var kept = format == Formats.Csv ? Fitting(header, await session.Query<KeptMapping>().ToListAsync(stop)) : null;
        var mapping = kept?.Mapping ?? (format == Formats.Csv ? Of(header) : null);
        return Results.Json(
            new Proposed(
                format, file.EncodingSays, header.Separator, header.Columns, rows, mapping,
                mapping is null ? [] : [.. new[] { "externalId", "kind", "title", "source.name" }.Where(f => !mapping.Fields!.ContainsKey(f))], kept?.Id),
            TimelineJson.Options);
    }

    /// <summary>
    /// The mapping that was kept for a file with these columns: every column that it reads is there. Of several the one that reads most of them, and of those the one kept last. One that reads no column
    /// says nothing of the file.
    /// </summary>
    public static KeptMapping? Fitting(SheetHeader header, IEnumerable<KeptMapping> kept) =>
        kept.Select(k => (Kept: k, Columns: k.Mapping.Fields!.Values.SelectMany(ReadMapped.ColumnsOf).Distinct(StringComparer.Ordinal).ToList()))
            .Where(k => k.Columns.Count > 0 && k.Columns.TrueForAll(name => header.Columns.Any(new SheetColumn(name).Is)))
            .OrderByDescending(k => k.Columns.Count).ThenByDescending(k => k.Kept.At).Select(k => k.Kept).FirstOrDefault();

    /// <summary>A mapping by what columns are usually called.</summary>
    public static Mapping Of(SheetHeader header)
    {
        var fields = new Dictionary<string, MappedField>();
        foreach (var (field, names) in Usual)
        {
            if (names.Select(name => header.Columns.FirstOrDefault(c => new SheetColumn(name).Is(c))).FirstOrDefault(c => c is not null) is { } column
                && !fields.Values.Any(f => f.Column == column))
            {
                fields[field] = new() { Column = column };
            }
        }

        if (fields.ContainsKey("when.earliest") != fields.ContainsKey("when.latest"))
        {
            // a first day alone is when it began; a last day alone is not
            if (fields.Remove("when.earliest", out var began))
            {
                fields.TryAdd("when.text", began);
            }

            fields.Remove("when.latest");
        }

        if (fields.ContainsKey("where.lat") && fields.ContainsKey("where.lon"))
        {
            // a point without a word about how fine it is: the widest that still is one place
            fields.TryAdd("where.precision", new() { Value = ReadWords.Spelling(PlacePrecision.Area) });
        }

        return new() { Fields = fields };
    }

    private static readonly (string Field, string[] Names)[] Usual =
    [
        ("externalId", ["id", "external id", "event id", "incident id", "record id", "reference", "ref", "no", "number", "case", "case number", "код", "номер"]),
        ("kind", ["kind", "type", "event type", "incident type", "category", "attack type", "вид", "тип"]),
        ("title", ["title", "headline", "summary", "event", "incident", "name", "subject", "событие"]),
        ("when.text", ["date", "when", "event date", "date of event", "date of occurrence", "occurred", "day", "дата"]),
        ("when.earliest", ["date start", "start date", "from", "begin", "begins", "earliest"]),
        ("when.latest", ["date end", "end date", "to", "end", "ends", "until", "latest"]),
        ("where.lat", ["lat", "latitude", "y", "широта"]),
        ("where.lon", ["lon", "lng", "long", "longitude", "x", "долгота"]),
        ("where.text", ["place", "location", "where", "town", "village", "district", "place name", "location description", "место"]),
        ("where.precision", ["place precision", "location precision"]),
        ("actors", ["actors", "actor", "group", "groups", "perpetrator", "armed group", "side a", "aggressor"]),
        ("details.killed.best", ["killed", "dead", "deaths", "fatalities", "погибшие"]),
        ("details.injured.best", ["injured", "wounded", "раненые"]),
        ("source.name", ["source", "source name", "agency", "reported by", "data source", "источник"]),
        ("source.url", ["url", "link", "source url"]),
        ("source.published", ["published", "source date", "publication date"]),
        ("note", ["note", "notes", "description", "narrative", "comment", "comments", "remarks", "примечание"]),
    ];
}
