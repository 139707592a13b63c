using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Knowing;

/// <summary>An incident of which much is told: what was known of it before is not written again with every report.</summary>
[Collection(SharedSystem.Name)]
public class ManyReportsTests(RunningSystem system)
{
    private const int Reports = 40;

    [Fact]
    public async Task A_report_writes_what_is_known_from_it_on_and_what_was_known_before_it_stays()
    {
        await system.ImportAsync([Row.Of("incursion", "first", "1484-08-01", details: new { attackers = new { best = 1 } }, known: "1990-01-01")], "many-reports", backfill: true);
        const string id = "many-reports.first";
        for (var n = 2; n <= Reports; n++)
        {
            await system.PostAsync(
                $"/api/incidents/{id}/reports",
                new { kind = "incursion", title = "told again", when = new { date = "1484-08-01" }, where = new { text = "Batken region" }, details = new { attackers = new { best = n } }, source = new { name = $"radio {n}" } });
        }

        await system.SettleAsync();
        var versions = await system.Databases.AskAsync<long>(Projection, $"select count(*) from timeline.incident_version where incident_id = '{id}'");
        var now = await system.GetAsync($"/api/incidents/{id}");
        var then = await system.GetAsync($"/api/incidents/{id}?knownAt=1995-01-01T00:00:00Z");

        Assert.InRange(versions, Reports, 2 * Reports);
        Assert.Equal((Reports, 1), (now["reports"]!.AsArray().Count, then["reports"]!.AsArray().Count));
        Assert.Equal((1, (double)Reports), (((double?)then["incident"]!["details"]!["attackers"]!["best"]) ?? -1, (double?)now["incident"]!["details"]!["attackers"]!["high"] ?? -1));
    }
}
