using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Cases;

/// <summary>Case t05: one thing told twice in two spellings. Staff see it, join it, and can part it again.</summary>
[Collection(SharedSystem.Name)]
public class ToldTwiceTests(RunningSystem system)
{
    [Fact]
    public async Task A_base_told_in_two_spellings_is_one_after_the_merge_and_two_after_it_is_undone()
    {
        var first = await ReportAsync("context", "Tavil-Dara", "Namanganiy", "1990-08-01..1990-08-31", "A radio");
        var second = await ReportAsync("context", "Tavildara", "Juma Namangani", "1990-08-01..1990-08-31", "A newspaper");
        var (one, two) = ((string)first["incidentId"]!, (string)second["incidentId"]!);

        Assert.Equal(("tavildara", "tavildara"), (PlaceOf(first), PlaceOf(second)));
        var hint = Assert.Single(second["duplicates"]!.AsArray())!;
        Assert.Equal(one, (string)hint["incidentId"]!);
        Assert.Contains("the same place", hint["why"].Texts());
        Assert.Equal(2, await CountAsync("tavildara"));

        Assert.Equal([two], await TwinsAsync(one));
        Assert.Equal([one], await TwinsAsync(two));

        await DoAsync(two, "merges", new { into = one, reason = "one base, two spellings" });
        Assert.Empty(await TwinsAsync(one));
        Assert.Empty(await TwinsAsync(two));
        var merged = await system.GetAsync($"/api/incidents/{one}");
        Assert.Equal(1, await CountAsync("tavildara"));
        Assert.Equal(["A newspaper", "A radio"], merged["incident"]!["sources"].Texts().Order());
        Assert.Equal(2, merged["reports"]!.AsArray().Count);
        var joined = await system.GetAsync($"/api/incidents/{two}");
        Assert.Equal((two, false, one), ((string)joined["id"]!, (bool)joined["standing"]!, (string)joined["mergedInto"]!));
        Assert.Equal(merged["title"]!.ToString(), joined["title"]!.ToString());
        Assert.Equal(merged["incident"]!.ToJsonString(), joined["incident"]!.ToJsonString());
        Assert.Equal(merged["reports"]!.ToJsonString(), joined["reports"]!.ToJsonString());

        await DoAsync(two, "unmerges", new { reason = "two after all" });
        Assert.Equal(2, await CountAsync("tavildara"));
        Assert.Single((await system.GetAsync($"/api/incidents/{one}"))["incident"]!["sources"]!.AsArray());

        var history = (await system.GetAsync($"/api/incidents/{two}/history")).AsArray();
        Assert.Equal(["reported", $"merged into {one}", $"unmerged from {one}"], history.Select(h => (string)h!["change"]!));
        Assert.Equal([null, "one base, two spellings", "two after all"], history.Select(h => (string?)h!["reason"]));
        Assert.All(history, h => Assert.Equal("local", (string)h!["by"]!));
    }

    [Fact]
    public async Task An_incursion_told_twice_is_one_incursion_of_its_season()
    {
        var first = (string)(await ReportAsync("incursion", "Sokh", "IMU", "1991-08-01..1991-08-31", "A radio"))["incidentId"]!;
        var told = await ReportAsync("incursion", "Sukh", "IMU", "1991-08-01..1991-08-31", "A newspaper");
        var second = (string)told["incidentId"]!;

        Assert.Equal("sokh", PlaceOf(told));
        Assert.Equal([first], told["duplicates"]!.AsArray().Select(d => (string)d!["incidentId"]!));
        await system.SettleAsync();
        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), await CertainAsync());

        await DoAsync(second, "merges", new { into = first, reason = "the same" });
        Assert.Equal([first], await CertainAsync());

        await DoAsync(second, "unmerges", new { reason = "not the same" });
        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), await CertainAsync());
    }

    [Fact]
    public async Task What_may_be_the_same_is_found_by_any_of_its_reports_and_not_among_what_it_is_linked_with()
    {
        var first = (string)(await ReportAsync("incursion", "Vorukh", "IMU", "1989-07-10..1989-07-10", "A radio"))["incidentId"]!;
        var second = (string)(await ReportAsync("incursion", "Vorukh", "IMU", "1989-08-03..1989-08-03", "A newspaper"))["incidentId"]!;
        await ReportAsync("seizure", "Vorukh", "IMU", "1989-07-10..1989-07-10", "A guard");
        Assert.Empty(await TwinsAsync(first));

        await DoAsync(second, "reports", new { kind = "incursion", title = "incursion at Vorukh", when = new { date = "1989-07-10" }, where = new { text = "Vorukh" }, actors = new[] { "IMU" }, source = new { name = "A guard" }, reason = "he was there" });
        Assert.Equal([first], await TwinsAsync(second));   // by its second report

        var part = await system.PostAsync("/api/reports", new
        {
            kind = "incursion", title = "A part of it", when = new { date = "1989-07-10" }, where = new { text = "Vorukh" }, actors = new[] { "IMU" }, source = new { name = "A radio" },
            links = new[] { new { rel = "part-of", to = first } },
        });
        Assert.Empty(await TwinsAsync(first));
        Assert.DoesNotContain(first, await TwinsAsync((string)part.Body!["incidentId"]!));
    }

    [Fact]
    public async Task Of_two_that_are_merged_into_one_another_at_once_only_one_is()
    {
        for (var round = 0; round < 8; round++)
        {
            var day = $"1988-03-{round + 1:00}";
            var one = (string)(await ReportAsync("attack", "Vorukh", "IMU", $"{day}..{day}", "A radio"))["incidentId"]!;
            var two = (string)(await ReportAsync("attack", "Vorukh", "IMU", $"{day}..{day}", "A newspaper"))["incidentId"]!;

            var answers = await Task.WhenAll(
                system.PostAsync($"/api/incidents/{one}/merges", new { into = two, reason = "the same" }), system.PostAsync($"/api/incidents/{two}/merges", new { into = one, reason = "the same" }));

            Assert.Equal([200, 400], answers.Select(a => (int)a.Status).Order());
            Assert.Equal("into", Assert.Single(answers.Single(a => !a.Succeeded).Body!["errors"]!.AsObject()).Key);
        }
    }

    private async Task<IEnumerable<string>> TwinsAsync(string id) => (await system.GetAsync($"/api/incidents/{id}/duplicates")).AsArray().Select(d => (string)d!["incidentId"]!);

    private async Task<JsonNode> ReportAsync(string kind, string place, string actor, string days, string source)
    {
        var ends = days.Split("..");
        var answer = await system.PostAsync("/api/reports", new
        {
            kind, title = $"{kind} at {place}", when = new { earliest = ends[0], latest = ends[1] }, where = new { text = place }, actors = new[] { actor }, source = new { name = source },
        });
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.Status);
        return answer.Body!;
    }

    private async Task DoAsync(string id, string deed, object body)
    {
        var answer = await system.PostAsync($"/api/incidents/{id}/{deed}", body);
        Assert.True(answer.Succeeded, $"{answer.Body}");
        await system.SettleAsync();
    }

    private async Task<int> CountAsync(string place)
    {
        await system.SettleAsync();
        return (await system.GetAsync($"/api/timeline?place={place}&from=1990-08-01&to=1990-08-31&kind=context"))["items"]!.AsArray().Count;
    }

    private async Task<IEnumerable<string>> CertainAsync() =>
        (await system.GetAsync("/api/seasons/fergana/1991"))["incursions"]!["certain"].Texts().Order(StringComparer.Ordinal);

    private static string PlaceOf(JsonNode told) => (string)told["reading"]!["where"]!["placeId"]!;
}
