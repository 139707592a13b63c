using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Projection.Knowing;

/// <summary>The theatre a reader names.</summary>
public static class AskedTheatre
{
    /// <summary>The theatres to answer for: the one that is named, or all.</summary>
    /// <param name="status">404 where it stands in the path, 400 where it is a filter.</param>
    /// <exception cref="Refused">There is no such theatre.</exception>
    public static IReadOnlyList<Theatre> Named(this IReadOnlyList<Theatre> theatres, string? id, int status = StatusCodes.Status400BadRequest)
    {
        if (id is null)
        {
            return theatres;
        }

        var named = theatres.FirstOrDefault(t => t.Id == id);
        return named is not null ? [named] : throw Refused.Field("theatre", $"There is no theatre '{id}'. There are: {string.Join(", ", theatres.Select(t => t.Id))}.", status);
    }
}
