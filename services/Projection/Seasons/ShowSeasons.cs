using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Vocabulary;

namespace Timeline.Projection.Seasons;

/// <summary>GET /api/seasons and /api/seasons/{theatre}/{year}: the seasonal correlation views, now, as known at an instant, or as the system held them then.</summary>
public static class ShowSeasons
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/seasons", AllAsync).RequireAuthorization(Access.Read)
            .Says("seasons", "The seasonal correlation views of a theatre, or of all.")
            .Asks("theatre", "Only of this theatre.").AsksMoment().Gives<IReadOnlyList<SeasonView>>(200);
        app.MapGet("/api/seasons/{theatre}/{year:int}", OneAsync).RequireAuthorization(Access.Read)
            .Says("seasons", "The seasonal correlation view of one season year: its phases, harvests, incursions, chains, ransoms, seizures and coverage.")
            .Asks("theatre", "The theatre.").Asks("year", "The season year, 1000 to 2999.").AsksMoment().Gives<SeasonView>(200);
    }

    private static async Task<IResult> AllAsync(
        string? theatre, string? knownAt, string? clock, IQuerySession session, KnownThen then, IReadOnlyList<Theatre> theatres, IClock now, CancellationToken stop)
    {
        var moment = Moment.Read(knownAt, clock);
        var asked = theatres.Named(theatre, StatusCodes.Status404NotFound);
        if (moment.KnownAt is null)
        {
            var documents = await session.Query<SeasonDocument>().Where(d => theatre == null || d.Theatre == theatre).OrderBy(d => d.Theatre).ThenBy(d => d.SeasonYear).ToListAsync(stop);
            return Results.Json(documents.Select(d => d.View with { KnownAt = now.GetCurrentInstant() }), TimelineJson.Options);
        }

        var views = new List<SeasonView>();
        foreach (var id in asked.Select(t => t.Id).Order(StringComparer.Ordinal))
        {
            var engine = await then.InTheatreAsync(id, moment, session, stop);
            views.AddRange(engine.SeasonYears(id).Select(y => engine.Season(id, y) with { KnownAt = moment.KnownAt }));
        }

        return Results.Json(views, TimelineJson.Options);
    }

    private static async Task<IResult> OneAsync(
        string theatre, int year, string? knownAt, string? clock, IQuerySession session, KnownThen then, IReadOnlyList<Theatre> theatres, IClock now, CancellationToken stop)
    {
        var moment = Moment.Read(knownAt, clock);
        theatres.Named(theatre, StatusCodes.Status404NotFound);
        if (year is < 1000 or > 2999)
        {
            throw Refused.Field("year", "A season year lies between 1000 and 2999.");
        }

        if (moment.KnownAt is not null)
        {
            var engine = await then.InTheatreAsync(theatre, moment, session, stop);
            return Results.Json(engine.Season(theatre, year) with { KnownAt = moment.KnownAt }, TimelineJson.Options);
        }

        var stored = await session.LoadAsync<SeasonDocument>(SeasonDocument.Key(theatre, year), stop);
        var view = stored?.View ?? (await then.NothingAsync(theatre, session, stop)).Season(theatre, year);
        return Results.Json(view with { KnownAt = now.GetCurrentInstant() }, TimelineJson.Options);
    }
}
