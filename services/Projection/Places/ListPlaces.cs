using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Projection.Places;

/// <summary>GET /api/places?q=, /api/routes and /api/theatres: the words for where.</summary>
public static class ListPlaces
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/places", SearchAsync).RequireAuthorization(Access.Read)
            .Says("vocabulary", "The places of the gazetteer, or those that some words may mean, the likeliest first.", "Words are found under any spelling, in Latin or Cyrillic letters, with a slip or two, and by the transliteration.")
            .Asks("q", "The words; left out: all places. With words, twenty at most.");
        app.MapGet("/api/routes", (Gazetteer gazetteer) => gazetteer.Routes).RequireAuthorization(Access.Read).Says("vocabulary", "The routes between places.");
        app.MapGet("/api/theatres", (IReadOnlyList<Theatre> theatres) => theatres).RequireAuthorization(Access.Read).Says("vocabulary", "The theatres, each with its seasonal calendar and its places.");
    }

    private static async Task<IReadOnlyList<Place>> SearchAsync(string? q, HeldPlaces places, CancellationToken stop)
    {
        var gazetteer = await places.FollowAsync(stop);
        return string.IsNullOrWhiteSpace(q) ? gazetteer.Places : [.. gazetteer.Search(q).Take(20).Select(m => m.Place)];
    }
}
