namespace Timeline.Engine.Statistics;

/// <summary>Rearrangements of a few places: every one once, or drawn at random. Places may be bound to groups, and then only change within theirs.</summary>
internal sealed class Permutations
{
    /// <summary>No more rearrangements than this are tried one by one: those of eight places.</summary>
    public const int MostTried = 40_320;

    private readonly int[][] groups;
    private readonly int[] order;

    /// <param name="groupOf">For each place the group it belongs to; null where all may change with all.</param>
    public Permutations(int places, IReadOnlyList<int>? groupOf = null)
    {
        order = [.. Enumerable.Range(0, places)];
        groups = [.. order.GroupBy(i => groupOf?[i] ?? 0).Select(g => g.ToArray())];
    }

    public delegate void Take(ReadOnlySpan<int> order);

    /// <summary>Whether there are few enough to try them all.</summary>
    public bool AreFew => groups.Aggregate(1.0, (all, group) => all * MathNet.Numerics.SpecialFunctions.Factorial(Math.Min(group.Length, 20))) <= MostTried;

    /// <summary>Every rearrangement once, the one that changes nothing among them.</summary>
    public void TryAll(Take take) => Try(0, take);

    /// <summary>So many at random, each from the order that changes nothing; groups in the order in which they begin.</summary>
    public void Draw(SplitMix64 chance, int draws, Take take)
    {
        for (var draw = 0; draw < draws; draw++)
        {
            foreach (var group in groups)
            {
                var places = (int[])group.Clone();
                chance.Shuffle<int>(places);
                for (var i = 0; i < group.Length; i++)
                {
                    order[group[i]] = places[i];
                }
            }

            take(order);
        }
    }

    // Heap 1963, a group within a group
    private void Try(int at, Take take)
    {
        if (at == groups.Length)
        {
            take(order);
            return;
        }

        var group = groups[at];
        var swapped = new int[group.Length];
        Try(at + 1, take);
        for (var i = 1; i < group.Length;)
        {
            if (swapped[i] == i)
            {
                swapped[i++] = 0;
                continue;
            }

            var j = i % 2 == 0 ? 0 : swapped[i];
            (order[group[i]], order[group[j]]) = (order[group[j]], order[group[i]]);
            Try(at + 1, take);
            swapped[i]++;
            i = 1;
        }
    }
}
