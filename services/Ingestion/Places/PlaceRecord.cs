using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Places;

/// <summary>What staff added to the gazetteer of one place: the fold of its stream, kept beside it in the same transaction.</summary>
/// <param name="Id">The place's.</param>
/// <param name="Added">The place, where staff added it; null of one that ships.</param>
/// <param name="Spellings">Those that were added since, and not taken back.</param>
/// <param name="Version">Of its stream.</param>
/// <param name="TakenBack">Whether the place was; only one that staff added.</param>
/// <param name="Unspelled">Spellings that were taken back, also some that the place was added with; null where none was.</param>
public sealed record PlaceRecord(string Id, Place? Added, IReadOnlyList<string> Spellings, long Version, bool TakenBack = false, IReadOnlyList<string>? Unspelled = null)
{
    public static string Stream(string placeId) => "place~" + placeId;

    public PlaceRecord After(IPlaceEvent happened) => happened switch
    {
        PlaceAdded added => this with { Added = added.Place, Version = Version + 1 },
        PlaceSpelled spelled => this with { Spellings = [.. Spellings, spelled.Spelling], Unspelled = Unspelled?.Where(s => s != spelled.Spelling).ToList(), Version = Version + 1 },
        PlaceSpellingWithdrawn gone => this with { Spellings = [.. Spellings.Where(s => s != gone.Spelling)], Unspelled = [.. Unspelled ?? [], gone.Spelling], Version = Version + 1 },
        PlaceWithdrawn => this with { TakenBack = true, Version = Version + 1 },
        _ => throw new ArgumentException($"{happened.GetType().Name} is no event of a place", nameof(happened)),
    };

    /// <summary>Whether this is a spelling that staff added, and did not take back.</summary>
    public bool Says(string spelling) => Spellings.Contains(spelling) || (Added?.Spellings.Contains(spelling) == true && Unspelled?.Contains(spelling) != true);

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

        foreach (var spelling in Unspelled ?? [])
        {
            gazetteer.Unspell(Id, spelling);
        }

        if (TakenBack)
        {
            gazetteer.TakeBack(Id);
        }
    }
}
