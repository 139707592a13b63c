using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Marten;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// POST /api/imports takes a file in one of the known formats (<see cref="Formats"/>) and answers at once with its id. Its rows are kept as they stand and taken in one after
/// the other. Next: <see cref="RunImports"/>.
/// </summary>
public static class StartImport
{
    private const int HeaderMost = 64 * 1024;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/imports", StartAsync).RequireAuthorization(Access.Record)
            .Says(
                "imports", "Takes a file of at most 200 MB and answers at once with the import's id.",
                "timeline: one JSON object a line, or one array: a report with an externalId, or a correction or retraction of one. The others are rows of cells under a header. Text in UTF-8, UTF-16 or (cells only) Windows-1251 or Windows-1252, as encoding says it or as it is found, plain or compressed with gzip. A row whose content was ever seen changes nothing; one that says otherwise than before is a correction.")
            .Asks("format", "How the file is written; timeline where it is not said.", [.. Formats.Names])
            .Asks("set", "The name of the set that the rows belong to, small letters, digits and hyphens, at most 40: a record is known by set and externalId.")
            .Asks("dryRun", "true: the verdicts are worked out and nothing is recorded.")
            .Asks("backfill", "true: rows may say since when they were known (knownFrom).")
            .Asks("mapping", "Of format csv, what its columns mean: the name of a mapping that was kept, or a mapping as JSON.")
            .Asks("duplicates", "What becomes of a row that another set likely tells already: hold, it is kept for a person to say (usual for all but timeline), or record.", Import.Hold, Import.Record)
            .Asks("encoding", "How its bytes are read as letters, where it is known; also a field of the form, before its file, or of the mapping. Where it is left out it is found, and encoding in the answer says which was taken and why.", [.. FindEncoding.Names])
            .Asks("file", "The file's name, to be known by; at most 200 characters.")
            .Refuses(StatusCodes.Status413PayloadTooLarge, "The file, or what it holds unpacked, is larger than 200 MB.")
            .Accepts<TimelineRow>("application/x-ndjson", "application/json", "text/csv", "application/gzip", "application/octet-stream", "multipart/form-data", "*/*").Gives<Import>(202);

    private static async Task<IResult> StartAsync(
        HttpRequest request, string? format, string? set, bool? dryRun, bool? backfill, string? mapping, string? duplicates, string? file, string? encoding,
        ClaimsPrincipal who, IDocumentStore store, NpgsqlDataSource data, RunImports runner, IClock clock, CancellationToken stop)
    {
        await using var session = store.LightweightSession();
        var meaning = await MappingOf(mapping, format, session, stop);
        var known = Formats.Of(format ?? Formats.Timeline, meaning);
        if (set is null || !IncidentIds.IsSetName(set))
        {
            throw Refused.Field("set", "Name the set: small letters, digits and hyphens, at most 40.");
        }

        if (duplicates is not (null or Import.Hold or Import.Record))
        {
            throw Refused.Field("duplicates", $"'{ReadWords.Excerpt(duplicates)}' is not one of: hold, record.");
        }

        var problems = new Problems();
        var name = ReadWords.Text(file, 200, "file", problems);
        problems.ThrowIfAny();

        // one byte more than may come, so that what is too large is refused here, and by its own name
        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = ReceivedFile.Most + 1024 * 1024;
        FindEncoding.Check(encoding);
        var sent = await SentFile.OfAsync(request, stop);
        await using var received = await ReceivedFile.TakeAsync(sent.Content, stop, encoding ?? sent.Encoding ?? meaning?.Encoding);
        if (known.Sheet is null)
        {
            received.GuessNothing();
        }

        var import = new Import
        {
            Id = Guid.CreateVersion7().ToString("N"), Set = set, Format = known.Name, By = who.Name(), Backfill = backfill ?? false, DryRun = dryRun ?? false, Started = clock.GetCurrentInstant(),
            Duplicates = duplicates ?? (known.HoldsDuplicates ? Import.Hold : Import.Record), File = name, Encoding = received.EncodingSays, Mapping = meaning, Header = known.Sheet is { } sheet ? await HeaderAsync(received, sheet, known.Name, stop) : null,
        };
        await using var connection = await data.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var (rows, rejected) = await KeepAsync(import, received, connection, stop);
        import = import with { Rows = rows, Done = rejected, State = rows == rejected ? "done" : "queued", Ended = rows == rejected ? clock.GetCurrentInstant() : null };
        import = import with { Counts = import.Counts.ToDictionary(c => c.Key, c => c.Key == ReadWords.Spelling(RowVerdict.Rejected) ? rejected : 0) };
        await using var together = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        together.Insert(import);
        await together.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);   // lines and import together: a file is accepted whole or not at all
        runner.Wake();
        return Results.Accepted($"/api/imports/{import.Id}", import);
    }

    private static async Task<Mapping?> MappingOf(string? mapping, string? format, IQuerySession session, CancellationToken stop) =>
        string.IsNullOrWhiteSpace(mapping) ? null
        : format != Formats.Csv ? throw Refused.Field("mapping", "Only the format csv is read by a mapping.")
        : mapping.TrimStart().StartsWith('{') ? CheckMapping.Read(mapping)
        : IncidentIds.IsSetName(mapping) && await session.LoadAsync<KeptMapping>(mapping, stop) is { } kept ? kept.Mapping
        : throw Refused.Field("mapping", $"There is no mapping '{ReadWords.Excerpt(mapping)}'.");

    private static async Task<SheetHeader> HeaderAsync(ReceivedFile file, SheetFormat sheet, string format, CancellationToken stop)
    {
        var header = ReadSheet.Header(await file.BeginningAsync(HeaderMost, stop));
        return sheet.Missing(header) is { Count: > 0 } missing
            ? throw Refused.Field("body", $"It is no {format} file: its header has no column {string.Join(", ", missing.Select(ReadWords.Excerpt))}. It has: {Short(string.Join(", ", header.Columns))}.")
            : header;
    }

    private static string Short(string text) => text.Length <= 500 ? text : text[..500] + "…";

    // the file is kept row by row; nothing of it is in memory at once
    private static async Task<(int Rows, int Rejected)> KeepAsync(Import import, ReceivedFile file, NpgsqlConnection connection, CancellationToken stop)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy timeline.import_line (import_id, line, body, verdict, reason) from stdin (format binary)", stop);
        var (rows, rejected) = (0, 0);
        try
        {
            using var text = import.Header is null ? null : file.Text();
            await foreach (var row in import.Header is { } header ? ReadSheet.OfAsync(text!, header, stop) : ReadLines.OfAsync(file, stop))
            {
                var trouble = row.Trouble ?? (row.Body.Contains('\0', StringComparison.Ordinal) ? Refused.NotText : null);
                await copy.StartRowAsync(stop);
                await copy.WriteAsync(import.Id, stop);
                await copy.WriteAsync(row.Line, NpgsqlDbType.Integer, stop);
                await copy.WriteAsync(Storable(row.Body), stop);
                if (trouble is null)
                {
                    await copy.WriteNullAsync(stop);
                    await copy.WriteNullAsync(stop);
                }
                else
                {
                    await copy.WriteAsync(ReadWords.Spelling(RowVerdict.Rejected), stop);
                    await copy.WriteAsync(trouble, stop);
                    rejected++;
                }

                rows++;
            }
        }
        catch (DecoderFallbackException)
        {
            throw Refused.Field("body", $"The file is not UTF-8: something in line {rows + 1} cannot be read.");
        }
        catch (JsonException e)
        {
            throw Refused.Field("body", $"The file is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }

        await copy.CompleteAsync(stop);
        return (rows, rejected);
    }

    // neither NUL nor half a letter can be stored: what stands for them says that something stood there
    private static string Storable(string body) =>
        body.Contains('\0', StringComparison.Ordinal) || body.Any(char.IsSurrogate)
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(body.Replace("\0", "\uFFFD", StringComparison.Ordinal)))
            : body;
}
