namespace Timeline.Engine;

/// <summary>
/// What a unit's match would rest on instead, were the incident it rests on not there: whether it hangs on that one changes with this one too, though it is none of the match's own.
/// </summary>
internal sealed class FallBacks
{
    private readonly Dictionary<string, HashSet<string>> units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> of = new(StringComparer.Ordinal);

    /// <summary>The units that would fall back on an incident, as of their last look.</summary>
    public IEnumerable<string> UnitsOn(string incident) => units.GetValueOrDefault(incident) ?? [];

    /// <summary>Takes note of what a unit would fall back on, in place of what it was.</summary>
    public void Note(string unit, params IReadOnlyList<string> incidents)
    {
        if (of.Remove(unit, out var before))
        {
            foreach (var incident in before)
            {
                if (units[incident].Remove(unit) && units[incident].Count == 0)
                {
                    units.Remove(incident);
                }
            }
        }

        if (incidents.Count == 0)
        {
            return;
        }

        of[unit] = incidents;
        foreach (var incident in incidents)
        {
            (units.TryGetValue(incident, out var held) ? held : units[incident] = new(StringComparer.Ordinal)).Add(unit);
        }
    }
}
