namespace Timeline.Engine;

/// <summary>
/// Empties what every Settle fills, to be filled by the next. What held a whole history is not kept: to clear it would cost every later Settle what that one did.
/// </summary>
internal static class KeptForNext
{
    private const int Few = 1000;

    public static List<T> Emptied<T>(this List<T> list)
    {
        if (list.Capacity > Few)
        {
            return [];
        }

        list.Clear();
        return list;
    }

    public static HashSet<T> Emptied<T>(this HashSet<T> set)
    {
        if (set.Capacity > Few)
        {
            return new(set.Comparer);
        }

        set.Clear();
        return set;
    }

    public static Dictionary<TKey, TValue> Emptied<TKey, TValue>(this Dictionary<TKey, TValue> table) where TKey : notnull
    {
        if (table.Capacity > Few)
        {
            return new(table.Comparer);
        }

        table.Clear();
        return table;
    }
}
