namespace Timeline.Console.Api;

// What the pages ask and say of alerts.
public sealed partial class TimelineClient
{
    /// <summary>The threads that a filter leaves, the one that changed last first.</summary>
    /// <param name="question">The filter's parameters, as the API names them.</param>
    public Task<ThreadPage> Threads(IEnumerable<(string Name, string Value)> question, int take, string? cursor, CancellationToken stop) =>
        Get<ThreadPage>("correlation", Asked("api/alerts/threads", [.. question, ("take", $"{take}"), .. cursor is null ? [] : new[] { ("cursor", cursor) }]), stop);

    /// <summary>The alerts that tell of a correlation.</summary>
    public Task<IReadOnlyList<AlertView>> AlertsOf(string correlation, CancellationToken stop) =>
        Get<IReadOnlyList<AlertView>>("correlation", Asked("api/alerts", ("correlation", correlation)), stop);

    /// <summary>All episodes of the thread that an alert is one of.</summary>
    public async Task<IReadOnlyList<AlertView>> Episodes(string alert, CancellationToken stop) =>
        await Get<IReadOnlyList<AlertView>>("correlation", Asked("api/alerts", ("thread", (await Alert(alert, stop)).Thread)), stop);

    public Task<AlertView> Alert(string id, CancellationToken stop) => Get<AlertView>("correlation", $"api/alerts/{Uri.EscapeDataString(id)}", stop);

    /// <summary>Does something with an alert.</summary>
    /// <param name="deed">acknowledge, assign, snooze, close, reopen or notes.</param>
    /// <param name="attempt">Names this attempt: sent again, it is done once.</param>
    /// <returns>The alert as it then is.</returns>
    public Task<AlertView> Handle(string id, string deed, object body, Guid attempt, CancellationToken stop) =>
        Post<AlertView>("correlation", $"api/alerts/{Uri.EscapeDataString(id)}/{deed}", body, attempt, stop);

    private static string Asked(string path, params IEnumerable<(string Name, string Value)> question) =>
        $"{path}?{string.Join('&', question.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"))}";
}
