using Marten;
using Timeline.Hosting;
using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Incidents;

namespace Timeline.Ingestion.Reports;

/// <summary>POST /api/reports/check: how a report would be read, what is wrong with it, and what it may repeat. Nothing is written.</summary>
public static class CheckReport
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/reports/check", HandleAsync).RequireAuthorization(Access.Record).WithMetadata(new WritesNothing());

    private sealed record PartlyRead(WhenReading? When, WhereReading? Where);

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
        return Results.Json(new { reading = shown, problems = problems.Fields, duplicates }, Contracts.TimelineJson.Options);
    }
}
