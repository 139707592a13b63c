using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Alerts;

/// <summary>
/// The evidence of a rule is called while reports come in over HTTP: told once with its reasons, revised as more comes, and taken back with the reason when corrections leave too
/// little of it. Only seasons that began after a rule was put in force are looked at, and no service can be told another day than today's: so the stores are made to say that
/// the rule was put in force long ago.
/// </summary>
public sealed class EvidenceAlertTests(RunningSystem system) : StackTests(system), IClassFixture<RunningSystem>
{
    private const string Rule = "raid-after-harvest";
    private const int First = 1990, Seasons = 12;

    private const string Document = $$"""
        {
          "id": "{{Rule}}", "version": 1, "title": "A raid within two months after a harvest", "claim": "The harvest pays for the raid.", "citation": "nobody's claim",
          "kind": "follows", "first": { "kind": "harvest" }, "then": { "kind": "incursion" }, "withinDays": [30, 60],
          "observed": { "from": 1990, "to": 2001, "why": "a test" }, "theatres": ["fergana"], "alert": "never", "blindSpots": ["It is invented."]
        }
        """;

    [Fact]
    public async Task What_is_called_is_told_once_with_its_reasons_and_falls_with_an_erratum_when_it_is_corrected_away()
    {
        var put = await System.PostAsync("/api/rules", JsonNode.Parse(Document)!);
        Assert.True(put.Succeeded, $"{put.Body}");
        await System.SettleAsync();
        await PutInForceLongAgoAsync();
        var page = System.ListenToAlerts(after: null);
        await Wait.UntilAsync(() => Task.FromResult(page.Connections > 0), RunningSystem.Limit);

        var raids = new List<(string Incident, string Report, int Year)>();
        for (var year = First; year < First + Seasons; year++)
        {
            var harvest = new DateOnly(year, 4, 1).AddDays(11 * (year * 7 % 12));
            await ReportAsync("harvest", harvest, "afghanistan");
            var raid = await ReportAsync("incursion", harvest.AddDays(45), "batken-region");
            raids.Add(((string)raid["incidentId"]!, (string)raid["reportId"]!, year));
        }

        // called: one alert, which claims no match and names the look, the number and how many rules were looked at together
        await System.SettleAsync();
        var raised = Assert.Single(await AlertsAsync());
        Assert.Equal(("evidence", "raised", 1), ((string)raised["class"]!, raised.State(), (int)raised["episode"]!));
        Assert.Equal($"evidence~{Rule}~1~fergana", (string)raised["correlationId"]!);
        Assert.StartsWith("A raid within two months after a harvest: ", (string)raised["why"]!, StringComparison.Ordinal);
        Assert.Contains("at look 12", (string)raised["why"]!, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("rules", (string)raised["why"]!, StringComparison.Ordinal);
        Assert.Single(raised.Changes(), c => c == "raised");

        // and what it is worth in full says the same, from a run of its own
        var full = await System.GetAsync($"/api/rules/{Rule}/evidence?theatre=fergana");
        Assert.Equal((12, true, false), ((int)full["look"]!["number"]!, (bool)full["look"]!["called"]!, (bool)full["look"]!["provisional"]!));
        Assert.Equal(((string)raised["why"]!)[((string)raised["why"]!).IndexOf(": ", StringComparison.Ordinal)..], ": " + (string)full["look"]!["says"]!);
        Assert.Equal((12, 12, 0), (full["seasonsUsed"]!.AsArray().Count, full["matches"]!.AsArray().Count, (int)full["revised"]!["incidents"]!));
        var told = (await System.GetAsync($"/api/rules/{Rule}"))["evidence"]!["fergana"]!;
        Assert.Equal(told.ToJsonString(), full["evidence"]!.ToJsonString());

        foreach (var (incident, report, year) in raids.Take(9))
        {
            var corrected = await System.PostAsync($"/api/incidents/{incident}/corrections", new { reportId = report, reason = "it was in the winter", when = new { date = $"{year}-11-20" } });
            Assert.True(corrected.Succeeded, $"{corrected.Body}");
        }

        await System.SettleAsync();
        var withdrawn = Assert.Single(await AlertsAsync());
        Assert.Equal((raised.Id(), "withdrawn"), (withdrawn.Id(), withdrawn.State()));
        Assert.Equal("withdrawn", withdrawn.Changes()[^1]);
        Assert.Contains("can no longer be called", (string)withdrawn["history"]!.AsArray()[^1]!["why"]!, StringComparison.Ordinal);
        full = await System.GetAsync($"/api/rules/{Rule}/evidence?theatre=fergana");
        Assert.Equal((9, true), ((int)full["revised"]!["incidents"]!, (bool)full["look"]!["provisional"]!));
        Assert.StartsWith("Provisional, no alert", (string)full["look"]!["says"]!, StringComparison.Ordinal);

        // the page heard of it once each way
        var heard = (await page.UntilAsync(all => all.Any(h => h.AlertId == raised.Id() && h.Change == "withdrawn"), RunningSystem.Limit)).Where(h => h.AlertId == raised.Id()).ToList();
        Assert.Equal(("raised", "withdrawn"), (heard[0].Change, heard[^1].Change));
        Assert.All(heard.Skip(1).SkipLast(1), h => Assert.Equal("revised", h.Change));
        var (now, fromNothing) = await System.StateAsync();
        Assert.Equal(fromNothing, now);
    }

    [Fact]
    public async Task A_rule_that_is_not_in_force_or_applies_elsewhere_has_no_evidence_to_be_read()
    {
        await System.SettleAsync();
        Assert.Equal(404, (int)(await System.Gateway.GetAsync("/api/rules/there-is-none/evidence", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(400, (int)(await System.Gateway.GetAsync("/api/rules/incursion-in-harvest-window/evidence?theatre=nowhere", TestContext.Current.CancellationToken)).StatusCode);
    }

    private async Task<JsonNode> ReportAsync(string kind, DateOnly day, string place)
    {
        var answer = await System.PostAsync("/api/reports", new
        {
            kind, title = $"{kind} of {day.Year}", when = new { date = $"{day:yyyy-MM-dd}" }, where = new { place }, actors = new[] { "IMU" }, source = new { name = "Test", reliability = "B", credibility = 2 },
        });
        Assert.True(answer.Succeeded, $"{answer.Body}");
        return answer.Body!;
    }

    private async Task<JsonNode[]> AlertsAsync() => [.. (await System.GetAsync($"/api/alerts?rule={Rule}")).AsArray().Select(a => a!)];

    private async Task PutInForceLongAgoAsync()
    {
        await System.KillAllAsync();
        foreach (var (service, table) in new[]
        {
            (RunningSystem.Correlation, "mt_doc_publishedrule"), (RunningSystem.Correlation, "mt_events"), (RunningSystem.Projection, "mt_doc_ruledocument"), (RunningSystem.Projection, "mt_events"),
        })
        {
            var changed = await System.Databases.AskAsync<long>(service, $$"""
                with changed as (
                  update timeline.{{table}} set data = jsonb_set(data, '{rule,published}', '"1989-12-01T00:00:00Z"') where data -> 'rule' ->> 'id' = '{{Rule}}' returning 1)
                select count(*) from changed
                """);
            Assert.Equal(1, changed);
        }

        await System.StartAllAsync();
    }
}
