using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Incidents;
using Timeline.Forms;

namespace Timeline.Ingestion.Reports;

/// <summary>
/// POST /api/incidents/{id}/corrections: a report now says something else. Fields that are given replace those that stood; the others
/// stay. Everything that rested on the old words follows. Taken for another kind, it says of that kind what is given, and nothing of what the old kind had alone.
/// </summary>
public static class CorrectReport
{
    /// <summary>The fields that a correction has beside those of a report.</summary>
    public static readonly IReadOnlyList<string> Own = ["reportId", "reason", "expectedVersion", "report"];

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/incidents/{id}/corrections", HandleAsync).RequireAuthorization(Access.Record)
            .Says("reports", "A report now says something else.", "Fields that are given replace those that stood; the others stay. Everything that rested on the old words follows. With another kind it says of that kind's own fields (details, subkind) only what is given; what it said before stays in the history.")
            .Asks("id", "The incident.").ExpectsVersion()
            .Takes<CorrectionForm>("""{ "reportId": "0198c1d3", "reason": "the source has corrected itself", "expectedVersion": 1, "when": { "date": "1999-08-23" } }""").Gives<Recorded>(200).MayWait();

    private static async Task<IResult> HandleAsync(string id, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop) =>
        await desk.DoAsync(Deed.Correction, id, await Body.ReadAsync<JsonElement>(request, stop), who, stop);

    internal static async Task<Decided> DecideAsync(string id, JsonElement body, Provenance by, Desk desk, CancellationToken stop)
    {
        var change = Change.Read(body, null);
        var book = desk.NewBook();
        var incident = await book.FindAsync(id, stop);
        var report = change.Find(incident);
        IncidentBook.Expect(incident, change.ExpectedVersion);
        if (report.Retracted)
        {
            throw Refused.Field("reportId", "This report was retracted; a correction cannot bring it back.");
        }

        var form = Over(ReportForm.Of(report.Account, report.Details), body);
        var reading = await ReportIncident.ReadAsync(form, desk.Read, desk.Session, stop, report.Account);
        var doubts = await DoubtSense.OfAsync(reading, incident, report.ReportId, desk.Session, stop);
        book.Append(new ReportCorrected(id, report.ReportId, reading.Account, reading.Details, change.Reason, by));
        return new(book, incident, change.ExpectedVersion, change.Reason, [reading.Account], position => new Recorded(id, report.ReportId, incident.Version + 1, position, ReadingShown.Of(reading), [], doubts))
        {
            Title = reading.Account.Title, Reading = ReadingShown.Of(reading), Doubts = doubts,
        };
    }

    /// <summary>
    /// The standing form with the given fields laid over it; details field by field. Where another kind is given, what only the old kind has (details, subkind) is left behind: a field of
    /// one kind says nothing of another, whatever it is called.
    /// </summary>
    public static ReportForm Over(ReportForm standing, JsonElement given)
    {
        var fields = given.TryGetProperty("report", out var nested) && nested.ValueKind == JsonValueKind.Object ? nested : given;
        var form = JsonSerializer.SerializeToNode(standing, Json.Forms)!.AsObject();
        if (fields.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String && !IsKind(standing.Kind, kind.GetString()))
        {
            (form["details"], form["subkind"]) = (new JsonObject(), null);
        }

        foreach (var field in fields.EnumerateObject().Where(f => !Own.Contains(f.Name)))
        {
            if (field.Name == "details" && field.Value.ValueKind == JsonValueKind.Object && form["details"] is JsonObject details)
            {
                foreach (var detail in field.Value.EnumerateObject())
                {
                    details[detail.Name] = JsonNode.Parse(detail.Value.GetRawText());
                }
            }
            else
            {
                form[field.Name] = JsonNode.Parse(field.Value.GetRawText());
            }
        }

        return form.Deserialize<ReportForm>(Json.Forms)!;
    }

    /// <summary>Whether a form names this kind.</summary>
    internal static bool IsKind(string? kind, string? given) => string.Equals(kind?.Trim(), given?.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>What every change of a standing report says: which report, why, and the version it was decided on.</summary>
internal sealed record Change(string? ReportId, string Reason, long? ExpectedVersion)
{
    /// <param name="more">The fields it has beside its own; null where others read them and refuse what they do not know.</param>
    public static Change Read(JsonElement body, params string[]? more)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw Refused.Field("body", "It is not an object.");
        }

        var problems = new Problems();
        foreach (var field in body.EnumerateObject().Where(f => more is not null && !CorrectReport.Own.Contains(f.Name) && !more.Contains(f.Name)))
        {
            problems.Add(field.Name, "There is no such field here.");
        }

        var reason = ReadWords.Reason(Text(body, "reason", problems), "reason", problems);

        long? expected = null;
        if (body.TryGetProperty("expectedVersion", out var version) && version.ValueKind != JsonValueKind.Null)
        {
            if (version.ValueKind == JsonValueKind.Number && version.TryGetInt64(out var number))
            {
                expected = number;
            }
            else
            {
                problems.Add("expectedVersion", "It is not a whole number.");
            }
        }

        var reportId = Text(body, "reportId", problems);
        problems.ThrowIfAny();
        return new(reportId, reason!, expected);
    }

    /// <summary>The report that is meant: the one named, or the only one there is.</summary>
    public ReportRecord Find(IncidentRecord incident)
    {
        if (!incident.Exists)
        {
            throw Refused.NotFound($"incident '{ReadWords.Excerpt(incident.Id)}'");
        }

        if (ReportId is null)
        {
            return incident.Reports.Count == 1
                ? incident.Reports[0]
                : throw Refused.Field("reportId", $"The incident has {incident.Reports.Count} reports: say which.");
        }

        return incident.Report(ReportId) ?? throw Refused.Field("reportId", $"The incident has no report '{ReadWords.Excerpt(ReportId)}'.");
    }

    private static string? Text(JsonElement body, string name, Problems problems)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        problems.Add(name, "It is not a text.");
        return null;
    }
}
