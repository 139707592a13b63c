using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Alerts;

/// <summary>Short words for doing something with an alert.</summary>
internal static class Handling
{
    public const string Rule = "incursion-in-harvest-window";

    /// <summary>Imports a season with one incursion in its harvest window, and gives the alert of that.</summary>
    public static async Task<JsonNode> AlertOfAsync(this RunningSystem system, int year, string days = "08-09")
    {
        await system.ImportAsync(
            [Rows.Harvest($"harvest-{year}", year), Rows.Closure($"closure-{year}", year), Rows.Incursion($"raid-{year}", $"{year}-{days}", $"{year}-{days}")], "triage");
        await system.SettleAsync();
        return Assert.Single(await system.AlertsAsync(year));
    }

    /// <summary>The alerts of a season's incursion in the window, newest change first.</summary>
    public static async Task<JsonNode[]> AlertsAsync(this RunningSystem system, int year) =>
        [.. (await system.GetAsync($"/api/alerts?rule={Rule}&seasonYear={year}")).AsArray().Select(a => a!)];

    public static async Task<JsonNode> AlertAsync(this RunningSystem system, JsonNode alert) => await system.GetAsync($"/api/alerts/{alert.Id()}");

    /// <summary>Does it; the alert as it was answered.</summary>
    public static async Task<JsonNode> DoAsync(this RunningSystem system, JsonNode alert, string deed, object body)
    {
        var answer = await system.PostAsync($"/api/alerts/{alert.Id()}/{deed}", body);
        Assert.True(answer.Succeeded, $"{deed}: {(int)answer.Status} {answer.Body}");
        return answer.Body!;
    }

    public static string Id(this JsonNode alert) => (string)alert["id"]!;

    public static string State(this JsonNode alert) => (string)alert["state"]!;

    public static string[] Changes(this JsonNode alert) => [.. alert["history"]!.AsArray().Select(h => (string)h!["change"]!)];
}
