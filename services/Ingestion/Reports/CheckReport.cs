using Marten;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Sources;
using Timeline.Forms;

namespace Timeline.Ingestion.Reports;

/// <summary>POST /api/reports/check: how a report would be read, what is wrong with it, what it may repeat, and which correlations it would begin, change or end. Nothing is written.</summary>
public static class CheckReport
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/reports/check", HandleAsync).RequireAuthorization(Access.Record).WithMetadata(new WritesNothing())
            .Says("reports", "How a report would be read, what is wrong with it, what it may repeat, and which correlations it would begin, change or end. Nothing is written.",
                "What can be read is shown while the rest is still missing; what it may repeat is looked for as soon as its kind and its days can be read. Consequences are told of a report that could be saved as it stands; known is false where Correlation cannot be asked, and says why.")
            .Asks("draft", "The draft that is being changed: it is no duplicate of itself.")
            .Takes<ReportForm>(ReportIncident.Example)
            .Gives<Checked>(200, """{ "reading": { "when": { "begins": { "earliest": "1999-08-01", "latest": "1999-08-10" } }, "where": null }, "problems": { "where.text": ["…"] }, "duplicates": [], "correlations": null, "doubts": [], "waiting": [] }""");

    private sealed record PartlyRead(WhenReading? When, WhereReading? Where);

    private static PartlyRead Partly(ReportForm form, ReadReport read, Vocabulary.Gazetteer gazetteer, Func<string, string?> resolveLink)
    {
        var where = new ReadWhere(gazetteer).Read(form.Where, "where", new());
        return new(read.When(form, where?.Mention, new(), resolveLink)?.Reading, where?.Reading);
    }

    /// <param name="Problems">By field, what is wrong with it.</param>
    /// <param name="Correlations">What would follow; null while something is wrong or missing.</param>
    /// <param name="Doubts">What looks wrong and would be recorded all the same.</param>
    /// <param name="Approval">The theatre in which it would wait for a second person; null where it would be recorded at once.</param>
    /// <param name="Waiting">What waits for a second person already and may tell of the same.</param>
    private sealed record Checked(
        PartlyRead Reading, IReadOnlyDictionary<string, string[]> Problems, IReadOnlyList<Duplicate> Duplicates, Foreseen? Correlations, IReadOnlyList<Doubt> Doubts, AskedFor? Approval,
        IReadOnlyList<AlikeDraft> Waiting);

    public sealed record AskedFor(string Theatre, string Name);

    private static async Task<IResult> HandleAsync(string? draft, HttpRequest request, ReadReport read, Vocabulary.Gazetteer gazetteer, IQuerySession session, AskConsequences ask, Npgsql.NpgsqlDataSource data, CancellationToken stop)
    {
        var form = await Body.ReadAsync<ReportForm>(request, stop);
        var problems = new Problems();
        var known = await FindIncident.ManyAsync(form, session, stop);
        var reading = read.Read(form, problems, known.GetValueOrDefault);

        // what can be read is shown while the rest is still being typed
        var shown = reading is not null
            ? new PartlyRead(reading.When, reading.Where)
            : Partly(form, read, gazetteer, known.GetValueOrDefault);
        // who says it is typed last: what may be the same is looked for before
        Told? told = form.IncidentId is not null ? null : reading is not null ? new(reading.Account, reading.Details) : read.ReadSoFar(form) is { } soFar ? new(soFar.Account, soFar.Details) : null;
        var duplicates = told is null ? [] : await FindDuplicates.OfAsync(told.Account, told.Details, gazetteer, session, stop);
        var waiting = told is null ? [] : await FindAlikeDrafts.OfAsync(told, draft, gazetteer, session, stop);
        var incident = form.IncidentId is { } id && !id.Contains('\0', StringComparison.Ordinal) ? await session.LoadAsync<IncidentRecord>(id, stop) : null;
        if (reading is not null && form.IncidentId is not null)
        {
            ReportIncident.Check(form, incident, reading, problems);
        }

        var foreseen = reading is null || problems.Any ? null : await ask.OfAsync(reading, incident, stop);
        var theatre = reading is null ? null : SecondPerson.AskedBy(
            await SecondPerson.AskingAsync(session, stop), gazetteer, (incident?.Reports ?? []).Select(r => r.Account).Append(reading.Account));
        // a name is doubted while the rest is still being typed
        var ofSource = form.Source?.Name is { } name ? await KnownSources.DoubtsAsync([name], session, data, stop) : null;
        IReadOnlyList<Doubt> doubts = [.. reading is null ? [] : await DoubtSense.OfAsync(reading, incident, null, session, stop), .. ofSource?.Values ?? []];
        return Results.Json(
            new Checked(
                shown, problems.Fields, duplicates, foreseen, doubts,
                theatre is null ? null : new(theatre.Id, theatre.Name), waiting),
            Contracts.TimelineJson.Options);
    }
}
