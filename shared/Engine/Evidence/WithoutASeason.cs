namespace Timeline.Engine.Statistics;

/// <summary>What a finding would be had one season never been observed: whether it hangs on a single one.</summary>
/// <param name="P">The p without it.</param>
public sealed record WithoutASeason(int Season, double P)
{
    /// <summary>Each season left out in turn.</summary>
    /// <param name="p">The p without the season at that place, from 0.</param>
    public static IReadOnlyList<WithoutASeason> Each(IReadOnlyList<int> seasons, Func<int, double> p) => [.. seasons.Select((season, place) => new WithoutASeason(season, p(place)))];

    /// <summary>The greatest of them; 1 where there is none.</summary>
    public static double Worst(IReadOnlyList<WithoutASeason> each) => each.Count == 0 ? 1 : each.Max(w => w.P);
}
