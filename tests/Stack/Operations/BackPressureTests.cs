using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Operations;

/// <summary>What cannot be taken is refused whole, with a word when to come back; what can be taken is, and arrives.</summary>
public class BackPressureTests(WatchedSystem watched) : WatchedTests(watched)
{
    private sealed record Refusal(HttpStatusCode Status, string? Type, TimeSpan? RetryAfter, string Detail);

    [Fact]
    public async Task While_the_broker_is_full_reports_are_recorded_up_to_the_limit_and_refused_beyond_it_and_all_that_were_recorded_arrive()
    {
        await System.ImportAsync([Rows.Harvest("harvest-full", 1993), Rows.Closure("closure-full", 1993)], "full");
        await System.SettleAsync();
        await Watched.BrokerLine.BlockAsync("low on memory");

        var recorded = new List<string>();
        Refusal? refused = null;
        for (var i = 0; refused is null && i < 1000; i++)
        {
            var (id, refusal) = await ReportAsync(1993, i);
            refused = refusal;
            if (id is not null)
            {
                recorded.Add(id);
            }
        }

        var (_, unready) = await Wait.ForAsync(() => System.ReadyAsync(Ingestion), r => r.Status == HttpStatusCode.ServiceUnavailable && Outbox(r.Body).Contains("stands still", StringComparison.Ordinal), Limit);
        var check = await System.PostAsync("/api/reports/check", Raid(1993, 0));
        var before = await System.Databases.AskAsync<long>(Ingestion, "select count(*) from timeline.mt_events");
        await ReportAsync(1993, 0);
        var after = await System.Databases.AskAsync<long>(Ingestion, "select count(*) from timeline.mt_events");
        await Watched.BrokerLine.UnblockAsync();
        await Wait.ForAsync(() => ReportAsync(1993, 0), r => r.Id is not null, Limit);
        await System.SettleAsync();
        var shown = (await System.GetAsync("/api/correlations?rule=incursion-in-harvest-window&seasonYear=1993&state=holds")).AsArray().SelectMany(c => c!["incidents"]!.AsArray().Select(i => (string)i!)).ToList();

        Say($"{recorded.Count} recorded while the broker was full; then {refused}; {Outbox(unready)}");
        Assert.True(recorded.Count >= WatchedSystem.Backlog, $"only {recorded.Count} were recorded");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (refused!.Status, refused.Type));
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Contains("wait to be published", refused.Detail, StringComparison.Ordinal);
        Assert.True(check.Succeeded, "asking how a report would be read records nothing, and was refused");
        Assert.Equal(before, after);
        Assert.Empty(recorded.Except(shown));
    }

    [Fact]
    public async Task While_the_database_is_away_every_call_is_answered_503_and_when_to_come_back_and_afterwards_the_same_report_is_recorded_once()
    {
        await System.SettleAsync();
        var key = Guid.NewGuid().ToString();
        Watched.DatabaseLine.Refuse();

        var (_, refused) = await ReportAsync(1992, 1, key);
        using var read = await System.Gateway.GetAsync("/api/imports/none");
        var (status, health) = await System.ReadyAsync(Ingestion);
        Watched.DatabaseLine.Heal();
        var (id, _) = await Wait.ForAsync(() => ReportAsync(1992, 1, key), r => r.Id is not null, Limit);
        var (again, _) = await ReportAsync(1992, 1, key);
        await System.SettleAsync();

        Say($"{refused}; {health["parts"]!["database"]!["says"]}");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (refused!.Status, refused.Type));
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Contains("database does not answer", refused.Detail, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (read.StatusCode, read.Headers.RetryAfter is not null));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), (status, (string)health["parts"]!["database"]!["status"]!));
        Assert.Equal(id, again);
    }

    // the error that PostgreSQL gives when its disk is full, raised in this system's own database where an event would be written
    [Fact]
    public async Task While_the_databases_disk_is_full_a_report_is_refused_whole_and_reading_goes_on()
    {
        await System.SettleAsync();
        await System.Databases.AskAsync<int>(Ingestion, """
            create function timeline.no_room() returns trigger language plpgsql as 'begin raise exception using errcode = ''53100'', message = ''could not extend file: No space left on device''; end';
            create trigger no_room before insert on timeline.mt_events for each row execute function timeline.no_room()
            """);
        var before = await System.Databases.AskAsync<long>(Ingestion, Written);
        var (_, refused) = await ReportAsync(1991, 1);
        using var read = await System.Gateway.GetAsync("/api/imports/none");
        var after = await System.Databases.AskAsync<long>(Ingestion, Written);
        await System.Databases.AskAsync<int>(Ingestion, "drop trigger no_room on timeline.mt_events; drop function timeline.no_room()");
        var (id, _) = await ReportAsync(1991, 1);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (refused!.Status, refused.Type));
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Contains("disk is full", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.Equal(before, after);
        Assert.NotNull(id);
    }

    private const string Written = "select (select count(*) from timeline.mt_events) + (select count(*) from timeline.mt_streams where id <> 'mt_tombstone') + (select count(*) from timeline.mt_doc_incidentrecord)";

    private async Task<(string? Id, Refusal? Refusal)> ReportAsync(int year, int number, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reports") { Content = JsonContent.Create(Raid(year, number)) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await System.Gateway.SendAsync(request);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return answer.IsSuccessStatusCode
            ? ((string)body["incidentId"]!, null)
            : (null, new(answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Headers.RetryAfter?.Delta, (string?)body["detail"] ?? ""));
    }

    private static JsonObject Raid(int year, int number)
    {
        var report = Rows.Incursion($"raid {number}", $"{year}-08-{1 + (number % 20):00}", $"{year}-08-{1 + (number % 20):00}");
        report.Remove("externalId");
        return report;
    }

    private static string Outbox(JsonNode health) => (string?)health["parts"]?["outbox"]?["says"] ?? "";
}
