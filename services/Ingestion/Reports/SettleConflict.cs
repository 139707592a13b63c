using System.Security.Claims;
using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Incidents;
using Timeline.Vocabulary;
using IncidentBook = Timeline.Ingestion.Incidents.IncidentBook;

namespace Timeline.Ingestion.Reports;

/// <summary>
/// POST /api/incidents/{id}/settlements: where an incident's reports disagree, staff decide what is taken, within what the reports say, with a reason. The reports stay as they
/// are, side by side. A decision is taken back by another. Next: shared/Engine/Incidents/SettledFields.cs.
/// </summary>
public static class SettleConflict
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/incidents/{id}/settlements", HandleAsync).RequireAuthorization(Access.Record)
            .Says(
                "reports", "Decides what is taken where an incident's reports disagree: of its days, its place, a number.",
                "What is taken lies within what the standing reports say, and holds as long as it does. The reports stay side by side, with the range they leave. takeBack lets them speak for themselves again.")
            .Asks("id", "The incident.").ExpectsVersion()
            .Takes<SettlementForm>("""{ "when": { "date": "1999-08-23" }, "details": { "hostages": { "best": 4 } }, "reason": "the ministry's list of names", "expectedVersion": 3 }""")
            .Gives<ConflictDecided>(200, """{ "incidentId": "0198c1d2", "version": 5, "position": 91, "settled": ["when", "details.hostages"], "takenBack": [] }""").MayWait();

    /// <param name="Version">The incident's version now: each field is a decision of its own.</param>
    /// <param name="Position">The place of the last decision in Ingestion's store.</param>
    private sealed record ConflictDecided(string IncidentId, long Version, long Position, IReadOnlyList<string> Settled, IReadOnlyList<string> TakenBack);

    private static async Task<IResult> HandleAsync(string id, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop) =>
        await desk.DoAsync(Deed.Settlement, id, await Body.ReadAsync<JsonElement>(request, stop), who, stop);

    internal static async Task<Decided> DecideAsync(string id, JsonElement body, Provenance by, Desk desk, CancellationToken stop)
    {
        var form = body.Deserialize<SettlementForm>(Json.Forms) ?? throw Refused.Field("body", "There is nothing in it.");
        var book = desk.NewBook();
        var incident = await book.FindAsync(id, stop) is { Exists: true } known ? known : throw Refused.NotFound($"incident '{ReadWords.Excerpt(id)}'");
        IncidentBook.Expect(incident, form.ExpectedVersion);
        if (incident.MergedInto is { } into)
        {
            throw Refused.Field("id", $"Its reports count for '{ReadWords.Excerpt(into)}': settle it there.");
        }

        var problems = new Problems();
        var reason = ReadWords.Reason(form.Reason, "reason", problems);

        var settled = Read(form, incident, desk.Gazetteer, problems);
        var takenBack = TakenBack(form, incident, settled.Keys, problems);
        if (settled.Count == 0 && takenBack.Count == 0 && !problems.Any)
        {
            problems.Add("body", "Say what is taken (when, where, details), or what is taken back (takeBack).");
        }

        problems.ThrowIfAny();
        var decisions = settled.Select(s => new ConflictSettled(id, s.Key, s.Value, reason!, by)).Concat(takenBack.Select(f => new ConflictSettled(id, f, null, reason!, by))).ToList();
        await CheckAsync(incident, decisions, desk.Session, problems, stop);
        problems.ThrowIfAny();
        decisions.ForEach(d => book.Append(d));
        return new(book, incident, form.ExpectedVersion, reason, [], position => new ConflictDecided(id, incident.Version + decisions.Count, position, [.. settled.Keys], takenBack)) { Title = incident.Title };
    }

    private static Dictionary<string, Settlement> Read(SettlementForm form, IncidentRecord incident, Gazetteer gazetteer, Problems problems)
    {
        var settled = new Dictionary<string, Settlement>(StringComparer.Ordinal);
        if (form.When is { } when)
        {
            if (when.DerivedFrom is not null)
            {
                problems.Add("when.derivedFrom", "A settlement takes what reports say; what their dates were worked out from stays with them.");
            }
            else if (ReadWhen.Read(when, problems, _ => null) is { } read)
            {
                if (read.Occurrence.Begins is null)
                {
                    problems.Add("when", "Give the days that are taken.");
                }

                settled["when"] = new(When: read.Occurrence);
            }
        }

        if (form.Where is { } where)
        {
            var read = new ReadWhere(gazetteer).Read(where, "where", problems);
            if (read is null && !problems.Any)
            {
                problems.Add("where", "Give the place that is taken.");
            }

            settled["where"] = new(Where: read?.Mention);
        }

        foreach (var (field, number) in Numbers(form.Details, incident, problems))
        {
            settled["details." + field] = new(Quantity: number);
        }

        return settled;
    }

    // the numbers of a kind are those of its details that are quantities: a new kind needs nothing here
    private static IEnumerable<(string Field, Quantity Number)> Numbers(JsonElement? form, IncidentRecord incident, Problems problems)
    {
        if (form is not { ValueKind: JsonValueKind.Object } given || incident.Reports.FirstOrDefault(r => !r.Retracted) is not { } report
            || ReadReport.ReadDetails(given, report.Account.Kind, problems) is not { } details)
        {
            if (form is { ValueKind: not JsonValueKind.Object and not JsonValueKind.Null and not JsonValueKind.Undefined })
            {
                problems.Add("details", "The details are an object of the kind's own numbers.");
            }

            yield break;
        }

        foreach (var name in given.EnumerateObject().Select(p => p.Name))
        {
            var property = details.GetType().GetProperties().Single(p => string.Equals(JsonNamingPolicy.CamelCase.ConvertName(p.Name), name, StringComparison.OrdinalIgnoreCase));
            if (property.GetValue(details) is Quantity number && (number.AtLeast() ?? number.AtMost()) is not null)
            {
                yield return (JsonNamingPolicy.CamelCase.ConvertName(property.Name), number);
            }
            else
            {
                problems.Add($"details.{name}", property.PropertyType == typeof(Quantity) ? "Give the number that is taken." : "Only a number can be settled; what a report words otherwise is corrected.");
            }
        }
    }

    private static List<string> TakenBack(SettlementForm form, IncidentRecord incident, IEnumerable<string> settled, Problems problems)
    {
        var fields = (form.TakeBack ?? []).Select((f, at) => (Field: f ?? "", At: at)).ToList();
        foreach (var (field, at) in fields)
        {
            if (incident.Settled.All(s => s.Field != field))
            {
                problems.Add($"takeBack[{at}]", $"'{ReadWords.Excerpt(field)}' is not settled.");
            }
            else if (settled.Contains(field) || fields.Take(at).Any(f => f.Field == field))
            {
                problems.Add($"takeBack[{at}]", $"'{field}' is named twice.");
            }
        }

        return fields.ConvertAll(f => f.Field);
    }

    /// <summary>The engine itself says whether a decision would hold: there are several accounts, and it lies within them.</summary>
    private static async Task CheckAsync(IncidentRecord incident, IReadOnlyList<ConflictSettled> decisions, IQuerySession session, Problems problems, CancellationToken stop)
    {
        var together = new List<IncidentRecord> { incident };
        for (var at = 0; at < together.Count; at++)
        {
            together.AddRange((await session.QueryAsync<IncidentRecord>("where data ->> 'mergedInto' = ?", stop, together[at].Id)).Where(m => together.TrueForAll(t => t.Id != m.Id)));
        }

        var reports = together.SelectMany(i => i.Reports.Where(r => !r.Retracted)
            .Select(r => new Fact(1, r.KnownFrom, Kinds.Reported(i.Id, r.ReportId, r.Account, r.Details, new("")))));
        var decided = decisions.Select((d, at) => new Fact(at + 2, default, d));
        var resolved = ResolveIncident.From(incident.Id, reports.Concat(decided), id => together.Exists(t => t.Id == id) ? incident.Id : id);
        if (resolved is null)
        {
            problems.Add("id", "None of its reports stands: there is nothing to settle.");
            return;
        }

        foreach (var decision in decisions.Where(d => d.Settled is not null))
        {
            var shown = resolved.Settled?.FirstOrDefault(s => s.Field == decision.Field);
            if (shown is null || shown.Accounts < 2)
            {
                problems.Add(decision.Field, shown is { Accounts: 1 } ? "Its reports say one thing of it: there is nothing to settle. Correct the report that is wrong." : "No report of it says anything of this.");
            }
            else if (!shown.Holds)
            {
                problems.Add(decision.Field, $"It lies outside what the reports say{Range(shown)}. Add or correct a report that says so.");
            }
        }
    }

    private static string Range(SettledField shown) =>
        shown.When?.Begins is { } days ? $": from {days.Earliest:uuuu-MM-dd} to {days.Latest:uuuu-MM-dd} together"
        : shown.Quantity is { } number ? $": {number.AtLeast()?.ToString(null, System.Globalization.CultureInfo.InvariantCulture) ?? "any number"} to {number.AtMost()?.ToString(null, System.Globalization.CultureInfo.InvariantCulture) ?? "any number"} together"
        : "";
}
