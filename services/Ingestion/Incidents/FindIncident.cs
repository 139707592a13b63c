using Marten;
using Timeline.Ingestion.Imports;
using Timeline.Ingestion.Reports;

namespace Timeline.Ingestion.Incidents;

/// <summary>Which incident a word of a form names: an incident's id, or "set/externalId" of a record that was imported.</summary>
internal static class FindIncident
{
    /// <summary>All that a form's links and derived dates name, by the words used; what is not there is not in the result.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ManyAsync(ReportForm form, IQuerySession session, CancellationToken stop)
    {
        var found = new Dictionary<string, string>();
        foreach (var name in (form.Links ?? []).Select(l => l?.To).Append(form.When?.DerivedFrom).Where(n => !string.IsNullOrWhiteSpace(n)).Distinct())
        {
            if (await OneAsync(name!, session, stop) is { } id)
            {
                found[name!] = id;
            }
        }

        return found;
    }

    public static async Task<string?> OneAsync(string name, IQuerySession session, CancellationToken stop)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            return null;   // not a text that PostgreSQL could even be asked for
        }

        if (await session.LoadAsync<IncidentRecord>(name, stop) is { } record)
        {
            return record.Id;
        }

        return (await session.LoadAsync<ImportedRecord>(name, stop))?.IncidentId;
    }
}
