namespace Timeline.Engine;

/// <summary>A set of ids that mostly holds one or two: a set proper is made for more than a few.</summary>
internal struct Ids
{
    private const int Few = 4;

    private string? one;
    private ICollection<string>? more;

    /// <summary>A copy, in no order.</summary>
    public readonly IReadOnlyList<string> All => more is not null ? [.. more] : one is not null ? [one] : [];

    public void Add(string id)
    {
        if (more is null)
        {
            if (one is null || one == id)
            {
                one = id;
                return;
            }

            (more, one) = (new List<string>(Few) { one, id }, null);
        }
        else if (!more.Contains(id))
        {
            if (more is List<string> { Count: Few })
            {
                more = new HashSet<string>(more, StringComparer.Ordinal);
            }

            more.Add(id);
        }
    }

    public void Remove(string id)
    {
        one = one == id ? null : one;
        more?.Remove(id);
    }
}
