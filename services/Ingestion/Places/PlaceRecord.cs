using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Places;

/// <summary>What staff added to the gazetteer of one place: the fold of its stream, kept beside it in the same transaction.</summary>
/// <param name="Id">The place's.</param>
/// <param name="Added">The place, where staff added it; null of one that ships.</param>
/// <param name="Version">Of its stream.</param>
public sealed record PlaceRecord(string Id, Place? Added, IReadOnlyList<string> Spellings, long Version)
{
    public static string Stream(string placeId) => "place~" + placeId;

    public PlaceRecord After(IPlaceEvent happened) => happened switch
    {
        PlaceAdded added => this with { Added = added.Place, Version = Version + 1 },
        PlaceSpelled spelled => this with { Spellings = [.. Spellings, spelled.Spelling], Version = Version + 1 },
        _ => throw new ArgumentException($"{happened.GetType().Name} is no event of a place", nameof(happened)),
    };

    /// <summary>Puts it in a gazetteer; what is there already changes nothing.</summary>
    public void Into(Gazetteer gazetteer)
    {
        if (Added is { } place)
        {
            gazetteer.Take(place);
        }

        foreach (var spelling in Spellings)
        {
            gazetteer.Spell(Id, spelling);
        }
    }
}
