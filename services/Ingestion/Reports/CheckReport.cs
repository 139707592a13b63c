using Marten;
using Timeline.Hosting;
using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Incidents;
using Timeline.Forms;

namespace Timeline.Ingestion.Reports;

/// <summary>POST /api/reports/check: how a report would be read, what is wrong with it, and what it may repeat. Nothing is written.</summary>
public static class CheckReport
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/reports/check", HandleAsync).RequireAuthorization(Access.Record).WithMetadata(new WritesNothing())
            .Says("reports", "How a report would be read, what is wrong with it, and what it may repeat. Nothing is written.", "What can be read is shown while the rest is still missing.")
            .Takes<ReportForm>(ReportIncident.Example)
            .Gives<Checked>(200, """{ "reading": { "when": { "begins": { "earliest": "1999-08-01", "latest": "1999-08-10" } }, "where": null }, "problems": { "where.text": ["…"] }, "duplicates": [] }""");

    private sealed record PartlyRead(WhenReading? When, WhereReading? Where);

    /// <param name="Problems">By field, what is wrong with it.</param>
    private sealed record Checked(PartlyRead Reading, IReadOnlyDictionary<string, string[]> Problems, IReadOnlyList<Duplicate> Duplicates);

    private static async Task<IResult> HandleAsync(HttpRequest request, ReadReport read, Vocabulary.Gazetteer gazetteer, IQuerySession session, CancellationToken stop)
    {
        var form = await Body.ReadAsync<ReportForm>(request, stop);
        var problems = new Problems();
        var known = await FindIncident.ManyAsync(form, session, stop);
        var reading = read.Read(form, problems, known.GetValueOrDefault);

        // what can be read is shown while the rest is still being typed
        var shown = reading is not null
            ? new PartlyRead(reading.When, reading.Where)
            : new(ReadWhen.Read(form.When, new(), known.GetValueOrDefault)?.Reading, new ReadWhere(gazetteer).Read(form.Where, "where", new())?.Reading);
        var duplicates = reading is null || form.IncidentId is not null ? [] : await FindDuplicates.OfAsync(reading, session, stop);
        return Results.Json(new Checked(shown, problems.Fields, duplicates), Contracts.TimelineJson.Options);
    }
}
