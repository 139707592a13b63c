using System.Text.Json;
using NodaTime;
using Timeline.Console.Api;
using Timeline.Contracts;

namespace Timeline.Console.Components.Pages.Alerts;

/// <summary>What the stream sends when something happens to an alert.</summary>
public sealed record AlertNews(
    string Id, string Change, string State, Instant? Recorded, string? Class, string? CorrelationId, string? Watch, int? Episode, string? Rule, string? Theatre, int? SeasonYear, string? Why, string? By, string? Note)
{
    public static AlertNews? Read(string data) => JsonSerializer.Deserialize<AlertNews>(data, TimelineJson.Options);
}

/// <summary>The alerts of the page, the one that changed last on top. Hearing something again changes nothing.</summary>
public sealed class AlertList
{
    private readonly Dictionary<string, AlertView> alerts = [];

    public IEnumerable<AlertView> NewestFirst => alerts.Values.OrderByDescending(LastChanged).ThenBy(a => a.Id, StringComparer.Ordinal);

    public int Count => alerts.Count;

    /// <summary>Takes the list of the service for what is true now.</summary>
    public void Replace(IReadOnlyList<AlertView> all)
    {
        alerts.Clear();
        foreach (var alert in all)
        {
            alerts[alert.Id] = alert;
        }
    }

    /// <returns>The alert as it is now; null where the news tells of one that is not known, and too little to make it.</returns>
    public AlertView? Take(AlertNews news)
    {
        var step = new AlertChange(news.Recorded, news.Change, news.Why, news.By, news.Note);
        if (alerts.TryGetValue(news.Id, out var known))
        {
            if (known.History?.Any(h => h.At == step.At && h.Change == step.Change) == true)
            {
                return known;
            }

            // a revision says nothing of what people did with the alert; only a withdrawal, a return and a person change its state
            var state = news.State == "raised" && news.By is null && known.State != "withdrawn" ? known.State : news.State;
            return alerts[news.Id] = known with { State = state, Change = news.Change, Why = news.Why ?? known.Why, History = [.. known.History ?? [], step] };
        }

        return news is { CorrelationId: { } correlation, Why: { } why }
            ? alerts[news.Id] = new(news.Id, news.Class ?? "match", correlation, news.Watch ?? "", news.Episode ?? 1, news.State, news.Recorded, why, news.Rule, news.Theatre, news.SeasonYear, news.Change, [step])
            : null;
    }

    private static Instant LastChanged(AlertView alert) => alert.History is [.., { At: { } at }] ? at : alert.RaisedAt ?? Instant.MinValue;
}
