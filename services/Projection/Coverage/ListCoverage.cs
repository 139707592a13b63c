using System.Text.Json;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Projection.Places;
using Timeline.Projection.TimelinePages;
using Timeline.Vocabulary;

namespace Timeline.Projection.Coverage;

/// <summary>GET /api/coverage: what was stated of what was watched, and every record that there was none. The zeros of a season follow from these (GET /api/seasons).</summary>
public static class ListCoverage
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/coverage", HandleAsync).RequireAuthorization(Access.Read)
        .Says("coverage", "What was watched, by kind, place and time, and what was looked for and was not there.", "A stretch that nothing here speaks of was not watched, as far as is known.")
        .Asks("kind", "Only of this kind.").Asks("place", "Only what lies within this place of the gazetteer, or holds it.")
        .Asks("theatre", "Only what matters to this theatre.").Asks("from", "Only what reaches to this day or later.").Asks("to", "Only what begins on this day or earlier.").AsksMoment()
        .Gives<IReadOnlyList<Covered>>(200);

    /// <param name="Zero">watched-nothing-reported, where it was watched (what was found is reported apart), or confirmed-none.</param>
    /// <param name="CoverageId">The statement; null of a record that there was none.</param>
    /// <param name="IncidentId">The incident that records that there was none; null of a statement.</param>
    /// <param name="From">The first day; counts. Null where the record has no date.</param>
    /// <param name="To">The last day; counts.</param>
    /// <param name="Strength">inferred: somebody concluded it from what was not reported.</param>
    private sealed record Covered(
        Zero Zero, string? CoverageId, string? IncidentId, long? Version, Kind Kind, Mention? Where, LocalDate? From, LocalDate? To, Strength Strength, IReadOnlyList<string> Sources, Grading Grading, string? Says);

    private static async Task<IResult> HandleAsync(
        string? kind, string? place, string? theatre, string? from, string? to, string? knownAt, string? clock, HeldFacts held, NpgsqlDataSource data, HeldPlaces places, IReadOnlyList<Theatre> theatres,
        CancellationToken stop)
    {
        var moment = Moment.Read(knownAt, clock);
        var gazetteer = await places.FollowAsync(stop);
        var problems = new Problems();
        var ofKind = ReadWords.Enum<Kind>(kind, "kind", problems);
        var (first, last) = (ReadWords.Day(from, "from", problems), ReadWords.Day(to, "to", problems));
        if (place is not null && gazetteer.Find(place) is null)
        {
            problems.Add("place", $"The gazetteer has no place '{ReadWords.Excerpt(place)}'.");
        }

        problems.ThrowIfAny();
        var scopes = theatre is null ? null : theatres.Named(theatre)[0] is var named ? new[] { named.Incidents, named.Harvests, named.Passes, named.Seizures } : null;
        var facts = await held.OfAsync(theatre, moment, stop);
        var all = Stated(facts).Concat(await NoneAsync(moment, data, stop)).Where(c =>
            (ofKind is null || c.Kind == ofKind) && (first is null || c.To >= first) && (last is null || c.From <= last)
            && (place is null || (c.Where?.PlaceId is { } at && (gazetteer.IsWithin(at, place) || gazetteer.IsWithin(place, at))))
            && (scopes is null || (c.Where?.PlaceId is { } here && scopes.Any(s => gazetteer.IsIn(s, here) || gazetteer.Covers(here, s)))));
        return Results.Json(all.OrderBy(c => c.From ?? LocalDate.MaxIsoValue).ThenBy(c => c.CoverageId ?? c.IncidentId, StringComparer.Ordinal), TimelineJson.Options);
    }

    private static IEnumerable<Covered> Stated(List<Fact> facts) =>
        from fact in facts
        where fact.Event is ICoverageEvent
        group fact by fact.Event.IncidentId into told
        let last = told.MaxBy(f => f.Version)
        where last.Event is CoverageStated
        let stated = (CoverageStated)last.Event
        select new Covered(
            Zero.WatchedNothingReported, stated.CoverageId, null, last.Version, stated.Kind, stated.Where, stated.From, stated.To, Strength.Stated, new[] { stated.Source.Name }, stated.Source.Grading, stated.Note);

    private static async Task<IReadOnlyList<Covered>> NoneAsync(Moment moment, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand();
        command.CommandText = $"select data::text from timeline.incident_version where {ListTimeline.AtMoment(moment, command)} and polarity = 'did-not-occur' and scope <> 'comparator'";
        var none = new List<Covered>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var incident = JsonSerializer.Deserialize<Incident>(rows.GetString(0), TimelineJson.Options)!;
            var ends = incident.When.Ends is { } end && incident.When.Begins is { } begun ? Later(end.Latest, begun.Latest) : incident.When.Begins?.Latest;
            none.Add(new(
                Zero.ConfirmedNone, null, incident.Id, null, incident.Kind, incident.Where, incident.When.Begins?.Earliest, ends, incident.Claim == Claim.Inferred ? Strength.Inferred : Strength.Stated,
                incident.Sources, incident.BestGrading, incident.Title));
        }

        return none;
    }

    private static LocalDate Later(LocalDate a, LocalDate b) => a > b ? a : b;
}
