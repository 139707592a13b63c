using System.ComponentModel;
using System.Security.Claims;
using System.Text.Json;
using Marten;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;

namespace Timeline.Ingestion.Approvals;

/// <summary>Why a draft is decided on so, and which version of it was looked at.</summary>
public sealed record DecisionForm(
    [property: Description("Why. Asked for where it is rejected.")] string? Reason = null,
    [property: Description("The draft's version that was looked at: 409 where it is no longer that.")] long? ExpectedVersion = null);

/// <summary>What a draft says from now on.</summary>
public sealed record ChangedDraftForm(
    [property: Description("The whole form, as the deed takes it.")] JsonElement? Form = null,
    [property: Description("Why it is changed.")] string? Reason = null,
    [property: Description("The draft's version that was looked at: 409 where it is no longer that.")] long? ExpectedVersion = null);

/// <summary>
/// POST /api/drafts/{id}/approvals and /rejections: what another person makes of a draft. PUT /api/drafts/{id} and POST /withdrawals: what its author does with it while it waits.
/// Approved, the deed is decided anew and recorded in the same transaction: known from that instant, by its author, approved by the other.
/// </summary>
public static class DecideDrafts
{
    private const string Example = """{ "id": "0198c1d2", "state": "approved", "version": 2, "result": { "incidentId": "0198c1d5", "reportId": "0198c1d6", "version": 1, "position": 91 } }""";

    public static void Map(IEndpointRouteBuilder app)
    {
        Describe(app.MapPost("/api/drafts/{id}/approvals", ApproveAsync), "Approves a draft of another person: it is recorded.", "It is checked against what stands now, and refused as the deed itself would be; it then goes on waiting. Nobody approves what they sent themselves.")
            .Takes<DecisionForm>("""{ "expectedVersion": 1 }""", optional: true).Gives<DraftDecided>(200, Example);
        Describe(app.MapPost("/api/drafts/{id}/rejections", RejectAsync), "Rejects a draft of another person, with the reason. Nothing of it was ever known.", null)
            .Takes<DecisionForm>("""{ "reason": "the paper took it back the next day", "expectedVersion": 1 }""").Gives<DraftDecided>(200);
        Describe(app.MapPost("/api/drafts/{id}/withdrawals", WithdrawAsync), "Its author withdraws a draft that waits.", null)
            .Takes<DecisionForm>("""{ "reason": "entered twice", "expectedVersion": 1 }""", optional: true).Gives<DraftDecided>(200);
        Describe(app.MapPut("/api/drafts/{id}", ChangeAsync), "Its author changes a draft that waits; what it said before stays in its history.", null)
            .Takes<ChangedDraftForm>("""{ "form": { "kind": "incursion", "title": "Armed men above Vorukh", "source": { "name": "a herdsman" } }, "reason": "the village was another", "expectedVersion": 1 }""")
            .Gives<DraftDecided>(200);
    }

    /// <param name="Result">What the deed itself answers; null where it was not approved.</param>
    private sealed record DraftDecided(string Id, DraftState State, long Version, JsonElement? Result, Waits? Waits = null);

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder call, string summary, string? more) =>
        call.RequireAuthorization(Access.Record).Says("drafts", summary, more).Asks("id", "The draft.").ExpectsVersion();

    private static async Task<IResult> ApproveAsync(string id, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop)
    {
        var (draft, reason) = await ReadAsync(id, request, who, others: true, asksReason: false, desk, stop);
        var decided = await desk.DecideAsync(draft.Deed, draft.IncidentId, draft.Form, new(draft.By, ApprovedBy: who.Name(), Draft: draft.Id), stop);
        decided.Book.Write();
        // the place of what is written is known after the commit alone: it is found by the incident, and not kept here
        var result = JsonSerializer.SerializeToElement(decided.Answer(0), TimelineJson.Options);
        var after = await CommitAsync(draft, DraftState.Approved, "approved", who, reason, result, desk, stop);
        var answer = decided.Answer(await ReportIncident.PositionAsync(desk.Data, decided.Book, stop));
        return Results.Json(new DraftDecided(id, after.State, after.Version, JsonSerializer.SerializeToElement(answer, TimelineJson.Options)), TimelineJson.Options);
    }

    private static async Task<IResult> RejectAsync(string id, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop)
    {
        var (draft, reason) = await ReadAsync(id, request, who, others: true, asksReason: true, desk, stop);
        return Answer(await CommitAsync(draft, DraftState.Rejected, "rejected", who, reason, null, desk, stop));
    }

    private static async Task<IResult> WithdrawAsync(string id, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop)
    {
        var (draft, reason) = await ReadAsync(id, request, who, others: false, asksReason: false, desk, stop);
        return Answer(await CommitAsync(draft, DraftState.Withdrawn, "withdrawn", who, reason, null, desk, stop));
    }

    private static async Task<IResult> ChangeAsync(string id, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop)
    {
        var form = await Body.ReadAsync<ChangedDraftForm>(request, stop);
        var problems = new Problems();
        if (form.Form is not { ValueKind: JsonValueKind.Object })
        {
            problems.Add("form", "Give the whole form.");
        }

        var reason = ReadWords.Text(form.Reason, 2000, "reason", problems);
        problems.ThrowIfAny();
        var draft = await WaitingAsync(id, form.ExpectedVersion, who, others: false, desk, stop);
        var said = Said(draft, form.Form!.Value);
        var decided = await desk.DecideAsync(draft.Deed, draft.IncidentId, said, new(draft.By), stop);
        var changed = draft with { Form = said, Title = decided.Title, Kind = decided.Kind, Told = decided.Told, Version = draft.Version + 1 };
        await StoreAsync(draft, changed, "changed", who.Name(), reason, desk, stop);
        return Answer(changed);
    }

    // a report that began as one of an incident stays one of it
    private static JsonElement Said(Draft draft, JsonElement form)
    {
        if (draft.Deed != Deed.Report)
        {
            return form.Clone();
        }

        var named = form.TryGetProperty("incidentId", out var incident) && incident.ValueKind == JsonValueKind.String ? incident.GetString() : null;
        return named == draft.IncidentId ? form.Clone() : throw Refused.Field("form.incidentId", "Whether it is a report of another incident is said when it is entered: withdraw this one and enter it there.");
    }

    private static IResult Answer(Draft draft) => Results.Json(new DraftDecided(draft.Id, draft.State, draft.Version, null), TimelineJson.Options);

    private static async Task<(Draft Draft, string? Reason)> ReadAsync(string id, HttpRequest request, ClaimsPrincipal who, bool others, bool asksReason, Desk desk, CancellationToken stop)
    {
        var form = !asksReason && request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0 ? new() : await Body.ReadAsync<DecisionForm>(request, stop);
        var problems = new Problems();
        var reason = asksReason ? ReadWords.Reason(form.Reason, "reason", problems) : ReadWords.Text(form.Reason, 2000, "reason", problems);
        problems.ThrowIfAny();
        return (await WaitingAsync(id, form.ExpectedVersion, who, others, desk, stop), reason);
    }

    /// <param name="others">It is decided on by another than its author; else by its author alone.</param>
    private static async Task<Draft> WaitingAsync(string id, long? expected, ClaimsPrincipal who, bool others, Desk desk, CancellationToken stop)
    {
        var draft = await ListDrafts.FindAsync(id, desk.Session, stop);
        if (others && draft.By == who.Name())
        {
            throw Refused.Field("id", $"'{who.Name()}' sent it: another person decides. Its author may change or withdraw it.", StatusCodes.Status403Forbidden);
        }

        if (!others && draft.By != who.Name())
        {
            throw Refused.Field("id", "Its author alone changes or withdraws it; you may approve or reject it.", StatusCodes.Status403Forbidden);
        }

        if (expected is { } version && version != draft.Version)
        {
            throw Refused.Changed(version, draft.Version);
        }

        return draft.State == DraftState.Waiting ? draft
            : throw Refused.Field("id", $"It was {ReadWords.Spelling(draft.State)} by {draft.DecidedBy}.", StatusCodes.Status409Conflict);
    }

    private static async Task<Draft> CommitAsync(Draft draft, DraftState state, string change, ClaimsPrincipal who, string? reason, JsonElement? result, Desk desk, CancellationToken stop)
    {
        var after = draft with { State = state, Version = draft.Version + 1, DecidedBy = who.Name(), Decided = desk.Now(), Reason = reason, Result = result };
        await StoreAsync(draft, after, change, who.Name(), reason, desk, stop);
        return after;
    }

    private static async Task StoreAsync(Draft before, Draft after, string change, string by, string? reason, Desk desk, CancellationToken stop)
    {
        desk.Session.Store(after);
        desk.Session.Insert(DraftStep.Of(after, change, by, desk.Now(), reason));
        try
        {
            await desk.Session.SaveChangesAsync(stop);
        }
        catch (Exception e) when (IncidentBook.IsConflict(e) || OnceOnly.IsRepeat(e))
        {
            await using var fresh = desk.Session.DocumentStore.QuerySession();
            var present = (await fresh.LoadAsync<Draft>(before.Id, stop))?.Version ?? before.Version;
            throw present == before.Version
                ? Refused.Field("id", "Somebody changed the incident at the same moment: look again and decide anew.", StatusCodes.Status409Conflict)
                : Refused.Changed(before.Version, present);
        }
    }
}
