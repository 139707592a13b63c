namespace Timeline.Engine;

/// <summary>
/// Standings that are read in the order of their ids. Many come and go between two readings, and to find its place by the ids of the others costs each more than all else that is done
/// with it: what came is put in its place when somebody reads.
/// </summary>
/// <remarks>Any number may read at once, as long as nothing comes or goes.</remarks>
internal sealed class StandingsById
{
    /// <summary>More than so many are sorted with the rest at one go: each in its place would move the others once for every one of them.</summary>
    private const int Few = 16;

    private static readonly Comparer<Standing> ById = Comparer<Standing>.Create((a, b) => string.CompareOrdinal(a.Id, b.Id));

    private readonly List<Standing> standings = [];

    /// <summary>So many of them, from the first on, are in order.</summary>
    private int inOrder;

    // apart from the number, which is right again only when all are: who reads while another puts them in order must wait
    private volatile bool isInOrder = true;

    public int Count => standings.Count;

    public IReadOnlyList<Standing> All
    {
        get
        {
            if (!isInOrder)
            {
                PutInOrder();
            }

            return standings;
        }
    }

    /// <summary>It comes; no other with its id may be there.</summary>
    public void Add(Standing standing)
    {
        standings.Add(standing);
        isInOrder = false;
    }

    /// <summary>It goes, and must be there.</summary>
    public void Remove(Standing standing)
    {
        var at = standings.Count - 1;
        while (!ReferenceEquals(standings[at], standing))
        {
            at--;
        }

        standings.RemoveAt(at);
        if (at < inOrder)
        {
            inOrder--;
        }
    }

    private void PutInOrder()
    {
        lock (standings)
        {
            if (standings.Count - inOrder > Few)
            {
                standings.Sort(ById);
                inOrder = standings.Count;
            }

            for (; inOrder < standings.Count; inOrder++)
            {
                var next = standings[inOrder];
                standings.RemoveAt(inOrder);
                standings.Insert(~standings.BinarySearch(0, inOrder, next, ById), next);
            }

            isInOrder = true;
        }
    }
}
