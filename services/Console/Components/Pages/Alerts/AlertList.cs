using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.Alerts;

/// <summary>What became of a piece of news.</summary>
public enum Taken
{
    /// <summary>It was known already.</summary>
    Known,

    /// <summary>The list is another than before.</summary>
    Changed,

    /// <summary>It tells of an alert, or of a version of one, that this list cannot make from it: the alert has to be read.</summary>
    Missing,
}

/// <summary>
/// The alerts of the page by thread, the one that changed last on top. An alert only ever goes forward, by its version: hearing something
/// again, or an answer that is older than what was heard meanwhile, changes nothing.
/// </summary>
public sealed class AlertList
{
    private readonly Dictionary<string, AlertView> alerts = [];

    public IEnumerable<AlertThread> NewestFirst => alerts.Values.GroupBy(a => a.Thread)
        .Select(thread => new AlertThread(thread.Key, [.. thread.OrderBy(a => a.Episode)]))
        .OrderByDescending(t => t.Last.ChangedAt).ThenBy(t => t.Thread, StringComparer.Ordinal);

    /// <summary>Takes the list of the service for all there is.</summary>
    /// <returns>The ids of those that are new here, or further on than they were.</returns>
    public IReadOnlyList<string> Replace(IEnumerable<AlertThread> all)
    {
        var before = alerts.ToDictionary();
        alerts.Clear();
        foreach (var alert in all.SelectMany(t => t.Episodes))
        {
            alerts[alert.Id] = before.TryGetValue(alert.Id, out var known) && known.Version > alert.Version ? known : alert;
        }

        return [.. alerts.Values.Where(a => !before.TryGetValue(a.Id, out var known) || known.Version < a.Version).Select(a => a.Id)];
    }

    /// <summary>Takes in an alert as the service tells it.</summary>
    public void Put(AlertView alert)
    {
        if (!alerts.TryGetValue(alert.Id, out var known) || known.Version < alert.Version)
        {
            alerts[alert.Id] = alert;
        }
    }

    public AlertView? Find(string id) => alerts.GetValueOrDefault(id);

    public Taken Take(AlertNews news)
    {
        if (alerts.TryGetValue(news.Id, out var known))
        {
            if (news.Version <= known.Version)
            {
                return Taken.Known;
            }

            if (news.Version > known.Version + 1)
            {
                return Taken.Missing;
            }

            alerts[news.Id] = news.After(known);
            return Taken.Changed;
        }

        // an episode without those before it would pass for the whole thread
        if (news.Begins() is { } begun && (begun.Episode == 1 || alerts.Values.Any(a => a.Thread == begun.Thread && a.Episode == begun.Episode - 1)))
        {
            alerts[begun.Id] = begun;
            return Taken.Changed;
        }

        return Taken.Missing;
    }
}
