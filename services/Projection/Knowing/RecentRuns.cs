namespace Timeline.Projection.Knowing;

/// <summary>
/// Runs that were asked for lately. Whoever asks for one that is kept or under way gets that one; what was not asked for longest goes first
/// where all together weigh too much. A run that failed is not kept.
/// </summary>
/// <param name="most">The most that all kept runs may weigh together; the last one asked for is kept whatever it weighs.</param>
public sealed class RecentRuns<TKey, TRun>(long most) where TKey : notnull
{
    private sealed record Kept(TKey Key, long Weight, Task<TRun> Run);

    private readonly Lock turn = new();
    private readonly Dictionary<TKey, LinkedListNode<Kept>> byKey = [];
    private readonly LinkedList<Kept> byUse = [];
    private long weight;

    /// <param name="run">Works it out; called once for all who ask meanwhile, on a thread of its own, to the end though every asker goes away.</param>
    public Task<TRun> Of(TKey key, long weighs, Func<TRun> run)
    {
        lock (turn)
        {
            if (byKey.TryGetValue(key, out var kept) && !kept.Value.Run.IsFaulted)
            {
                byUse.Remove(kept);
                byUse.AddFirst(kept);
                return kept.Value.Run;
            }

            if (kept is not null)
            {
                Forget(kept);
            }

            var begun = byUse.AddFirst(new Kept(key, weighs, Task.Run(run)));
            byKey[key] = begun;
            weight += weighs;
            while (weight > most && byUse.Count > 1)
            {
                Forget(byUse.Last!);
            }

            return begun.Value.Run;
        }
    }

    /// <summary>Keeps a run no longer; whoever asks next gets another.</summary>
    public void Forget(TRun run)
    {
        lock (turn)
        {
            foreach (var kept in byKey.Values.Where(k => k.Value.Run.IsCompletedSuccessfully && Equals(k.Value.Run.Result, run)).ToList())
            {
                Forget(kept);
            }
        }
    }

    private void Forget(LinkedListNode<Kept> kept)
    {
        byUse.Remove(kept);
        byKey.Remove(kept.Value.Key);
        weight -= kept.Value.Weight;
    }
}
