using System.Security.Claims;
using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Sources;
using Timeline.Forms;

namespace Timeline.Ingestion.Reports;

/// <summary>What is answered when something was recorded.</summary>
/// <param name="Version">The incident's version now.</param>
/// <param name="Position">The place of the event in Ingestion's store.</param>
/// <param name="Doubts">What looks wrong and was recorded all the same.</param>
public sealed record Recorded(string IncidentId, string ReportId, long Version, long Position, ReadingShown? Reading, IReadOnlyList<Duplicate> Duplicates, IReadOnlyList<Doubt>? Doubts = null);

/// <summary>How the report was read, as it is shown to whoever entered it.</summary>
public sealed record ReadingShown(WhenReading When, WhereReading? Where)
{
    public static ReadingShown Of(Reading reading) => new(reading.When, reading.Where);
}

/// <summary>
/// POST /api/reports: one report of a new incident, or a further one of an incident that is known; POST /api/incidents/{id}/reports: a further one of that incident.
/// Next: the event's message (shared/Contracts/Reports.cs), then shared/Hosting/PublishStoredEvents.cs.
/// </summary>
public static class ReportIncident
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/reports", NewAsync).RequireAuthorization(Access.Record)
            .Says(
                "reports", "Records one report: of a new incident, or a further one of an incident that is known.",
                "Only kind, title and source.name are asked for; whatever a source does not say is left out, never invented. The answer shows how date and place were read, and what it may repeat.")
            .AnswersOnce().Refuses(StatusCodes.Status409Conflict, "The incident changed while the report was recorded; send it again.")
            .Takes<ReportForm>(Example).Gives<Recorded>(201, Answer).MayWait();
        app.MapPost("/api/incidents/{id}/reports", FurtherAsync).RequireAuthorization(Access.Record)
            .Says(
                "reports", "Records one more report of an incident.",
                "What its reports say stands side by side; what they agree on narrows what is known, and reports of a common origin count once. A reason is welcome and not asked for.")
            .Asks("id", "The incident.").AnswersOnce().ExpectsVersion()
            .Takes<FurtherReportForm>(Further).Gives<Recorded>(201, Answer).MayWait();
    }

    /// <summary>A report as somebody would enter it.</summary>
    internal const string Example = """
        { "kind": "hostage-taking", "title": "Four geologists are taken hostage", "when": { "text": "early August 1999" }, "where": { "text": "Batken", "precision": "district" },
          "actors": ["IMU"], "details": { "hostages": { "best": 4 } },
          "source": { "name": "a news agency", "reliability": "B", "credibility": 2, "published": "1999-08-24" }, "polarity": "occurred", "links": [], "note": null }
        """;

    private const string Further = """
        { "kind": "hostage-taking", "title": "Geologists seized in the south", "when": { "date": "1999-08-23" }, "where": { "text": "Batken", "precision": "district" },
          "details": { "hostages": { "best": 7 } }, "source": { "name": "another agency", "reliability": "C", "credibility": 3, "origin": "a news agency" },
          "reason": "the second account of the same taking", "expectedVersion": 1 }
        """;

    private const string Answer = """
        { "incidentId": "0198c1d2", "reportId": "0198c1d3", "version": 1, "position": 42,
          "reading": { "when": { "begins": { "earliest": "1999-08-01", "latest": "1999-08-10" }, "ends": null, "precision": "part-of-month", "text": "early August 1999", "says": "a day from 1 to 10 August 1999" },
                       "where": { "placeId": "batken-district", "name": "Batken district", "precision": "district" } },
          "duplicates": [], "doubts": [] }
        """;

    private static async Task<IResult> NewAsync(HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop) =>
        await RecordAsync(await Body.ReadAsync<ReportForm>(request, stop), request, who, desk, stop);

    private static async Task<IResult> FurtherAsync(string id, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop)
    {
        var form = await Body.ReadAsync<FurtherReportForm>(request, stop);
        if (form.IncidentId is { } named && named != id)
        {
            throw Refused.Field("incidentId", "It is not the incident of the address.");
        }

        if (await desk.Session.LoadAsync<IncidentRecord>(id, stop) is null)
        {
            throw Refused.NotFound($"incident '{ReadWords.Excerpt(id)}'");
        }

        return await RecordAsync(form with { IncidentId = id }, request, who, desk, stop);
    }

    internal static async Task<Decided> DecideAsync(ReportForm form, Provenance by, Desk desk, CancellationToken stop)
    {
        var further = form as FurtherReportForm;
        var book = desk.NewBook();
        var incident = form.IncidentId is { } id ? await book.FindAsync(id, stop) : book.Begin(IncidentIds.New());
        IncidentBook.Expect(incident, further?.ExpectedVersion);
        var reading = await ReadAsync(form, desk.Read, desk.Session, stop);
        var why = ReadReason(further);
        var problems = new Problems();
        Check(form, incident, reading, problems);
        problems.ThrowIfAny();
        var duplicates = form.IncidentId is null ? await FindDuplicates.OfAsync(reading.Account, reading.Details, desk.Gazetteer, desk.Session, stop) : [];
        IReadOnlyList<Doubt> doubts =
        [
            .. await DoubtSense.OfAsync(reading, incident, null, desk.Session, stop), .. (await KnownSources.DoubtsAsync([reading.Account.Source.Name], desk.Session, desk.Data, stop)).Values,
        ];
        var reported = Kinds.Reported(incident.Id, IncidentIds.New(), reading.Account, reading.Details, by with { Why = why });
        var after = book.Append(reported);
        return new(
            book, incident, further?.ExpectedVersion, why, [reading.Account],
            position => new Recorded(incident.Id, reported.ReportId, after.Version, position, ReadingShown.Of(reading), duplicates, doubts))
        {
            Title = reading.Account.Title, Reading = ReadingShown.Of(reading), Told = form.IncidentId is null ? new(reading.Account, reading.Details) : null, Duplicates = duplicates, Doubts = doubts,
        };
    }

    private static async Task<IResult> RecordAsync<TForm>(TForm form, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop) where TForm : ReportForm
    {
        var once = await OnceOnly.FindAsync(request, form, desk.Session, stop);
        if (once.Before is { } before)
        {
            return await AnswerAsync(before, once.EventId, desk, stop);
        }

        var decided = await DecideAsync(form, new(who.Name()), desk, stop);
        var book = decided.Book;
        var waits = await desk.WaitsForAsync(decided, stop) is { } theatre
            ? await desk.LayAsync(Deed.Report, form.IncidentId, JsonSerializer.SerializeToElement(form, Json.Forms), decided, theatre, who.Name(), stop) : null;
        if (waits is null)
        {
            book.Write();
        }

        var answer = waits is null ? (Recorded)decided.Answer(0) : null;
        once.Remember(desk.Session, answer, book.LastEventId, waits);
        try
        {
            await desk.Session.SaveChangesAsync(stop);
        }
        catch (Exception e) when (IncidentBook.IsConflict(e) || OnceOnly.IsRepeat(e))
        {
            // the same request twice at once: the other one was recorded, and this is its answer
            await using var fresh = desk.Session.DocumentStore.LightweightSession();
            once = await OnceOnly.FindAsync(request, form, fresh, stop);
            return once.Before is { } other
                ? await AnswerAsync(other, once.EventId, desk, stop)
                : throw Refused.Changed(decided.Incident.Version, (await fresh.LoadAsync<IncidentRecord>(decided.Incident.Id, stop))?.Version ?? 0);
        }

        return waits is not null
            ? Results.Json(waits, TimelineJson.Options, statusCode: StatusCodes.Status202Accepted)
            : Results.Json(answer! with { Position = await PositionAsync(desk.Data, book, stop) }, TimelineJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> AnswerAsync(Answered before, Guid eventId, Desk desk, CancellationToken stop) => before.Waits is { } waits
        ? Results.Json(waits, TimelineJson.Options, statusCode: StatusCodes.Status202Accepted)
        : Results.Json(before.Answer! with { Position = await PositionAsync(desk.Data, eventId, stop) }, TimelineJson.Options, statusCode: StatusCodes.Status201Created);

    /// <summary>Reads a form whose links name incidents that are known.</summary>
    /// <exception cref="Refused">Something in it cannot be accepted.</exception>
    internal static async Task<Reading> ReadAsync(ReportForm form, ReadReport read, IQuerySession session, CancellationToken stop, Vocabulary.Account? standing = null)
    {
        var problems = new Problems();
        var known = await FindIncident.ManyAsync(form, session, stop, standing);
        var reading = read.Read(form, problems, known.GetValueOrDefault);
        problems.ThrowIfAny();
        return reading!;
    }

    private static string? ReadReason(FurtherReportForm? form)
    {
        var problems = new Problems();
        var reason = ReadWords.Text(form?.Reason, 2000, "reason", problems);
        problems.ThrowIfAny();
        return reason;
    }

    /// <summary>Whether a report can be one of the incident it names.</summary>
    internal static void Check(ReportForm form, IncidentRecord? incident, Reading reading, Problems problems)
    {
        if (form.IncidentId is null)
        {
            return;
        }

        if (incident is not { Exists: true })
        {
            problems.Add("incidentId", $"There is no incident '{ReadWords.Excerpt(form.IncidentId)}'.");
        }
        else if (incident.Kind.Length > 0 && !incident.IsSaidToBe(reading.Account.Kind))
        {
            problems.Add("kind", $"The incident is a {incident.Kind}; a report of it says the same kind. Where the one that stands has it wrong, correct its kind first.");
        }
    }

    /// <summary>Where the last event that was committed stands; the append says it, so that the store need not be asked again.</summary>
    internal static async Task<long> PositionAsync(NpgsqlDataSource data, IncidentBook book, CancellationToken stop) =>
        book.LastPosition > 0 ? book.LastPosition : await PositionAsync(data, book.LastEventId, stop);

    internal static async Task<long> PositionAsync(NpgsqlDataSource data, Guid eventId, CancellationToken stop)
    {
        await using var command = data.CreateCommand("select seq_id from timeline.mt_events where id = $1");
        command.Parameters.Add(new() { Value = eventId });
        return (long?)await command.ExecuteScalarAsync(stop) ?? 0;
    }
}
