using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Operations;

/// <summary>Who asks whether the system is ready is told the truth, and why not.</summary>
public class HealthTests(WatchedSystem watched) : WatchedTests(watched)
{
    [Fact]
    public async Task A_projection_that_an_event_has_stopped_is_not_ready_and_says_which_and_why_until_the_event_is_gone()
    {
        await System.ImportAsync([Rows.Harvest("harvest", 1999)], "before");
        await System.SettleAsync();
        await System.StartSecondAsync(Projection);

        var poisoned = Stopwatch.GetTimestamp();
        await PoisonAsync();
        var (status, why) = await WhyAsync(Projection, status => status == HttpStatusCode.ServiceUnavailable);
        Say($"not ready {Stopwatch.GetElapsedTime(poisoned).TotalSeconds:0.0} s after the event: {why}");
        var standby = await WhyAsync($"{Projection}-2", s => s == HttpStatusCode.ServiceUnavailable);
        var whole = await System.Gateway.GetAsync("/health/ready");
        var said = JsonNode.Parse(await whole.Content.ReadAsStringAsync())!;
        await HealAsync();
        await WhyAsync(Projection, status => status == HttpStatusCode.OK);
        await System.ImportAsync([Rows.Incursion("raid", "1999-08-05", "1999-08-05")], "after");
        await System.SettleAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith("stopped after position ", why, StringComparison.Ordinal);
        Assert.Contains("has no header recorded", why, StringComparison.Ordinal);
        Assert.Equal(why, standby.Why);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, whole.StatusCode);
        Assert.Contains("has no header recorded", (string)said["services"]![Projection]!, StringComparison.Ordinal);
        Assert.Equal("ready", (string)said["services"]![Ingestion]!);
    }

    // an event as no outbox would send it: without the headers that say where it came from
    private async Task PoisonAsync() => await System.Databases.AskAsync<long>(Projection, """
        insert into timeline.mt_streams (id, version) values ('poison', 1);
        insert into timeline.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
            select nextval('timeline.mt_events_sequence'), gen_random_uuid(), 'poison', 1, data, 'attack-reported.v1', now(), tenant_id, mt_dotnet_type, false
            from timeline.mt_events where type = 'harvest-reported.v1' limit 1
        """);

    private async Task HealAsync() => await System.Databases.AskAsync<long>(Projection, "delete from timeline.mt_events where stream_id = 'poison'");

    private async Task<(HttpStatusCode Status, string Why)> WhyAsync(string process, Func<HttpStatusCode, bool> enough)
    {
        var (status, body) = await Wait.ForAsync(() => System.ReadyAsync(process), a => enough(a.Status), Limit, a => $"{a.Status} {a.Body}");
        return (status, (string?)body["parts"]!["views"]!["says"] ?? "");
    }
}
