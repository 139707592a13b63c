using System.ComponentModel;
using System.Security.Claims;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// POST /api/imports/{id}/rows: what many rows are that were held back, each with its answer, or one answer for all that were held with such a score. Each row is recorded by itself, as
/// <see cref="SettleRow"/> does, and each has its outcome in the answer: sent again, the same call finds done what it did.
/// </summary>
public static class SettleRows
{
    /// <summary>The most rows that one call settles.</summary>
    public const int Most = 200;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/imports/{id}/rows", HandleAsync).RequireAuthorization(Access.Record)
            .Says(
                "imports", $"Says of many rows what they are that were held back: each with its answer, or one answer for all that fit; at most {Most} a call.",
                "Each row is recorded by itself and has its outcome: settled; nothing, where the same was said of it before; refused, and why. Of all that fit, next is the line after which to go on (all.after), and left how many are held behind it; next is null when none is.")
            .Asks("id", "The import.")
            .Refuses(StatusCodes.Status409Conflict, "The import has not ended, was a dry run, or was taken back.")
            .Takes<RowsForm>("""{ "rows": [{ "line": 7, "as": "report" }, { "line": 9, "as": "incident" }], "reason": "compared by hand" }""")
            .Gives<RowsSettled>(
                200, """{ "rows": [{ "line": 7, "did": "settled", "verdict": "created", "incidentId": "asam.1999-7", "reportId": "imb.1999-08-03" }, { "line": 9, "did": "refused", "says": "This row is not held back." }], "next": null, "left": 0 }""");

    private sealed record RowsForm(
        [property: Description("The rows, each with its answer; or say all.")] IReadOnlyList<OneOfRows?>? Rows = null,
        [property: Description("One answer for all rows that are held and fit.")] AllRows? All = null,
        [property: Description("Why, where there is something to say; it stands in the history of each incident.")] string? Reason = null);

    private sealed record OneOfRows(
        [property: Description("The line of the row.")] int? Line = null,
        [property: Description("report: of the incident that was found, or of incidentId; incident: a new one.")] string? As = null,
        [property: Description("Another incident than the one that was found.")] string? IncidentId = null);

    private sealed record AllRows(
        [property: Description("report: of the incident that was found for each; incident: a new one.")] string? As = null,
        [property: Description("Only rows with this score or a higher one, 0 to 1.")] double? AtLeast = null,
        [property: Description("Only rows with a lower score than this, 0 to 1.")] double? Below = null,
        [property: Description("Only lines after this one.")] int? After = null,
        [property: Description("How many at most, 1 to 200; usually 200.")] int? Take = null);

    /// <param name="Next">The last line that was looked at, where more are held behind it.</param>
    /// <param name="Left">How many that fit are held behind it.</param>
    private sealed record RowsSettled(IReadOnlyList<OneSettled> Rows, int? Next, int Left);

    /// <param name="Did">settled, nothing (it was said before) or refused.</param>
    /// <param name="Verdict">What the row is now; null where it was refused.</param>
    /// <param name="Says">Why it was refused.</param>
    private sealed record OneSettled(int Line, string Did, string? Verdict = null, string? IncidentId = null, string? ReportId = null, string? Says = null);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, ClaimsPrincipal who, ReadReport read, IDocumentStore store, IQuerySession session, NpgsqlDataSource data, IClock clock, Gazetteer gazetteer, CancellationToken stop)
    {
        var form = await Body.ReadAsync<RowsForm>(request, stop);
        var why = Check(form);
        SettleHeld.EnsureEnded(await ShowImport.FindAsync(id, session, stop));
        var answers = form.All is { } all ? [.. (await HeldAsync(id, all, data, stop)).Select(line => new RowAnswer(line, all.As!, null, why))]
            : form.Rows!.Select(r => new RowAnswer(r!.Line!.Value, r.As!, r.IncidentId, why)).ToList();
        var settle = new SettleHeld(read, store, clock, gazetteer);
        var outcomes = new List<OneSettled>(answers.Count);
        foreach (var answer in answers)
        {
            outcomes.Add(await SettleAsync(id, answer, settle, who.Name(), stop));
        }

        var left = form.All is { } fitting && answers.Count > 0 ? await LeftAsync(id, fitting, answers[^1].Line, data, stop) : 0;
        return Results.Json(new RowsSettled(outcomes, left > 0 ? answers[^1].Line : null, left), TimelineJson.Options);
    }

    private static async Task<OneSettled> SettleAsync(string id, RowAnswer answer, SettleHeld settle, string who, CancellationToken stop)
    {
        try
        {
            var now = await settle.RecordAsync(id, answer, who, stop);
            return new(answer.Line, "settled", now.Verdict, now.IncidentId, now.ReportId);
        }
        catch (SettledBeforeException e) when (e.As == answer.As && (answer.Into is null || answer.Into == e.Now.IncidentId))
        {
            return new(answer.Line, "nothing", e.Now.Verdict, e.Now.IncidentId, e.Now.ReportId);
        }
        catch (SettledBeforeException e)
        {
            return new(answer.Line, "refused", e.Now.Verdict, e.Now.IncidentId, e.Now.ReportId, e.Message);
        }
        catch (Refused e)
        {
            return new(answer.Line, "refused", Says: string.Join(" ", e.Errors.SelectMany(f => f.Value)));
        }
    }

    // all of it is looked at before anything is done: one answer that is none, and nothing was settled
    private static string? Check(RowsForm form)
    {
        var problems = new Problems();
        var why = ReadWords.Text(form.Reason, 2000, "reason", problems);
        if ((form.Rows is null) == (form.All is null))
        {
            problems.Add(form.Rows is null ? "rows" : "all", "Say rows, each with its answer, or all, with one answer for all that fit.");
        }
        else if (form.Rows is { } rows)
        {
            CheckRows(rows, problems);
        }
        else
        {
            CheckAll(form.All!, problems);
        }

        problems.ThrowIfAny();
        return why;
    }

    private static void CheckRows(IReadOnlyList<OneOfRows?> rows, Problems problems)
    {
        if (rows.Count is 0 or > Most)
        {
            problems.Add("rows", $"It has {rows.Count} rows; 1 to {Most} are settled at once.");
            return;
        }

        var seen = new HashSet<int>();
        foreach (var (n, row) in rows.Index())
        {
            if (row?.Line is not { } line)
            {
                problems.Add($"rows[{n}].line", "Say the line of the row.");
            }
            else if (!seen.Add(line))
            {
                problems.Add($"rows[{n}].line", $"Line {line} is there twice.");
            }

            if (!SettleRow.IsAnswer(row?.As))
            {
                problems.Add($"rows[{n}].as", SettleRow.NoAnswer);
            }
        }
    }

    private static void CheckAll(AllRows all, Problems problems)
    {
        if (!SettleRow.IsAnswer(all.As))
        {
            problems.Add("all.as", SettleRow.NoAnswer);
        }

        foreach (var (name, score) in new[] { ("all.atLeast", all.AtLeast), ("all.below", all.Below) })
        {
            if (score is not (null or (>= 0 and <= 1)))
            {
                problems.Add(name, "A score lies between 0 and 1.");
            }
        }

        if (all.Take is < 1 or > Most)
        {
            problems.Add("all.take", $"1 to {Most} are settled at once.");
        }
    }

    private const string Fits = "import_id = $1 and verdict = 'duplicate' and line > $2 and ($3 is null or score >= $3) and ($4 is null or score < $4)";

    private static async Task<List<int>> HeldAsync(string id, AllRows all, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = Ask($"select line from timeline.import_line where {Fits} order by line limit $5", id, all, all.After ?? 0, data);
        command.Parameters.Add(new() { Value = all.Take ?? Most });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var lines = new List<int>();
        while (await rows.ReadAsync(stop))
        {
            lines.Add(rows.GetInt32(0));
        }

        return lines;
    }

    private static async Task<int> LeftAsync(string id, AllRows all, int after, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = Ask($"select count(*)::int from timeline.import_line where {Fits}", id, all, after, data);
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    private static NpgsqlCommand Ask(string sql, string id, AllRows all, int after, NpgsqlDataSource data)
    {
        var command = data.CreateCommand(sql);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = (object?)all.AtLeast ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Double });
        command.Parameters.Add(new() { Value = (object?)all.Below ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Double });
        return command;
    }
}
