using System.Net;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Input.Refusals;

namespace Timeline.Tests.Stack.Input;

/// <summary>A request that is sent again with its key is recorded once.</summary>
[Collection(SharedSystem.Name)]
public class OnceOnlyTests(RunningSystem system)
{
    [Fact]
    public async Task The_same_request_twice_has_one_answer_and_one_event()
    {
        await system.SettleAsync();
        var before = await StoredAsync();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var first = await system.SendAsync(HttpMethod.Post, "/api/reports", Json(Good), key);
        var second = await system.SendAsync(HttpMethod.Post, "/api/reports", Json(Good), key);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        Assert.Equal(first.Body!.ToJsonString(), second.Body!.ToJsonString());
        Assert.Equal(before + 1, await StoredAsync());
    }

    [Fact]
    public async Task Twenty_at_once_have_one_answer_and_one_event()
    {
        await system.SettleAsync();
        var before = await StoredAsync();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => system.SendAsync(HttpMethod.Post, "/api/reports", Json(Good), key)));

        Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.Created, $"{a.Status} {a.Body}"));
        Assert.Single(answers.Select(a => a.Body!.ToJsonString()).Distinct());
        Assert.Equal(before + 1, await StoredAsync());
        await What_failed_appends_left_behind_stops_nobody();
    }

    [Fact]
    public async Task A_key_used_for_another_request_is_refused()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        await system.SendAsync(HttpMethod.Post, "/api/reports", Json(Good), key);
        var before = await StoredAsync();

        var (status, type, problem) = await system.SendAsync(HttpMethod.Post, "/api/reports", Json(With("""{"title":"Another"}""")), key);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (status, type));
        Assert.NotNull(problem!["errors"]!["Idempotency-Key"]);
        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task A_refused_request_leaves_its_key_free()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var bad = await system.SendAsync(HttpMethod.Post, "/api/reports", Json(With("""{"title":" "}""")), key);
        var good = await system.SendAsync(HttpMethod.Post, "/api/reports", Json(Good), key);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Created), (bad.Status, good.Status));
    }

    [Fact]
    public async Task Of_twenty_corrections_decided_on_one_version_one_is_recorded()
    {
        var told = await system.PostAsync("/api/reports", System.Text.Json.Nodes.JsonNode.Parse(Good)!);
        var id = (string)told.Body!["incidentId"]!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            system.SendAsync(HttpMethod.Post, $"/api/incidents/{id}/corrections", Json($$"""{"reason":"r","expectedVersion":1,"title":"Title {{i}}"}"""))));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a =>
        {
            Assert.True(a.Status == HttpStatusCode.Conflict, $"{a.Status} {a.Body}");
            Assert.Equal(2, (int)a.Body!["version"]!);
        });
        await What_failed_appends_left_behind_stops_nobody();
    }

    // an append that fails leaves a hole in the numbers, or a stone in it; what comes after must come through
    private async Task What_failed_appends_left_behind_stops_nobody()
    {
        var after = await system.PostAsync("/api/reports", System.Text.Json.Nodes.JsonNode.Parse(Good)!);
        await system.SettleAsync();

        Assert.Equal("An incursion", (string)(await system.GetAsync($"/api/incidents/{after.Body!["incidentId"]}"))["title"]!);
    }

    private Task<long> StoredAsync() => system.Databases.AskAsync<long>("ingestion", "select count(*) from timeline.mt_events where type <> 'tombstone'");
}
