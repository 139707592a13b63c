namespace Timeline.Console.Terminal;

/// <summary>The titles of incidents, each asked for once.</summary>
internal sealed class IncidentNames(Origin origin)
{
    private readonly Dictionary<string, string> known = [];

    private sealed record Titled(string? Title);

    /// <summary>For each id its title; an incident that has none goes by its id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(IEnumerable<string> ids, CancellationToken stop)
    {
        foreach (var id in ids.Distinct().Where(id => !known.ContainsKey(id)))
        {
            known[id] = (await origin.TryGetAsync<Titled>($"api/incidents/{Uri.EscapeDataString(id)}", stop))?.Title ?? id;
        }

        return known;
    }
}
