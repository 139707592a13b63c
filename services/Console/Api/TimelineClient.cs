using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Components.Authorization;
using NodaTime;
using Timeline.Console.Gateway;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Console.Api;

/// <summary>The calls of the HTTP surface that the pages make for the person who looks at them, straight to the service that owns each.</summary>
public sealed partial class TimelineClient(IHttpClientFactory clients, Backends backends, AuthenticationStateProvider who)
{
    public async Task<TheatreView?> Theatre(string id, CancellationToken stop) =>
        (await Get<IReadOnlyList<TheatreView>>("projection", "api/theatres", stop)).FirstOrDefault(t => t.Id == id);

    public Task<IReadOnlyList<TheatreView>> Theatres(CancellationToken stop) => Get<IReadOnlyList<TheatreView>>("projection", "api/theatres", stop);

    public Task<LedgerView> Ledger(CancellationToken stop) => Get<LedgerView>("correlation", "api/ledger", stop);

    public Task<IReadOnlyList<Place>> Places(CancellationToken stop) => Get<IReadOnlyList<Place>>("projection", "api/places", stop);

    public Task<IReadOnlyList<Vocabulary.Route>> Routes(CancellationToken stop) => Get<IReadOnlyList<Vocabulary.Route>>("projection", "api/routes", stop);

    public Task<IReadOnlyList<SeasonView>> Seasons(string theatre, LocalDate? knownAt, CancellationToken stop) =>
        Get<IReadOnlyList<SeasonView>>("projection", $"api/seasons?theatre={Uri.EscapeDataString(theatre)}{Known(knownAt)}", stop);

    public Task<SeasonView> Season(string theatre, int year, LocalDate? knownAt, CancellationToken stop) =>
        Get<SeasonView>("projection", $"api/seasons/{Uri.EscapeDataString(theatre)}/{year}?{Known(knownAt)}", stop);

    public Task<IReadOnlyList<CorrelationView>> Correlations(string theatre, LocalDate? knownAt, CancellationToken stop) =>
        Get<IReadOnlyList<CorrelationView>>("projection", $"api/correlations?theatre={Uri.EscapeDataString(theatre)}{Known(knownAt)}", stop);

    public Task<CorrelationView> Correlation(string id, CancellationToken stop) =>
        Get<CorrelationView>("projection", $"api/correlations/{Uri.EscapeDataString(id)}", stop);

    /// <summary>Every incident of a theatre between two days, page after page.</summary>
    public async Task<IReadOnlyList<IncidentView>> Incidents(string theatre, LocalDate from, LocalDate to, LocalDate? knownAt, CancellationToken stop) =>
        (await Incidents($"theatre={Uri.EscapeDataString(theatre)}&from={from:uuuu-MM-dd}&to={to:uuuu-MM-dd}{Known(knownAt)}", int.MaxValue, stop)).Items;

    /// <summary>The incidents that a filter leaves, by occurrence, undated ones last.</summary>
    /// <param name="most">Not many more than these are read; <c>Next</c> of the answer is null where it is all there is.</param>
    public Task<IncidentList> Incidents(TimelineFilter filter, LocalDate? knownAt, int most, CancellationToken stop) =>
        Incidents($"take={Math.Min(most, 1000)}{string.Concat(filter.Parameters().Select(p => $"&{p.Name}={Uri.EscapeDataString(p.Value)}"))}{Known(knownAt)}", most, stop);

    private async Task<IncidentList> Incidents(string question, int most, CancellationToken stop)
    {
        var incidents = new List<IncidentView>();
        string? cursor = null;
        do
        {
            var after = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = await Get<IncidentList>("projection", $"api/timeline?{question}{after}", stop);
            incidents.AddRange(page.Items);
            cursor = page.Items.Count > 0 ? page.Next : null;
        }
        while (cursor is not null && incidents.Count < most);
        return new(incidents, cursor);
    }

    /// <param name="draft">The draft that is being changed; null where none is.</param>
    public Task<CheckAnswer> Check(ReportForm report, string? draft, CancellationToken stop) =>
        Post<CheckAnswer>("ingestion", draft is null ? "api/reports/check" : $"api/reports/check?draft={Uri.EscapeDataString(draft)}", report, null, stop);

    /// <param name="attempt">Names this attempt to save: the same again is answered with what was saved the first time.</param>
    public Task<Saved> Save(ReportForm report, Guid attempt, CancellationToken stop) => Post<Saved>("ingestion", "api/reports", report, attempt, stop);

    private static string Known(LocalDate? day) => day is { } known ? $"&knownAt={known:uuuu-MM-dd}" : "";

    private Task<T> Get<T>(string service, string path, CancellationToken stop) =>
        Ask<T>(service, new HttpRequestMessage(HttpMethod.Get, new Uri(backends.Of(service), path)), stop);

    private Task<T> Post<T>(string service, string path, object body, Guid? attempt, CancellationToken stop)
    {
        var question = new HttpRequestMessage(HttpMethod.Post, new Uri(backends.Of(service), path)) { Content = JsonContent.Create(body, body.GetType(), options: TimelineJson.Options) };
        if (attempt is { } once)
        {
            question.Headers.Add("Idempotency-Key", once.ToString());
        }

        return Ask<T>(service, question, stop);
    }

    private Task<T> Put<T>(string service, string path, object body, CancellationToken stop) =>
        Ask<T>(service, new HttpRequestMessage(HttpMethod.Put, new Uri(backends.Of(service), path)) { Content = JsonContent.Create(body, body.GetType(), options: TimelineJson.Options) }, stop);

    private async Task<T> Ask<T>(string service, HttpRequestMessage question, CancellationToken stop)
    {
        try
        {
            if ((await who.GetAuthenticationStateAsync()).User.Shown() is { } token)
            {
                question.Headers.Authorization = new("Bearer", token);
            }

            using (question)
            using (var answer = await clients.CreateClient().SendAsync(question, stop))
            {
                return answer.IsSuccessStatusCode
                    ? await answer.Content.ReadFromJsonAsync<T>(TimelineJson.Options, stop) ?? throw new JsonException("an empty answer")
                    : throw new RefusalException(await ProblemOf(answer, stop));
            }
        }
        catch (Exception silence) when (silence is HttpRequestException || (silence is TaskCanceledException && !stop.IsCancellationRequested))
        {
            throw RefusalException.Silence(service, silence);
        }
        catch (JsonException unreadable)
        {
            throw new RefusalException(new("Unreadable answer", 502, $"The {service} service answered something that this console cannot read: {unreadable.Message}", null), unreadable);
        }
    }

    private static async Task<Problem> ProblemOf(HttpResponseMessage answer, CancellationToken stop)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<Problem>(TimelineJson.Options, stop) ?? new(answer.ReasonPhrase, (int)answer.StatusCode, null, null);
        }
        catch (JsonException)
        {
            return new(answer.ReasonPhrase, (int)answer.StatusCode, null, null);
        }
    }
}
