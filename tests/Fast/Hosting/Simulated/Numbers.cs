namespace Timeline.Tests.Fast.Hosting.Simulated;

internal enum Fate { Open, Gone, Stored, Tombstone }

/// <summary>A number of an event store's sequence: taken in a transaction that may commit later than one with a higher number, or never.</summary>
internal sealed class Number(long sequence, Guid id, object happened, TimeSpan taken)
{
    public long Sequence => sequence;

    public Guid Id => id;

    public object Happened => happened;

    public Fate Fate { get; private set; } = Fate.Open;

    /// <summary>Since when that is its fate.</summary>
    public TimeSpan Since { get; private set; } = taken;

    public void Meet(Fate fate, TimeSpan now) => (Fate, Since) = (fate, now);
}

/// <summary>An event store: its numbers, and its high-water mark, up to which they are final.</summary>
internal sealed class Numbers(World world, string service)
{
    // how long a number that nobody holds any more is waited for
    private static readonly TimeSpan Stale = TimeSpan.FromMilliseconds(500);

    private readonly List<Number> all = [];

    /// <summary>Up to here nothing will change any more; persisted by whoever leads.</summary>
    public long Mark { get; private set; }

    /// <summary>Whether the mark stands before a number of a transaction that was rolled back.</summary>
    public bool HasHole => Mark < all.Count && all[(int)Mark].Fate == Fate.Gone;

    /// <summary>The last event.</summary>
    public long Tail => all.FindLast(n => n.Fate == Fate.Stored)?.Sequence ?? 0;

    public IEnumerable<Number> Events => all.Where(n => n.Fate == Fate.Stored);

    public Number Take(object happened)
    {
        var number = new Number(all.Count + 1, new Guid(all.Count + 1, (short)service.Length, 0, new byte[8]), happened, world.Now);
        all.Add(number);
        return number;
    }

    public void Settle(Number number, Fate fate)
    {
        if (fate == Fate.Stored && number.Sequence <= Mark)
        {
            world.Fail($"{service}: the mark {Mark} had passed number {number.Sequence}, which was then stored");
        }

        number.Meet(fate, world.Now);
    }

    public Number? Find(long sequence) => sequence >= 1 && sequence <= all.Count ? all[(int)sequence - 1] : null;

    /// <summary>What a subscription is given: events and tombstones after a floor, up to a ceiling.</summary>
    public IEnumerable<Number> Between(long floor, long ceiling)
    {
        for (var i = floor; i < Math.Min(ceiling, all.Count); i++)
        {
            if (all[(int)i].Fate is Fate.Stored or Fate.Tombstone)
            {
                yield return all[(int)i];
            }
        }
    }

    public long LastEventUpTo(long floor)
    {
        for (var i = Math.Min(floor, all.Count); i >= 1; i--)
        {
            if (all[(int)i - 1].Fate == Fate.Stored)
            {
                return i;
            }
        }

        return 0;
    }

    /// <summary>Looks how far the mark may go. A number that a transaction still holds is waited for, however long.</summary>
    public long LookAtMark(bool waitsForOpen)
    {
        while (Mark < all.Count)
        {
            var next = all[(int)Mark];
            if (next.Fate is Fate.Open or Fate.Gone)
            {
                if ((next.Fate == Fate.Open && waitsForOpen) || world.Now - next.Since < Stale)
                {
                    break;
                }

                world.Say(service, $"the mark passed a hole at {next.Sequence}");
            }

            Mark++;
        }

        return Mark;
    }
}
