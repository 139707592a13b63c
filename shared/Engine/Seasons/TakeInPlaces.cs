using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Words of the gazetteer that come with the history.</summary>
internal static class TakeInPlaces
{
    /// <returns>The places of which it may be said otherwise now where they lie: the new one, and what was said to lie within it before it came. None where only a spelling came, or something was taken back: what was recorded there still lies there.</returns>
    public static IReadOnlyList<string> Into(Gazetteer gazetteer, IPlaceEvent happened) => happened switch
    {
        PlaceAdded added when gazetteer.Take(added.Place) => [.. gazetteer.AllWithin(added.Place.Id)],
        PlaceSpelled spelled when gazetteer.Spell(spelled.PlaceId, spelled.Spelling) => [],
        _ => [],
    };
}
