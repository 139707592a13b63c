using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Vocabulary;

namespace Timeline.Projection.Seasons;

/// <summary>GET /api/seasons and /api/seasons/{theatre}/{year}: the seasonal correlation views, now or as known at an instant.</summary>
public static class ShowSeasons
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/seasons", AllAsync).RequireAuthorization(Access.Read);
        app.MapGet("/api/seasons/{theatre}/{year:int}", OneAsync).RequireAuthorization(Access.Read);
    }

    private static async Task<IResult> AllAsync(
        string? theatre, string? knownAt, string? clock, IQuerySession session, KnownThen then, IReadOnlyList<Theatre> theatres, IClock now, CancellationToken stop)
    {
        var moment = Moment.Read(knownAt, clock);
        Check(theatre, theatres);
        if (moment.KnownAt is null)
        {
            var documents = await session.Query<SeasonDocument>().Where(d => theatre == null || d.Theatre == theatre).OrderBy(d => d.Theatre).ThenBy(d => d.SeasonYear).ToListAsync(stop);
            return Results.Json(documents.Select(d => d.View with { KnownAt = now.GetCurrentInstant() }), TimelineJson.Options);
        }

        var engine = await then.RunAsync(moment, session, stop);
        return Results.Json(
            theatres.Where(t => theatre is null || t.Id == theatre).SelectMany(t => engine.SeasonYears(t.Id).Select(y => engine.Season(t.Id, y) with { KnownAt = moment.KnownAt })), TimelineJson.Options);
    }

    private static async Task<IResult> OneAsync(
        string theatre, int year, string? knownAt, string? clock, IQuerySession session, KnownThen then, IReadOnlyList<Theatre> theatres, IClock now, CancellationToken stop)
    {
        var moment = Moment.Read(knownAt, clock);
        Check(theatre, theatres);
        if (year is < 1000 or > 2999)
        {
            throw Refused.Field("year", "A season year lies between 1000 and 2999.");
        }

        var stored = moment.KnownAt is null ? await session.LoadAsync<SeasonDocument>(SeasonDocument.Key(theatre, year), stop) : null;
        var view = stored?.View ?? (await then.RunAsync(moment, session, stop)).Season(theatre, year);
        return Results.Json(view with { KnownAt = moment.KnownAt ?? now.GetCurrentInstant() }, TimelineJson.Options);
    }

    private static void Check(string? theatre, IReadOnlyList<Theatre> theatres)
    {
        if (theatre is not null && theatres.All(t => t.Id != theatre))
        {
            throw Refused.Field("theatre", $"There is no theatre '{theatre}'. There are: {string.Join(", ", theatres.Select(t => t.Id))}.", StatusCodes.Status404NotFound);
        }
    }
}
