using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What is stated to have been watched, the last word of each statement, in no order.</summary>
internal sealed class WatchedPlaces
{
    private readonly Dictionary<string, Fact> last = new(StringComparer.Ordinal);

    /// <summary>Takes in a statement or its withdrawal; an older one than is held changes nothing.</summary>
    /// <returns>What stood before and what stands now, where this is newer; else null.</returns>
    public (CoverageStated? Before, CoverageStated? Now)? Apply(Fact fact, ICoverageEvent happened)
    {
        var held = last.GetValueOrDefault(happened.CoverageId);
        if (held is not null && held.Version >= fact.Version)
        {
            return null;
        }

        last[happened.CoverageId] = fact;
        return (held?.Event as CoverageStated, happened as CoverageStated);
    }

    /// <summary>The statements that stand of these places.</summary>
    public IEnumerable<CoverageStated> At(IReadOnlyCollection<string> places) => last.Values.Select(f => f.Event).OfType<CoverageStated>().Where(s => s.Where.PlaceId is { } place && places.Contains(place));

    /// <summary>The statements that stand.</summary>
    public IEnumerable<Fact> Standing => last.Values.Where(f => f.Event is CoverageStated);

    public static UncertainDate DaysOf(CoverageStated watched) => new(watched.From, watched.To);
}
