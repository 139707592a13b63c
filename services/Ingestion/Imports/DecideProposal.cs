using System.ComponentModel;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>What a person decided of something that the words of a row suggest. It is remembered by the report, so that no later edition of the file asks again.</summary>
/// <param name="Id">Of report, kind and subkind.</param>
/// <param name="Words">The words that led to it, as they were then.</param>
/// <param name="IncidentId">What it became: the corrected incident, or one of its own; null of what was refused, or waits.</param>
/// <param name="DraftId">Where a second person is asked, the draft that waits.</param>
public sealed record DecidedProposal(
    string Id, string ReportId, Kind Kind, string? Subkind, string Words, bool Accepted, string By, Instant At, string Reason, string? IncidentId = null, string? DraftId = null)
{
    public static string Key(string reportId, Kind kind, string? subkind) => $"{reportId}~{ReadWords.Spelling(kind)}~{subkind}";
}

/// <summary>
/// POST /api/imports/{id}/rows/{line}/proposals: of something that the words of a row suggest, a person says whether it is so. Accepted, a word for the same kind corrects the report; another kind is
/// told by a report of its own, linked with it.
/// </summary>
public static class DecideProposal
{
    // what comes after the taking, on a day that the row does not tell
    private static readonly Kind[] Later = [Kind.Ransom, Kind.Release];

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/imports/{id}/rows/{line}/proposals", HandleAsync).RequireAuthorization(Access.Record)
            .Says(
                "imports", "Accepts or refuses what the words of a row suggest and its source does not state.",
                "Accepted, a proposal of the row's own kind corrects the report (its subkind). One of another kind becomes an incident of its own, told by the same source and linked to this one (related-to), because no words of a narrative change the kind of a report; of a ransom or a release the days are asked for, as the row tells only those of the taking. What was decided is remembered: a newer edition of the file does not ask again. Said twice, it is done once.")
            .Asks("id", "The import.").Asks("line", "The line of the row.").ExpectsVersion()
            .Takes<ProposalForm>("""{ "kind": "attack", "subkind": "hijacking", "accept": true, "reason": "the narrative says so in as many words", "expectedVersion": 1 }""")
            .Gives<ProposalDecided>(200, """{ "kind": "attack", "subkind": "hijacking", "accepted": true, "by": "anna", "at": "2026-01-01T12:00:00Z", "reason": "the narrative says so in as many words", "incidentId": "asam.1999-7", "draftId": null }""");

    private sealed record ProposalForm(
        [property: Description("The kind that is proposed.")] string? Kind = null,
        [property: Description("The subkind that is proposed, where one is.")] string? Subkind = null,
        [property: Description("true: it is so; false: it is not.")] bool? Accept = null,
        [property: Description("Why.")] string? Reason = null,
        [property: Description("The incident's version that was looked at: 409 where it is no longer that.")] long? ExpectedVersion = null,
        [property: Description("Of another kind, when it happened; asked for of a ransom and of a release, otherwise the days of the row.")] WhenForm? When = null,
        [property: Description("Of another kind, what happened, in a line.")] string? Title = null,
        [property: Description("Of another kind, what is particular to it.")] JsonElement? Details = null);

    /// <param name="IncidentId">What it became; null of what was refused, or waits for a second person.</param>
    /// <param name="DraftId">Where a second person is asked, the draft that waits.</param>
    internal sealed record ProposalDecided(Kind Kind, string? Subkind, bool Accepted, string By, Instant At, string Reason, string? IncidentId, string? DraftId)
    {
        public static ProposalDecided Of(DecidedProposal decided) => new(decided.Kind, decided.Subkind, decided.Accepted, decided.By, decided.At, decided.Reason, decided.IncidentId, decided.DraftId);
    }

    private static async Task<IResult> HandleAsync(string id, int line, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop)
    {
        var form = await Body.ReadAsync<ProposalForm>(request, stop);
        var problems = new Problems();
        var kind = ReadWords.Enum<Kind>(form.Kind, "kind", problems);
        var reason = ReadWords.Reason(form.Reason, "reason", problems);
        if (form.Kind is null)
        {
            problems.Add("kind", "Say which of the proposals is meant.");
        }

        if (form.Accept is null)
        {
            problems.Add("accept", "Say whether it is so: true or false.");
        }

        problems.ThrowIfAny();
        var row = await RowAsync(id, line, desk, stop);
        var proposal = row.Proposals.FirstOrDefault(p => p.Kind == kind && p.Subkind == form.Subkind)
            ?? throw Refused.Field("kind", $"The words of line {line} do not suggest this.");
        var key = DecidedProposal.Key(row.ReportId, proposal.Kind, proposal.Subkind);
        if (await desk.Session.LoadAsync<DecidedProposal>(key, stop) is { } before)
        {
            return Again(before, form.Accept!.Value);
        }

        var decision = new DecidedProposal(key, row.ReportId, proposal.Kind, proposal.Subkind, proposal.Words, form.Accept!.Value, who.Name(), desk.Now(), reason!);
        try
        {
            return Results.Json(ProposalDecided.Of(await KeepAsync(decision, row, form, desk, stop)), TimelineJson.Options);
        }
        catch (Exception e) when (IncidentBook.IsConflict(e) || OnceOnly.IsRepeat(e))
        {
            await using var fresh = desk.Session.DocumentStore.QuerySession();
            return await fresh.LoadAsync<DecidedProposal>(key, stop) is { } other ? Again(other, decision.Accepted)
                : throw Refused.Changed(row.Incident.Version, (await fresh.LoadAsync<IncidentRecord>(row.Incident.Id, stop))?.Version ?? 0);
        }
    }

    // the same again is answered as before; the other way round, somebody else has decided
    private static IResult Again(DecidedProposal before, bool accept) => before.Accepted == accept
        ? Results.Json(ProposalDecided.Of(before), TimelineJson.Options)
        : throw Refused.Field("accept", $"{before.By} has {(before.Accepted ? "accepted" : "refused")} it already: {before.Reason}", StatusCodes.Status409Conflict);

    private static async Task<DecidedProposal> KeepAsync(DecidedProposal decision, Row row, ProposalForm form, Desk desk, CancellationToken stop)
    {
        IncidentBook.Expect(row.Incident, form.ExpectedVersion);
        if (decision.Accepted)
        {
            var report = row.Incident.Report(row.ReportId)!;
            var same = decision.Kind == report.Account.Kind;
            if (same && report.Account.Subkind == decision.Subkind)
            {
                // somebody corrected the report so before: nothing is left to correct
                decision = decision with { IncidentId = row.Incident.Id };
            }
            else
            {
                var (deed, body) = same ? (Deed.Correction, Correction(decision, row)) : (Deed.Report, Own(decision, row, report, form));
                var about = same ? row.Incident.Id : null;
                var decided = await desk.DecideAsync(deed, about, body, new(decision.By), stop);
                if (await desk.WaitsForAsync(decided, stop) is { } theatre)
                {
                    decision = decision with { DraftId = (await desk.LayAsync(deed, about, body, decided, theatre, decision.By, stop)).DraftId };
                }
                else
                {
                    decided.Book.Write();
                    decision = decision with { IncidentId = decided.Incident.Id };
                }
            }
        }

        desk.Session.Insert(decision);
        await desk.Session.SaveChangesAsync(stop);
        return decision;
    }

    private static JsonElement Correction(DecidedProposal decision, Row row) =>
        JsonSerializer.SerializeToElement(new JsonObject { ["reportId"] = row.ReportId, ["reason"] = decision.Reason, ["expectedVersion"] = row.Incident.Version, ["subkind"] = decision.Subkind });

    private static JsonElement Own(DecidedProposal decision, Row row, ReportRecord report, ProposalForm form)
    {
        var told = ReportForm.Of(report.Account, report.Details);
        var kind = ReadWords.Spelling(decision.Kind);
        if (form.When is null && Later.Contains(decision.Kind))
        {
            throw Refused.Field("when", $"The days of the row are those of the {told.Kind}: say when, as far as is known. \"unknown\" is an answer.");
        }

        return JsonSerializer.SerializeToElement(
            new ReportForm
            {
                Kind = kind,
                Title = form.Title ?? $"{char.ToUpperInvariant(kind[0])}{kind[1..]} told of: {told.Title}",
                When = form.When ?? told.When,
                Where = told.Where,
                Elsewhere = told.Elsewhere,
                Actors = told.Actors,
                Details = form.Details,
                Source = told.Source,
                Claim = told.Claim,
                Scope = told.Scope,
                Links = [new("related-to", row.Incident.Id)],
                Note = $"Read from its words “{decision.Words}” by {decision.By}: {decision.Reason}",
            },
            Json.Forms);
    }

    /// <summary>A row whose report stands, with what its words suggest.</summary>
    private sealed record Row(string ReportId, IncidentRecord Incident, IReadOnlyList<Proposal> Proposals);

    private static async Task<Row> RowAsync(string id, int line, Desk desk, CancellationToken stop)
    {
        var import = await ShowImport.FindAsync(id, desk.Session, stop);
        if (import.DryRun)
        {
            throw Refused.Field("id", "It was a dry run: nothing of it was recorded.", StatusCodes.Status409Conflict);
        }

        await using var command = desk.Data.CreateCommand("select incident_id, report_id, proposals::text from timeline.import_line where import_id = $1 and line = $2");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = line });
        await using var rows = await command.ExecuteReaderAsync(stop);
        if (!await rows.ReadAsync(stop))
        {
            throw Refused.Field("line", $"The import has no row in line {line}.", StatusCodes.Status404NotFound);
        }

        if (rows.IsDBNull(1) || rows.IsDBNull(2))
        {
            throw Refused.Field("line", rows.IsDBNull(2) ? "Its words suggest nothing." : "Nothing was recorded of this row.", StatusCodes.Status409Conflict);
        }

        var (incidentId, reportId) = (rows.GetString(0), rows.GetString(1));
        var proposals = JsonSerializer.Deserialize<List<Proposal>>(rows.GetString(2), TimelineJson.Options)!;
        var incident = await desk.Session.LoadAsync<IncidentRecord>(incidentId, stop);
        return incident?.Report(reportId) is { Retracted: false } ? new(reportId, incident, proposals)
            : throw Refused.Field("line", "The report of this row was retracted.", StatusCodes.Status409Conflict);
    }
}
