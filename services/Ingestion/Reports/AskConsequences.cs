using System.Net.Http.Json;
using System.Text.Json;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;

namespace Timeline.Ingestion.Reports;

/// <summary>What would follow if a report were saved, as it is shown before it is.</summary>
/// <param name="Known">false: Correlation could not be asked, and <paramref name="Says"/> says why. What a report brings about is then seen after it is saved.</param>
/// <param name="Begin">Correlations that would begin. The incident that the report would make is called "new".</param>
/// <param name="Change">Those that would change.</param>
/// <param name="End">Those that would end.</param>
public sealed record Foreseen(bool Known, string? Says, IReadOnlyList<Consequence> Begin, IReadOnlyList<Consequence> Change, IReadOnlyList<Consequence> End)
{
    public static Foreseen Not(string why) => new(false, why, [], [], []);
}

/// <summary>Asks Correlation what a report, or a change of one, would bring about. Whoever types waits for it no longer than a moment; where there is no answer, that is said.</summary>
public sealed partial class AskConsequences(Settings settings, ILogger<AskConsequences> log)
{
    private const string Correlation = "correlation";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private readonly HttpClient http = Internal.Client(settings);

    /// <param name="incident">The incident it would be a report of; null for a new one.</param>
    public async Task<Foreseen> OfAsync(Reading reading, IncidentRecord? incident, CancellationToken stop)
    {
        // a real id, so that it takes its place among the others wherever their order decides
        var id = incident?.Id ?? IncidentIds.New();
        return await OfAsync([((incident?.Version ?? 0) + 1, Kinds.Reported(id, IncidentIds.New(), reading.Account, reading.Details, new("")))], incident is null ? id : null, stop);
    }

    /// <param name="events">What would happen, each with the version it would have in its incident's stream.</param>
    /// <param name="begun">The incident that it would make; null where it makes none.</param>
    public async Task<Foreseen> OfAsync(IEnumerable<(long Version, IIncidentEvent Event)> events, string? begun, CancellationToken stop)
    {
        if (!settings.Services.TryGetValue(Correlation, out var address))
        {
            return Foreseen.Not("No correlation service is known here.");
        }

        var question = events.Select(e => new Supposed(e.Version, EventCatalogue.NameOf(e.Event.GetType()), JsonSerializer.SerializeToElement(e.Event, e.Event.GetType(), TimelineJson.Options))).ToList();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Longest);
        try
        {
            using var answer = await http.PostAsJsonAsync(new Uri(address, "internal/consequences"), question, TimelineJson.Options, limit.Token);
            if (!answer.IsSuccessStatusCode)
            {
                return Foreseen.Not(answer.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable ? "Correlation is still reading history: ask again in a moment." : "Correlation could not say what would follow.");
            }

            var text = await answer.Content.ReadAsStringAsync(limit.Token);
            var told = JsonSerializer.Deserialize<Consequences>(begun is null ? text : text.Replace(begun, "new", StringComparison.Ordinal), TimelineJson.Options)!;
            return new(true, null, told.Begin, told.Change, told.End);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            Failed(e);
            return Foreseen.Not("Correlation does not answer: what would follow is not known now.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Correlation could not be asked what would follow.")]
    private partial void Failed(Exception error);
}
