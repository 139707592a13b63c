using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Projection.Places;

/// <summary>GET /api/places?q=, /api/routes and /api/theatres: the words for where.</summary>
public static class ListPlaces
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/places", (string? q, Gazetteer gazetteer) =>
            string.IsNullOrWhiteSpace(q) ? gazetteer.Places : [.. gazetteer.Search(q).Take(20).Select(m => m.Place)]).RequireAuthorization(Access.Read);
        app.MapGet("/api/routes", (Gazetteer gazetteer) => gazetteer.Routes).RequireAuthorization(Access.Read);
        app.MapGet("/api/theatres", (IReadOnlyList<Theatre> theatres) => theatres).RequireAuthorization(Access.Read);
    }
}
