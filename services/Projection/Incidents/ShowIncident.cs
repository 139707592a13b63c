using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Vocabulary;

namespace Timeline.Projection.Incidents;

/// <summary>
/// GET /api/incidents/{id}: what is known of an incident, with its reports side by side and the onset its parts leave it; /external/{set}/{externalId}: the
/// incident that an imported record became. Now, as known at an instant, or as the system held it then. Next: <see cref="ShowHistory"/>.
/// </summary>
public static class ShowIncident
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/incidents/{id}", OneAsync).RequireAuthorization(Access.Read)
            .Says("incidents", "An incident with its reports side by side, and what it is linked with.")
            .Asks("id", "The incident.").AsksMoment().Gives<IncidentShown>(200);
        app.MapGet("/api/incidents/external/{set}/{externalId}", ExternalAsync).RequireAuthorization(Access.Read)
            .Says("incidents", "The incident of a record that was imported, by its set and its own key.")
            .Asks("set", "The set.").Asks("externalId", "The key of the record in its set.").AsksMoment().Gives<ExternalShown>(200);
    }

    /// <param name="Says">The report's account as it stood then.</param>
    /// <param name="Version">The version of the incident that holds it (<paramref name="IncidentId"/>): what a correction of it expects.</param>
    /// <param name="Reason">Why it was last corrected, taken back or restored; null where it stands as entered.</param>
    /// <param name="Provenance">Of its last word: what it says, or that it was taken back.</param>
    private sealed record ReportShown(
        string ReportId, string IncidentId, long Version, bool Retracted, string? Reason, Account Says, Details Details, Provenance Provenance, Instant Recorded, Instant KnownFrom);

    /// <summary>An incident whose reports count for this one.</summary>
    private sealed record MergedShown(string IncidentId, string Why, string By, Instant KnownFrom);

    /// <param name="Version">The version of its stream at the last of its own events that was known.</param>
    /// <param name="Standing">Whether any report of it stood and it was not merged into another.</param>
    /// <param name="MergedInto">The incident that it was found to be. All that follows is of that one then: whoever kept the old id reads on there.</param>
    /// <param name="Onset">When it began: for a whole also not after any of its parts. Null where undated.</param>
    /// <param name="OnsetConflict">A part would have begun before the whole's own earliest day: the whole keeps its own days.</param>
    /// <param name="IsPart">It is counted as part of another of its kind.</param>
    private sealed record IncidentShown(
        string Id, long Version, Instant KnownAt, bool Standing, string? MergedInto, IReadOnlyList<MergedShown> MergedFrom, string? Title, Kind? Kind, UncertainDate? Onset, bool OnsetConflict, bool IsPart,
        Incident? Incident, IReadOnlyList<ReportShown> Reports, IReadOnlyList<Linked> Linked);

    private sealed record ExternalShown(string IncidentId, string? ReportId, string Set, string ExternalId);

    private static async Task<IResult> OneAsync(string id, string? knownAt, string? clock, HeldFacts held, Gazetteer gazetteer, NpgsqlDataSource data, IClock now, CancellationToken stop)
    {
        var moment = Moment.Read(knownAt, clock);
        var around = await held.AroundAsync(id, moment, stop);
        if (around.TrueForAll(f => f.Event.IncidentId != id || f.Event is IBesideIncidents))
        {
            throw Refused.NotFound(moment.KnownAt is null ? $"incident '{id}'" : $"incident '{id}' known then");
        }

        // what it is depends on no rule, no theatre and no day
        var engine = TimelineEngine.FromNothing(gazetteer, [], [], around, null);
        var present = engine.PresentId(id);
        var its = engine.Members(present).ToHashSet(StringComparer.Ordinal);
        var told = around.Where(f => its.Contains(f.Event.IncidentId)).OrderBy(f => f.Event.IncidentId != present).ThenBy(f => f.Event.IncidentId, StringComparer.Ordinal).ThenBy(f => f.Version).ToList();
        var standing = engine.StandingOf(present);
        var linked = await LinkedIncidents.OfAsync(present, standing?.Incident.Links ?? [], moment, data, stop);
        return Results.Json(
            new IncidentShown(
                id, around.Where(f => f.Event.IncidentId == id).Max(f => f.Version), moment.KnownAt ?? now.GetCurrentInstant(), present == id && standing is not null, present == id ? null : present, MergedFrom(id, around, engine),
                standing?.Incident.Title, standing?.Kind, standing?.Onset, standing?.OnsetConflict ?? false, standing?.IsPart ?? false,
                standing?.Incident, Reports(told), linked),
            TimelineJson.Options);
    }

    private static List<MergedShown> MergedFrom(string id, List<Fact> facts, TimelineEngine engine) =>
    [
        .. from fact in facts
           where fact.Event is IncidentMerged merged && merged.IncidentId != id && engine.PresentId(merged.IncidentId) == id
           group fact by fact.Event.IncidentId into merges
           let last = merges.MaxBy(f => f.Version)
           orderby merges.Key
           select new MergedShown(merges.Key, ((IncidentMerged)last.Event).Reason, last.Event.Provenance.By, last.KnownFrom),
    ];

    // the incident's own first, then those of what was merged into it, each in the order of recording
    private static List<ReportShown> Reports(List<Fact> facts)
    {
        var versions = facts.GroupBy(f => f.Event.IncidentId).ToDictionary(g => g.Key, g => g.Max(f => f.Version));
        var reports = new Dictionary<(string Incident, string Report), ReportShown>();
        foreach (var fact in facts)
        {
            var of = fact.Event.IncidentId;
            switch (fact.Event)
            {
                case IReported r:
                    reports[(of, r.ReportId)] = new(r.ReportId, of, versions[of], false, null, r.Account, r.Particulars, r.Provenance, fact.Recorded, fact.KnownFrom);
                    break;
                case IRestated c when reports.TryGetValue((of, c.ReportId), out var was):
                    reports[(of, c.ReportId)] = was with { Retracted = false, Reason = c.Reason, Says = c.Account, Details = c.Details, Provenance = c.Provenance, Recorded = fact.Recorded, KnownFrom = fact.KnownFrom };
                    break;
                case ReportRetracted t when reports.TryGetValue((of, t.ReportId), out var was):
                    reports[(of, t.ReportId)] = was with { Retracted = true, Reason = t.Reason, Provenance = t.Provenance, Recorded = fact.Recorded, KnownFrom = fact.KnownFrom };
                    break;
            }
        }

        return [.. reports.Values];
    }

    private static async Task<IResult> ExternalAsync(string set, string externalId, string? knownAt, string? clock, NpgsqlDataSource data, CancellationToken stop)
    {
        var moment = Moment.Read(knownAt, clock);
        await using var command = data.CreateCommand($"""
            select incident_id, data->>'reportId' from timeline.fact
            where data->'provenance'->'external'->>'id' = $2 and data->'provenance'->'external'->>'set' = $1 and {(moment.ByRecorded ? "recorded" : "known_from")} <= $3
            order by version limit 1
            """);
        command.Parameters.Add(new() { Value = set });
        command.Parameters.Add(new() { Value = externalId });
        command.Parameters.Add(new() { Value = moment.KnownAt ?? Instant.MaxValue });
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await rows.ReadAsync(stop)
            ? Results.Json(new ExternalShown(rows.GetString(0), rows.IsDBNull(1) ? null : rows.GetString(1), set, externalId), TimelineJson.Options)
            : throw Refused.NotFound(moment.KnownAt is null ? $"record '{externalId}' in the set '{set}'" : $"record '{externalId}' in the set '{set}' known then");
    }
}
