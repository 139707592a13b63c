using System.Security.Claims;
using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;

namespace Timeline.Ingestion.Imports;

/// <summary>A mapping under its name. An import keeps the one it was read by, so a change touches no file that came before.</summary>
public sealed record KeptMapping(string Id, Mapping Mapping, string By, Instant At);

/// <summary>GET and PUT /api/imports/mappings/{name}: what the columns of somebody's csv files mean, kept for the next one.</summary>
public static class KeepMappings
{
    public const string Example = """
        { "fields": { "externalId": { "column": "no" }, "kind": { "column": "type", "words": { "raid": "incursion", "kidnapping": "hostage-taking" } }, "title": { "text": "{type} at {place}" },
          "when.text": { "column": "date" }, "where.text": { "column": "place" }, "actors": { "column": "groups", "split": ";" }, "source.name": { "value": "border log" } }, "dates": "day-first" }
        """;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/imports/mappings", ListAsync).RequireAuthorization(Access.Read)
            .Says("imports", "The mappings that are kept, by name.").Gives<IReadOnlyList<Mapping>>(200);
        app.MapGet("/api/imports/mappings/{name}", ShowAsync).RequireAuthorization(Access.Read)
            .Says("imports", "A mapping that is kept.").Asks("name", "Its name.").Gives<Mapping>(200, Example);
        app.MapPut("/api/imports/mappings/{name}", KeepAsync).RequireAuthorization(Access.Record)
            .Says("imports", "Keeps a mapping under a name, in place of the one it had.", "Imports that were read by the one before keep it.")
            .Asks("name", "Small letters, digits and hyphens, at most 40.").Takes<Mapping>(Example).Gives<Mapping>(200);
    }

    private static async Task<IResult> ListAsync(IQuerySession session, CancellationToken stop) =>
        Results.Json((await session.Query<KeptMapping>().OrderBy(m => m.Id).ToListAsync(stop)).Select(m => m.Mapping), TimelineJson.Options);

    private static async Task<IResult> ShowAsync(string name, IQuerySession session, CancellationToken stop) =>
        IncidentIds.IsSetName(name) && await session.LoadAsync<KeptMapping>(name, stop) is { } kept
            ? Results.Json(kept.Mapping, TimelineJson.Options)
            : throw Refused.Field("name", $"There is no mapping '{ReadWords.Excerpt(name)}'.", StatusCodes.Status404NotFound);

    private static async Task<IResult> KeepAsync(string name, HttpRequest request, ClaimsPrincipal who, IDocumentSession session, IClock clock, CancellationToken stop)
    {
        var mapping = CheckMapping.Of(await Body.ReadAsync<Mapping>(request, stop) with { Name = name });
        session.Store(new KeptMapping(name, mapping, who.Name(), clock.GetCurrentInstant()));
        await session.SaveChangesAsync(stop);
        return Results.Json(mapping, TimelineJson.Options);
    }
}
