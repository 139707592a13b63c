using System.Security.Claims;
using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Approvals;

/// <summary>What staff do to incidents, each deed with an address of its own.</summary>
public enum Deed { Report, Correction, Retraction, Restoration, Settlement, Merge, Unmerge }

/// <summary>A deed that was checked and decided, and is committed by whoever asked: at once, or when a second person has approved it.</summary>
/// <param name="Incident">The incident as it was before; of version 0 where the deed begins it.</param>
/// <param name="Expected">The version that the person saw; null where any will do.</param>
/// <param name="Reason">Why, where it was said.</param>
/// <param name="Says">What reports would say from then on.</param>
/// <param name="Answer">What is answered when it is committed, by the place of its last event in the store.</param>
public sealed record Decided(IncidentBook Book, IncidentRecord Incident, long? Expected, string? Reason, IReadOnlyList<Account> Says, Func<long, object> Answer)
{
    /// <summary>What it is about, in a line.</summary>
    public required string Title { get; init; }

    public ReadingShown? Reading { get; init; }

    /// <summary>What a report says that would begin an incident; null of any other deed.</summary>
    public Told? Told { get; init; }
    public IReadOnlyList<Duplicate> Duplicates { get; init; } = [];
    public IReadOnlyList<Doubt> Doubts { get; init; } = [];

    public Kind? Kind => Says.Select(s => (Kind?)s.Kind).Concat(Incident.Reports.Select(r => (Kind?)r.Account.Kind)).FirstOrDefault();
}

/// <summary>
/// Where a deed is done at once, or, where a theatre asks for a second person, laid down as a draft (<see cref="Draft"/>). Each deed is decided by its own file, now and again when it is
/// approved: what is approved is checked against what stands then.
/// </summary>
public sealed class Desk(ReadReport read, Gazetteer gazetteer, IDocumentSession session, NpgsqlDataSource data, IClock clock)
{
    public ReadReport Read { get; } = read;
    public Gazetteer Gazetteer { get; } = gazetteer;
    public IDocumentSession Session { get; } = session;
    public NpgsqlDataSource Data { get; } = data;

    /// <summary>A deed is decided only to see what would follow: nobody need wait for it.</summary>
    public bool OnlyLooks { get; private set; }

    public IncidentBook NewBook() => new(Session, clock);

    public Instant Now() => clock.GetCurrentInstant();

    /// <summary>Does a deed to an incident, or lays it down for a second person.</summary>
    public async Task<IResult> DoAsync(Deed deed, string incidentId, JsonElement body, ClaimsPrincipal who, CancellationToken stop)
    {
        var decided = await DecideAsync(deed, incidentId, body, new(who.Name()), stop);
        if (await WaitsForAsync(decided, stop) is { } theatre)
        {
            var waits = await LayAsync(deed, incidentId, body, decided, theatre, who.Name(), stop);
            await Session.SaveChangesAsync(stop);
            return Results.Json(waits, TimelineJson.Options, statusCode: StatusCodes.Status202Accepted);
        }

        await decided.Book.CommitAsync(incidentId, decided.Expected, stop);
        return Results.Json(decided.Answer(await ReportIncident.PositionAsync(Data, decided.Book, stop)), TimelineJson.Options);
    }

    /// <summary>Checks and decides a deed as things stand now. Nothing is written.</summary>
    /// <exception cref="Refused">It cannot be done.</exception>
    public Task<Decided> DecideAsync(Deed deed, string? incidentId, JsonElement body, Provenance by, CancellationToken stop) => deed switch
    {
        Deed.Report => ReportIncident.DecideAsync(Form(body), by, this, stop),
        Deed.Correction => CorrectReport.DecideAsync(incidentId!, body, by, this, stop),
        Deed.Retraction => RetractReport.DecideAsync(incidentId!, body, by, this, stop),
        Deed.Restoration => RestoreReport.DecideAsync(incidentId!, body, by, this, stop),
        Deed.Settlement => SettleConflict.DecideAsync(incidentId!, body, by, this, stop),
        Deed.Merge => MergeIncidents.DecideMergeAsync(incidentId!, body, by, this, stop),
        Deed.Unmerge => MergeIncidents.DecideUnmergeAsync(incidentId!, body, by, this, stop),
        _ => throw new ArgumentOutOfRangeException(nameof(deed)),
    };

    /// <summary>Decides a deed to see what would follow from it, before anybody has said why. Nothing is written.</summary>
    /// <exception cref="Refused">It cannot be done.</exception>
    public Task<Decided> LookAsync(Deed deed, string incidentId, JsonElement body, CancellationToken stop)
    {
        OnlyLooks = true;
        return DecideAsync(deed, incidentId, WithReason(body), new(""), stop);
    }

    private static JsonElement WithReason(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object
            || (body.TryGetProperty("reason", out var said) && (said.ValueKind is not (JsonValueKind.Null or JsonValueKind.String) || !string.IsNullOrWhiteSpace(said.ToString()))))
        {
            return body;
        }

        var fields = body.EnumerateObject().GroupBy(f => f.Name).ToDictionary(f => f.Key, f => f.Last().Value);
        fields["reason"] = JsonSerializer.SerializeToElement("not said yet");
        return JsonSerializer.SerializeToElement(fields);
    }

    /// <summary>The theatre in which the deed waits for a second person; null where it is done at once.</summary>
    public async Task<Theatre?> WaitsForAsync(Decided decided, CancellationToken stop)
    {
        var asking = await SecondPerson.AskingAsync(Session, stop);
        if (asking.Count == 0)
        {
            return null;
        }

        // what an incident was merged into is told by it too
        foreach (var into in decided.Book.Known.Select(i => i.MergedInto).OfType<string>().ToList())
        {
            for (var end = await decided.Book.FindAsync(into, stop); end.MergedInto is { } next; end = await decided.Book.FindAsync(next, stop))
            {
            }
        }

        // of what is changed the book knows only what it will say: what stood is asked of too
        return SecondPerson.AskedBy(asking, Gazetteer, decided.Says.Concat(decided.Book.Known.Append(decided.Incident).SelectMany(i => i.Reports.Select(r => r.Account))));
    }

    /// <summary>Queues a draft on the session.</summary>
    public async Task<Waits> LayAsync(Deed deed, string? incidentId, JsonElement form, Decided decided, Theatre theatre, string by, CancellationToken stop)
    {
        var alike = await AlikeAsync(decided, null, stop);
        var draft = new Draft
        {
            Id = IncidentIds.New(), Deed = deed, IncidentId = incidentId, Form = form.Clone(), Title = decided.Title, Kind = decided.Kind, Told = decided.Told, Theatre = theatre.Id, By = by, Laid = Now(), Version = 1,
        };
        Session.Insert(draft);
        Session.Insert(DraftStep.Of(draft, "sent", by, draft.Laid, decided.Reason));
        return new(draft.Id, draft.State, draft.Version, theatre.Id, $"In {theatre.Name} a second person approves what is entered. Nothing of it is known before.", decided.Reading, decided.Duplicates, decided.Doubts, alike);
    }

    /// <summary>What waits for a second person too and may tell of the same.</summary>
    /// <param name="self">The draft itself; null where none is laid down yet.</param>
    public async Task<IReadOnlyList<AlikeDraft>> AlikeAsync(Decided decided, string? self, CancellationToken stop) =>
        decided.Told is { } told ? await FindAlikeDrafts.OfAsync(told, self, Gazetteer, Session, stop) : [];

    /// <summary>The form of a report as it was sent: with the fields of a further report where it has any.</summary>
    internal static ReportForm Form(JsonElement body) =>
        body.TryGetProperty("incidentId", out var incident) && incident.ValueKind == JsonValueKind.String
            ? body.Deserialize<FurtherReportForm>(Json.Forms)! : body.Deserialize<ReportForm>(Json.Forms)!;
}

/// <summary>What is answered where a deed waits for a second person.</summary>
/// <param name="Version">Of the draft.</param>
/// <param name="Theatre">The theatre that asks for a second person.</param>
/// <param name="Waiting">What waits too and may tell of the same.</param>
public sealed record Waits(
    string DraftId, DraftState State, long Version, string Theatre, string Says, ReadingShown? Reading, IReadOnlyList<Duplicate> Duplicates, IReadOnlyList<Doubt> Doubts,
    IReadOnlyList<AlikeDraft>? Waiting = null);
