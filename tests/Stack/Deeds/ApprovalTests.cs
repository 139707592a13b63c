using System.Net;
using System.Text.Json.Nodes;
using Timeline.Hosting;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Imports;
using Timeline.Tests.Stack.Input;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Input.Refusals;

namespace Timeline.Tests.Stack.Deeds;

/// <summary>A theatre asks for a second person: what one enters is nothing before another approves it. Season years 1841 to 1849, 1751 and 1752.</summary>
[Collection(SharedSystem.Name)]
public class ApprovalTests(RunningSystem system) : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await AskAsync(true);

    // the system is shared: nothing may wait for those who come after
    public async ValueTask DisposeAsync()
    {
        await AskAsync(false);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_entered_is_nothing_until_another_approves_it_and_is_then_known_from_that_instant()
    {
        await system.SettleAsync();
        var events = await system.EventsAsync();

        var sent = await AsAsync("anna", "/api/reports", ByDesk.Report("incursion", "9 August 1841"));
        var draft = (string)sent.Body!["draftId"]!;
        var itself = await AsAsync("anna", $"/api/drafts/{draft}/approvals", new JsonObject { ["expectedVersion"] = 1 });
        var stale = await AsAsync("berta", $"/api/drafts/{draft}/approvals", new JsonObject { ["expectedVersion"] = 7 });
        await system.SettleAsync();

        Assert.Equal((HttpStatusCode.Accepted, "waiting", 1L, "fergana"), (sent.Status, (string)sent.Body["state"]!, (long)sent.Body["version"]!, (string)sent.Body["theatre"]!));
        Assert.Equal("1841-08-09..1841-08-09", sent.Body["reading"]!["when"]!["begins"].Days());
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Conflict, 1L), (itself.Status, stale.Status, (long)stale.Body!["version"]!));
        Assert.Equal(events, await system.EventsAsync());
        Assert.Empty(await InYearAsync(1841));

        var before = await ByDesk.MomentAsync();
        var approved = await AsAsync("berta", $"/api/drafts/{draft}/approvals", new JsonObject { ["expectedVersion"] = 1 });
        var again = await AsAsync("clara", $"/api/drafts/{draft}/approvals", new JsonObject());
        await system.SettleAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (approved.Status, again.Status));
        var incident = (string)approved.Body!["result"]!["incidentId"]!;
        Assert.Equal([incident], await InYearAsync(1841));
        Assert.Empty(await InYearAsync(1841, $"&knownAt={before}"));
        Assert.Equal(("anna", "berta"), await HistoryAsync(incident, 0));
        var shown = (await AsAsync("clara", $"/api/drafts/{draft}", null)).Body!;
        Assert.Equal(["1 sent anna", "2 approved berta"], shown["history"]!.AsArray().Select(s => $"{s!["version"]} {s["change"]} {s["by"]}"));
        await DigestsAgreeAsync();
    }

    [Fact]
    public async Task What_would_move_a_report_out_of_the_theatre_waits_too()
    {
        var entered = (await AsAsync("anna", "/api/reports", ByDesk.Report("incursion", "9 August 1862"))).Body!;
        var incident = (string)(await AsAsync("berta", $"/api/drafts/{entered["draftId"]}/approvals", new JsonObject())).Body!["result"]!["incidentId"]!;

        var moved = await AsAsync("anna", $"/api/incidents/{incident}/corrections", new JsonObject { ["where"] = new JsonObject { ["place"] = "colombia" }, ["reason"] = "another valley of that name" });
        var withdrawn = await AsAsync("anna", $"/api/drafts/{moved.Body!["draftId"]}/withdrawals", new JsonObject());

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (moved.Status, withdrawn.Status));
    }

    [Fact]
    public async Task It_is_rejected_with_a_reason_changed_or_withdrawn_by_its_author_and_never_known()
    {
        var rejected = await LayAsync("anna", ByDesk.Report("incursion", "9 August 1842"));
        var why = await AsAsync("berta", $"/api/drafts/{rejected}/rejections", new JsonObject());
        await AsAsync("berta", $"/api/drafts/{rejected}/rejections", new JsonObject { ["reason"] = "the paper took it back" });
        var mine = await LayAsync("anna", ByDesk.Report("incursion", "10 August 1842"));
        var other = await system.SendAsync(HttpMethod.Put, $"/api/drafts/{mine}", Json(Changed("12 August 1842", 1)), system.Shown("berta"));
        var wrong = await system.SendAsync(HttpMethod.Put, $"/api/drafts/{mine}", Json(Changed("32 August 1842", 1)), system.Shown("anna"));
        var changed = await system.SendAsync(HttpMethod.Put, $"/api/drafts/{mine}", Json(Changed("12 August 1842", 1)), system.Shown("anna"));
        var late = await AsAsync("berta", $"/api/drafts/{mine}/approvals", new JsonObject { ["expectedVersion"] = 1 });
        var notMine = await AsAsync("berta", $"/api/drafts/{mine}/withdrawals", new JsonObject { ["reason"] = "x" });
        var withdrawn = await AsAsync("anna", $"/api/drafts/{mine}/withdrawals", new JsonObject { ["reason"] = "entered twice", ["expectedVersion"] = 2 });
        await system.SettleAsync();

        Assert.Equal((HttpStatusCode.BadRequest, "reason"), (why.Status, why.Body!["errors"]!.AsObject().Single().Key));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.Conflict), (other.Status, wrong.Status, changed.Status, late.Status));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (notMine.Status, withdrawn.Status));
        Assert.Empty(await InYearAsync(1842));
        Assert.Contains(rejected, await ListAsync("state=rejected&by=anna"));
        Assert.DoesNotContain(rejected, await ListAsync("state=waiting"));
        Assert.Contains(mine, await ListAsync("state=withdrawn&deed=report&theatre=fergana"));
        var steps = (await AsAsync("clara", $"/api/drafts/{mine}", null)).Body!["history"]!.AsArray();
        Assert.Equal(["10 August 1842", "12 August 1842", null], steps.Select(s => (string?)s!["form"]?["when"]!["text"]));
        Assert.Equal("entered twice", (string)steps[2]!["reason"]!);
    }

    [Fact]
    public async Task Of_two_who_approve_at_the_same_moment_one_does()
    {
        var draft = await LayAsync("anna", ByDesk.Report("incursion", "9 August 1843"));

        var both = await Task.WhenAll(new[] { "berta", "clara", "dora" }.Select(who => AsAsync(who, $"/api/drafts/{draft}/approvals", new JsonObject { ["expectedVersion"] = 1 })));
        await system.SettleAsync();

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict], both.Select(a => a.Status).Order());
        Assert.Single(await InYearAsync(1843));
    }

    [Fact]
    public async Task Corrections_retractions_and_merges_wait_too_and_are_checked_against_what_stands_when_they_are_approved()
    {
        var first = await RecordAsync(ByDesk.Report("incursion", "9 August 1844"));
        var second = await RecordAsync(ByDesk.Report("incursion", "10 August 1844"));

        var correction = await LayAsync("anna", new JsonObject { ["when"] = new JsonObject { ["text"] = "20 August 1844" }, ["reason"] = "the day was another", ["expectedVersion"] = 1 }, $"/api/incidents/{first}/corrections");
        var overtaken = await LayAsync("dora", new JsonObject { ["reason"] = "a rumour", ["expectedVersion"] = 1 }, $"/api/incidents/{first}/retractions");
        var merge = await LayAsync("anna", new JsonObject { ["into"] = first, ["reason"] = "the same men" }, $"/api/incidents/{second}/merges");
        await system.SettleAsync();
        Assert.Equal("1844-08-09..1844-08-09", (await system.GetAsync($"/api/incidents/{first}"))["incident"]!["when"]!["begins"].Days());

        await AsAsync("berta", $"/api/drafts/{correction}/approvals", new JsonObject());
        var stale = await AsAsync("berta", $"/api/drafts/{overtaken}/approvals", new JsonObject());
        await AsAsync("berta", $"/api/drafts/{merge}/approvals", new JsonObject());
        await system.SettleAsync();

        Assert.Equal((HttpStatusCode.Conflict, 2L), (stale.Status, (long)stale.Body!["version"]!));
        Assert.Contains(overtaken, await ListAsync("state=waiting"));
        var problems = (await AsAsync("berta", $"/api/drafts/{overtaken}", null)).Body!["problems"]!.AsObject();
        Assert.Equal(["expectedVersion"], problems.Select(p => p.Key));
        Assert.Equal([first], await InYearAsync(1844));
        Assert.Equal(("anna", "berta"), await HistoryAsync(first, 1));
        Assert.Equal(("anna", "berta"), await HistoryAsync(second, 1));
        await AsAsync("dora", $"/api/drafts/{overtaken}/withdrawals", new JsonObject());
        await DigestsAgreeAsync();
    }

    [Fact]
    public async Task An_import_stands_still_before_the_first_row_that_needs_a_second_person_and_goes_on_when_one_says_so()
    {
        string[] rows =
        [
            Row.Of("incursion", "elsewhere", "1845-08-09", null).ToJsonString(), Row.Of("incursion", "here", "1845-08-09").ToJsonString(),
            Row.Correction("here", "1845-08-20").ToJsonString(),
        ];
        var id = (string)(await system.SendAsync(HttpMethod.Post, "/api/imports?format=timeline&set=two-eyes", new StringContent(string.Join('\n', rows)), system.Shown("anna"))).Body!["id"]!;
        var waits = await UntilAsync(id, "waiting");
        await system.SettleAsync();
        var early = await InYearAsync(1845);
        var itself = await AsAsync("anna", $"/api/imports/{id}/approvals", new JsonObject());
        var approved = await AsAsync("berta", $"/api/imports/{id}/approvals", new JsonObject());
        var done = await UntilAsync(id, "done");
        await system.SettleAsync();

        Assert.Equal((2, "fergana", 1), ((int)waits["waits"]!["line"]!, (string)waits["waits"]!["theatre"]!, (int)waits["done"]!));
        Assert.Equal(["two-eyes.elsewhere"], early);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (itself.Status, approved.Status));
        Assert.Equal((2, 1), ((int)done["counts"]!["created"]!, (int)done["counts"]!["corrected"]!));
        Assert.Equal("1845-08-20..1845-08-20", (await system.GetAsync("/api/incidents/two-eyes.here"))["incident"]!["when"]!["begins"].Days());
        Assert.Equal(("anna", "berta"), await HistoryAsync("two-eyes.here", 1));

        var next = (string)(await system.SendAsync(HttpMethod.Post, "/api/imports?format=timeline&set=two-eyes", new StringContent(Row.Of("incursion", "no", "1845-09-09").ToJsonString()), system.Shown("anna"))).Body!["id"]!;
        await UntilAsync(next, "waiting");
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AsAsync("berta", $"/api/imports/{next}/rejections", new JsonObject { ["reason"] = "last year's file" })));
        Assert.Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.Conflict, 3)], both.Select(b => b.Status).Order());
        Assert.Contains("last year's file", (string)(await UntilAsync(next, "cancelled"))["trouble"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_and_where_it_is_no_longer_asked_for_it_is_recorded_at_once_and_what_waits_goes_on_waiting()
    {
        var elsewhere = await AsAsync("anna", "/api/reports", ByDesk.Report("incursion", "9 August 1846", null));
        var none = await AsAsync("anna", "/api/coverage", new JsonObject
        {
            ["kind"] = "incursion", ["where"] = new JsonObject { ["place"] = "batken-region" }, ["from"] = "1846-06-01", ["to"] = "1846-09-30", ["says"] = "confirmed-none", ["source"] = new JsonObject { ["name"] = "monitors" },
        });
        var check = await AsAsync("anna", "/api/reports/check", ByDesk.Report("incursion", "9 August 1846"));
        var byMonitor = await AsAsync("anna", "/api/theatres/fergana/approval", new JsonObject { ["secondPerson"] = false, ["reason"] = "x" });
        var theatres = await TheatreAsync();
        await AskAsync(false);
        var after = await AsAsync("anna", "/api/reports", ByDesk.Report("incursion", "11 August 1846"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Accepted, HttpStatusCode.Forbidden, HttpStatusCode.Created), (elsewhere.Status, none.Status, byMonitor.Status, after.Status));
        Assert.Equal(("fergana", true, false), ((string)check.Body!["approval"]!["theatre"]!, (bool)theatres["secondPerson"]!, (bool)(await TheatreAsync())["secondPerson"]!));
        var draft = (string)none.Body!["draftId"]!;
        Assert.Contains(draft, await ListAsync("state=waiting"));
        Assert.Equal(HttpStatusCode.OK, (await AsAsync("berta", $"/api/drafts/{draft}/approvals", new JsonObject())).Status);
    }

    [Fact]
    public async Task Who_may_not_record_sees_nothing_of_a_draft_and_the_same_sent_twice_is_one()
    {
        var key = ("Idempotency-Key", "draft-1847");
        var body = ByDesk.Report("incursion", "9 August 1847").ToJsonString();
        var once = await system.SendAsync(HttpMethod.Post, "/api/reports", Json(body), system.Shown("anna"), key);
        var twice = await system.SendAsync(HttpMethod.Post, "/api/reports", Json(body), system.Shown("anna"), key);
        var id = (string)once.Body!["draftId"]!;

        Assert.Equal((HttpStatusCode.Accepted, id), (twice.Status, (string)twice.Body!["draftId"]!));
        foreach (var role in new[] { "watcher", "analyst" })
        {
            var shown = system.Shown("wanda", role);
            Assert.Equal(HttpStatusCode.Forbidden, (await system.SendAsync(HttpMethod.Get, "/api/drafts", null, shown)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await system.SendAsync(HttpMethod.Get, $"/api/drafts/{id}", null, shown)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await system.SendAsync(HttpMethod.Post, $"/api/drafts/{id}/approvals", Json("{}"), shown)).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await AsAsync("anna", "/api/drafts/none", null)).Status);
        await AsAsync("anna", $"/api/drafts/{id}/withdrawals", new JsonObject());
    }

    [Fact]
    public async Task Reports_that_wait_and_may_tell_of_the_same_are_shown_to_whoever_types_sends_or_approves_one()
    {
        var first = await LayAsync("anna", ByDesk.Report("incursion", "9 August 1848"));
        var typed = await CheckAsync(ByDesk.Report("incursion", "9 August 1848"));
        var sent = await AsAsync("berta", "/api/reports", ByDesk.Report("incursion", "10 August 1848"));
        var second = (string)sent.Body!["draftId"]!;

        var alike = Assert.Single(typed)!;
        Assert.Equal((first, "incursion 9 August 1848", "anna"), ((string)alike["draftId"]!, (string)alike["title"]!, (string)alike["by"]!));
        Assert.Contains("the same day", alike["why"]!.AsArray().Select(w => (string)w!));
        Assert.Equal([first], Ids(sent.Body));
        Assert.Equal([second], Ids((await AsAsync("clara", $"/api/drafts/{first}", null)).Body!));
        Assert.Equal([first, second], (await CheckAsync(ByDesk.Report("incursion", "9 August 1848"))).Select(d => (string)d!["draftId"]!));
        Assert.Equal([second], (await CheckAsync(ByDesk.Report("incursion", "9 August 1848"), $"?draft={first}")).Select(d => (string)d!["draftId"]!));
        Assert.Empty(await CheckAsync(ByDesk.Report("incursion", "20 August 1848")));
        Assert.Empty(await CheckAsync(ByDesk.Report("incursion", "9 August 1848").And("kind", "seizure")));

        // what was approved is an incident that the other may repeat
        var incident = (string)(await AsAsync("clara", $"/api/drafts/{first}/approvals", new JsonObject())).Body!["result"]!["incidentId"]!;
        var left = (await AsAsync("clara", $"/api/drafts/{second}", null)).Body!;
        Assert.Equal((incident, 0), ((string)Assert.Single(left["duplicates"]!.AsArray())!["incidentId"]!, left["waiting"]!.AsArray().Count));

        // it is compared by what it says now
        await system.SendAsync(HttpMethod.Put, $"/api/drafts/{second}", Json(Changed("20 August 1848", 1)), system.Shown("berta"));
        Assert.Equal([second], (await CheckAsync(ByDesk.Report("incursion", "20 August 1848"))).Select(d => (string)d!["draftId"]!));
        await AsAsync("berta", $"/api/drafts/{second}/withdrawals", new JsonObject());
        Assert.Empty(await CheckAsync(ByDesk.Report("incursion", "20 August 1848")));

        static string[] Ids(JsonNode shown) => [.. shown["waiting"]!.AsArray().Select(d => (string)d!["draftId"]!)];
    }

    [Fact]
    public async Task A_row_of_a_file_that_may_be_what_waits_says_so_by_the_number_of_the_draft()
    {
        var draft = await LayAsync("anna", ByDesk.Report("incursion", "9 August 1751"));
        var row = ByDesk.Report("incursion", "9 August 1751").And("externalId", "a");
        var other = ByDesk.Report("incursion", "20 August 1751").And("externalId", "b");

        var tried = await system.TakeFileAsync("timeline", "waits-too", $"{row.ToJsonString()}\n{other.ToJsonString()}\n", "&dryRun=true&duplicates=hold");
        await AsAsync("anna", $"/api/drafts/{draft}/withdrawals", new JsonObject());

        Assert.Equal(["1 created", "2 created"], SentFiles.Said(tried));
        Assert.Contains($"waiting for a second person as draft {draft} (", (string)tried["verdicts"]![0]!["reason"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("incursion 9 August", (string)tried["verdicts"]![0]!["reason"]!, StringComparison.Ordinal);
        Assert.Null((string?)tried["verdicts"]![1]!["reason"]);
    }

    [Fact]
    public async Task What_words_suggest_and_one_accepts_waits_for_a_second_person_too()
    {
        var sent = await system.AskAsync(HttpMethod.Post, "/api/imports?format=asam&set=suggests-here", System.Text.Encoding.UTF8.GetBytes(SentFiles.Edition + "1752-08-03,1,57,40.05,70.82,PIRATES,TUG,NOWHERE: The tug was hijacked.\n"));
        var id = (string)sent.Body!["id"]!;
        await UntilAsync(id, "waiting");
        await AsAsync("berta", $"/api/imports/{id}/approvals", new JsonObject());
        var incident = (string)(await UntilAsync(id, "done"))["verdicts"]![0]!["incidentId"]!;
        var accept = new JsonObject { ["kind"] = "attack", ["subkind"] = "hijacking", ["accept"] = true, ["reason"] = "it says so" };

        var (status, waits) = await AsAsync("anna", $"/api/imports/{id}/rows/2/proposals", accept);
        var again = await AsAsync("clara", $"/api/imports/{id}/rows/2/proposals", accept);
        await system.SettleAsync();
        var before = (string)(await system.GetAsync($"/api/incidents/{incident}"))["reports"]![0]!["says"]!["subkind"]!;
        await AsAsync("berta", $"/api/drafts/{waits!["draftId"]}/approvals", new JsonObject());
        await system.SettleAsync();

        Assert.Equal((HttpStatusCode.OK, null), (status, (string?)waits["incidentId"]));
        Assert.Equal((string)waits["draftId"]!, (string)again.Body!["draftId"]!);
        Assert.Equal(("shipping", "hijacking"), (before, (string)(await system.GetAsync($"/api/incidents/{incident}"))["reports"]![0]!["says"]!["subkind"]!));
        Assert.Equal(("anna", "berta"), await HistoryAsync(incident, 1));
    }

    private async Task<JsonArray> CheckAsync(JsonNode form, string asked = "") => (await AsAsync("berta", "/api/reports/check" + asked, form)).Body!["waiting"]!.AsArray();

    private async Task AskAsync(bool second)
    {
        await system.DoAsync("/api/theatres/fergana/approval", new JsonObject { ["secondPerson"] = second, ["reason"] = "a test" });
        await system.SettleAsync();
    }

    private async Task<JsonNode> TheatreAsync()
    {
        await system.SettleAsync();
        return (await system.GetAsync("/api/theatres")).AsArray().Single(t => (string)t!["id"]! == "fergana")!;
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> AsAsync(string who, string path, JsonNode? body)
    {
        var (status, _, answer) = await system.SendAsync(body is null ? HttpMethod.Get : HttpMethod.Post, path, body is null ? null : Json(body.ToJsonString()), system.Shown(who));
        return (status, answer);
    }

    private async Task<string> LayAsync(string who, JsonNode form, string path = "/api/reports")
    {
        var (status, body) = await AsAsync(who, path, form);
        Assert.True(status == HttpStatusCode.Accepted, $"{path}: {(int)status} {body}");
        return (string)body!["draftId"]!;
    }

    private async Task<string> RecordAsync(JsonNode form) =>
        (string)(await AsAsync("berta", $"/api/drafts/{await LayAsync("anna", form)}/approvals", new JsonObject())).Body!["result"]!["incidentId"]!;

    private static string Changed(string when, long version) =>
        new JsonObject { ["form"] = ByDesk.Report("incursion", when), ["reason"] = "he was asked again", ["expectedVersion"] = version }.ToJsonString();

    private async Task<string[]> InYearAsync(int year, string more = "") =>
        [.. (await system.GetAsync($"/api/timeline?from={year}-01-01&to={year}-12-31{more}"))["items"]!.AsArray().Select(i => (string)i!["id"]!)];

    private async Task<string[]> ListAsync(string filter) => [.. (await AsAsync("clara", $"/api/drafts?{filter}", null)).Body!.AsArray().Select(d => (string)d!["id"]!)];

    private async Task<(string By, string? Approved)> HistoryAsync(string incident, int at)
    {
        var entry = (await system.GetAsync($"/api/incidents/{incident}/history"))[at]!;
        return ((string)entry["by"]!, (string?)entry["approvedBy"]);
    }

    private Task<JsonNode> UntilAsync(string import, string state) =>
        Wait.ForAsync(() => system.GetAsync($"/api/imports/{import}"), i => (string?)i["state"] == state, RunningSystem.Limit);

    private async Task DigestsAgreeAsync()
    {
        var digests = await system.DigestsAsync();
        Assert.Equal(digests.ToldFromNothing, digests.Told);
        Assert.Equal(digests.ViewsFromNothing, digests.Views);
    }
}
