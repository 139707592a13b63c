using System.Net;
using Timeline.Hosting;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Input.Refusals;

namespace Timeline.Tests.Stack.Input;

/// <summary>Who may record, who may only read, and who is not known.</summary>
[Collection(SharedSystem.Name)]
public class RoleTests(RunningSystem system)
{
    [Theory]
    [InlineData("monitor", HttpStatusCode.Created)]
    [InlineData("administrator", HttpStatusCode.Created)]
    [InlineData("watcher", HttpStatusCode.Forbidden)]
    [InlineData("analyst", HttpStatusCode.Forbidden)]
    [InlineData("king", HttpStatusCode.Forbidden)]
    public async Task Only_who_monitors_may_report(string role, HttpStatusCode expected)
    {
        await system.SettleAsync();
        var before = await system.EventsAsync();

        var (status, type, body) = await system.SendAsync(HttpMethod.Post, "/api/reports", Json(Good), system.Shown("somebody", role));

        Assert.Equal(expected, status);
        if (status == HttpStatusCode.Created)
        {
            await system.SettleAsync();
            var history = (await system.GetAsync($"/api/incidents/{body!["incidentId"]}/history")).AsArray();
            Assert.Equal("somebody", (string)history[0]!["by"]!);
        }
        else
        {
            Assert.Equal("application/problem+json", type);
            Assert.Equal(403, (int)body!["status"]!);
            Assert.Equal(before, await system.EventsAsync());
        }
    }

    [Theory]
    [InlineData("/api/incidents/x/corrections")]
    [InlineData("/api/incidents/x/retractions")]
    [InlineData("/api/incidents/x/merges")]
    [InlineData("/api/incidents/x/unmerges")]
    [InlineData("/api/imports?set=s")]
    [InlineData("/api/reports/check")]
    public async Task A_watcher_may_change_nothing(string path) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await system.SendAsync(HttpMethod.Post, path, Json("{}"), system.Shown("somebody", "watcher"))).Status);

    [Theory]
    [InlineData("/api/timeline")]
    [InlineData("/api/seasons?theatre=fergana")]
    [InlineData("/api/correlations")]
    [InlineData("/api/alerts")]
    public async Task Every_role_may_read(string path)
    {
        foreach (var role in Access.Roles)
        {
            Assert.Equal(HttpStatusCode.OK, (await system.SendAsync(HttpMethod.Get, path, null, system.Shown("somebody", role))).Status);
        }
    }

    [Theory]
    [InlineData("Bearer not-a-token")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    public async Task A_token_that_is_none_is_not_let_in(string header) => await NotLetInAsync(header);

    [Fact]
    public async Task A_token_of_another_system_or_of_yesteryear_is_not_let_in()
    {
        await NotLetInAsync("Bearer " + Access.Token(new byte[32], "administrator", "somebody", DateTime.UtcNow));
        await NotLetInAsync("Bearer " + Access.Token(system.Key, "administrator", "somebody", DateTime.UtcNow.AddDays(-366)));
    }

    private async Task NotLetInAsync(string header)
    {
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/api/reports"), (HttpMethod.Get, "/api/timeline") })
        {
            var (status, type, body) = await system.SendAsync(method, path, method == HttpMethod.Post ? Json(Good) : null, ("Authorization", header));

            Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (status, type));
            Assert.Equal(401, (int)body!["status"]!);
        }
    }
}
