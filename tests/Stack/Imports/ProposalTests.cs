using System.Net;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Deeds;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Imports.SentFiles;

namespace Timeline.Tests.Stack.Imports;

/// <summary>What the words of a register suggest is accepted or refused by a person, and remembered. Years 1711 to 1715, and season years 1765 and 1766.</summary>
[Collection(SharedSystem.Name)]
public class ProposalTests(RunningSystem system)
{
    [Fact]
    public async Task Accepted_a_word_for_the_same_kind_corrects_the_report_and_no_later_edition_undoes_it_or_asks_again()
    {
        var taken = await system.TakeFileAsync("asam", "suggests-one", File(1711, "NOWHERE: The tug was hijacked."));
        var (row, id) = (taken["verdicts"]![0]!, (string)taken["id"]!);
        var incident = (string)row["incidentId"]!;

        var stale = await DecideAsync(id, "attack", "hijacking", true, 7);
        var accepted = await DecideAsync(id, "attack", "hijacking", true, 1);
        var again = await DecideAsync(id, "attack", "hijacking", true, 1);
        var otherwise = await DecideAsync(id, "attack", "hijacking", false, null);
        // two editions more, as what the second says must not be taken for what the first did
        await system.TakeFileAsync("asam", "suggests-one", File(1711, "NOWHERE: The tug was hijacked by four men."));
        var third = await system.TakeFileAsync("asam", "suggests-one", File(1711, "NOWHERE: The tug was hijacked by five men."));
        await system.SettleAsync();
        var says = (await system.GetAsync($"/api/incidents/{incident}"))["reports"]![0]!["says"]!;
        var history = (await system.GetAsync($"/api/incidents/{incident}/history")).ToJsonString();

        Assert.Equal(1, (long)row["version"]!);
        Assert.Equal((HttpStatusCode.Conflict, 1L), (stale.Status, (long)stale.Body!["version"]!));
        Assert.Equal((HttpStatusCode.OK, incident), (accepted.Status, (string)accepted.Body!["incidentId"]!));
        Assert.Equal((HttpStatusCode.OK, (string)accepted.Body["at"]!), (again.Status, (string)again.Body!["at"]!));
        Assert.Equal(HttpStatusCode.Conflict, otherwise.Status);
        Assert.Equal(["2 corrected"], Said(third));
        Assert.True((bool)third["verdicts"]![0]!["proposals"]![0]!["decided"]!["accepted"]!);
        Assert.Equal("hijacking", (string)says["subkind"]!);
        Assert.Contains("five men", (string)says["note"]!, StringComparison.Ordinal);
        Assert.Contains("it says so", history, StringComparison.Ordinal);
        Assert.Equal(4, await VersionAsync(incident));
    }

    [Fact]
    public async Task Accepted_another_kind_is_told_by_an_incident_of_its_own_linked_with_it_and_asks_for_days_that_the_row_does_not_tell()
    {
        var taken = await system.TakeFileAsync("asam", "suggests-two", File(1712, "NOWHERE: Two men were kidnapped and a ransom was paid."));
        var (id, incident) = ((string)taken["id"]!, (string)taken["verdicts"]![0]!["incidentId"]!);

        var taking = await DecideAsync(id, "hostage-taking", null, true, 1);
        var undated = await DecideAsync(id, "ransom", null, true, 1);
        var ransom = await DecideAsync(id, "ransom", null, true, 1, "1 to 20 September 1712");
        await system.SettleAsync();
        var told = await system.GetAsync($"/api/incidents/{(string)taking.Body!["incidentId"]!}");
        var paid = await system.GetAsync($"/api/incidents/{(string)ransom.Body!["incidentId"]!}");

        Assert.Equal((HttpStatusCode.BadRequest, true), (undated.Status, undated.Body!["errors"]!["when"] is not null));
        Assert.Equal("hostage-taking", (string)told["kind"]!);
        Assert.Contains($"\"related-to\"", told.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(incident, told.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("1712-08-03", told.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("1712-09-20", paid.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("1712-08-03", paid["reports"]![0]!["says"]!["when"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, await VersionAsync(incident));
    }

    [Fact]
    public async Task Refused_it_changes_nothing_and_is_remembered()
    {
        var taken = await system.TakeFileAsync("asam", "suggests-three", File(1713, "NOWHERE: No ransom was demanded."));
        var (id, incident) = ((string)taken["id"]!, (string)taken["verdicts"]![0]!["incidentId"]!);

        var refused = await DecideAsync(id, "ransom", null, false, null);
        var newer = await system.TakeFileAsync("asam", "suggests-three", File(1713, "NOWHERE: No ransom was demanded by anybody."));
        var other = await DecideAsync((string)newer["id"]!, "ransom", null, true, null, "unknown");

        Assert.Equal(HttpStatusCode.OK, refused.Status);
        Assert.Equal("it says so", (string)newer["verdicts"]![0]!["proposals"]![0]!["decided"]!["reason"]!);
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Equal(2, await VersionAsync(incident));
    }

    [Fact]
    public async Task What_is_no_proposal_or_has_no_report_is_refused_by_its_field()
    {
        var taken = await system.TakeFileAsync("asam", "suggests-four", File(1714, "NOWHERE: The tug was hijacked.") + "1714-08-04,2,57,6.5,3.25,PIRATES,TUG,NOWHERE: Nothing came of it.\n");
        var tried = await system.TakeFileAsync("asam", "suggests-five", File(1714, "NOWHERE: The tug was hijacked."), "&dryRun=true");
        var id = (string)taken["id"]!;

        Assert.NotNull((await DecideAsync(id, "ransom", null, true, null)).Body!["errors"]!["kind"]);
        Assert.NotNull((await DecideAsync(id, "attack", "hijacking", true, null, line: 3)).Body!["errors"]!["line"]);
        Assert.Equal(HttpStatusCode.NotFound, (await DecideAsync(id, "attack", "hijacking", true, null, line: 9)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await DecideAsync((string)tried["id"]!, "attack", "hijacking", true, null)).Status);
        var (_, empty) = await system.TellAsync($"/api/imports/{id}/rows/2/proposals", new JsonObject());
        Assert.Equal(["accept", "kind", "reason"], empty!["errors"]!.AsObject().Select(e => e.Key).Order());
        Assert.Equal(1, await VersionAsync((string)taken["verdicts"]![0]!["incidentId"]!));
    }

    [Fact]
    public async Task Of_many_who_accept_at_once_one_does()
    {
        var taken = await system.TakeFileAsync("asam", "suggests-six", File(1715, "ELSEWHERE: Two men were kidnapped."));
        var said = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => DecideAsync((string)taken["id"]!, "hostage-taking", null, true, 1)));

        Assert.All(said, s => Assert.Equal(HttpStatusCode.OK, s.Status));
        Assert.Single(said.Select(s => (string)s.Body!["incidentId"]!).Distinct());
    }

    [Fact]
    public async Task Its_incident_lists_what_the_last_edition_suggests_with_what_was_decided_and_so_does_what_it_is_merged_into()
    {
        var taken = await system.TakeFileAsync("asam", "suggests-seven", File(1765, "NOWHERE: The tug was hijacked. A ransom was paid."));
        var (id, incident) = ((string)taken["id"]!, (string)taken["verdicts"]![0]!["incidentId"]!);

        var first = Assert.Single(await ListedAsync(incident))!;
        await DecideAsync((string)first["importId"]!, "attack", "hijacking", true, (long)first["version"]!, line: (int)first["line"]!);
        var decided = Assert.Single(await ListedAsync(incident))!;
        var newer = await system.TakeFileAsync("asam", "suggests-seven", File(1765, "NOWHERE: The tug was hijacked by four men."));
        // an old file again says nothing new
        await system.TakeFileAsync("asam", "suggests-seven", File(1765, "NOWHERE: The tug was hijacked. A ransom was paid."));
        var last = Assert.Single(await ListedAsync(incident))!;
        var into = (string)(await system.DoAsync("/api/reports", ByDesk.Report("attack", "3 August 1765")))["incidentId"]!;
        await system.DoAsync($"/api/incidents/{incident}/merges", new JsonObject { ["into"] = into, ["reason"] = "the same" });
        var merged = Assert.Single(await ListedAsync(into))!;
        await system.DoAsync($"/api/incidents/{incident}/retractions", new JsonObject { ["reportId"] = (string)merged["reportId"]!, ["reason"] = "a mistake" });

        Assert.Equal((id, 2, incident, 1), ((string)first["importId"]!, (int)first["line"]!, (string)first["incidentId"]!, (long)first["version"]!));
        Assert.Equal([("attack", "hijacking", false), ("ransom", null, false)], Proposals(first).Order());
        Assert.Contains("hijacked", (string)first["proposals"]![0]!["words"]!, StringComparison.Ordinal);
        Assert.Equal([("attack", "hijacking", true), ("ransom", null, false)], Proposals(decided).Order());
        Assert.Equal(2, (long)decided["version"]!);
        Assert.Equal((string)newer["id"]!, (string)last["importId"]!);
        Assert.Equal([("attack", "hijacking", true)], Proposals(last));
        Assert.Equal((incident, 4), ((string)merged["incidentId"]!, (long)merged["version"]!));
        Assert.Empty(await ListedAsync(into));
    }

    [Fact]
    public async Task Of_an_import_that_was_taken_back_of_a_report_that_a_person_told_and_of_a_dry_run_nothing_is_listed()
    {
        var taken = await system.TakeFileAsync("asam", "suggests-eight", File(1766, "NOWHERE: The tug was hijacked."));
        var (id, incident) = ((string)taken["id"]!, (string)taken["verdicts"]![0]!["incidentId"]!);
        var newer = await system.TakeFileAsync("asam", "suggests-eight", File(1766, "NOWHERE: The tug was left alone, and a ransom was asked for."), "&dryRun=true");
        var own = (string)(await system.DoAsync("/api/reports", ByDesk.Report("attack", "20 August 1766")))["incidentId"]!;

        Assert.Equal((id, false), ((string)Assert.Single(await ListedAsync(incident))!["importId"]!, (string)newer["id"]! == id));
        Assert.Empty(await ListedAsync(own));
        Assert.Equal(HttpStatusCode.NotFound, (await system.AskAsync(HttpMethod.Get, "/api/incidents/suggests-nobody/proposals", null)).Status);

        await system.AskAsync(HttpMethod.Delete, $"/api/imports/{id}", null);
        await Wait.ForAsync(() => system.GetAsync($"/api/imports/{id}"), i => (string?)i["state"] == "taken-back", RunningSystem.Limit);

        Assert.Empty(await ListedAsync(incident));
    }

    private async Task<JsonArray> ListedAsync(string incident) => (await system.GetAsync($"/api/incidents/{incident}/proposals")).AsArray();

    private static IEnumerable<(string Kind, string? Subkind, bool Decided)> Proposals(JsonNode told) =>
        told["proposals"]!.AsArray().Select(p => ((string)p!["kind"]!, (string?)p["subkind"], p["decided"] is not null));

    private static string File(int year, string told) => Edition + $"{year}-08-03,1,57,6.5,3.25,PIRATES,TUG,{told}\n";

    private Task<(HttpStatusCode Status, JsonNode? Body)> DecideAsync(string import, string kind, string? subkind, bool accept, long? version, string? when = null, int line = 2) =>
        system.TellAsync($"/api/imports/{import}/rows/{line}/proposals", new JsonObject
        {
            ["kind"] = kind, ["subkind"] = subkind, ["accept"] = accept, ["reason"] = "it says so", ["expectedVersion"] = version, ["when"] = when is null ? null : new JsonObject { ["text"] = when },
        });

    private Task<long> VersionAsync(string incident) => system.Databases.AskAsync<long>(RunningSystem.Ingestion, $"select version from timeline.mt_streams where id = '{incident}'");
}
