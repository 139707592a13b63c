using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack;

public class SmokeTests(RunningSystem system) : StackTests(system)
{
    [Fact]
    public async Task A_file_of_five_rows_reaches_the_season_and_the_alerts_without_an_error_in_any_log()
    {
        var rows = new[]
        {
            Rows.Harvest("harvest-1999", 1999),
            Rows.Incursion("incursion-1999", "1999-08-05", "1999-08-10"),
            Rows.Closure("closure-1999", 1999),
            Rows.Report("taking-1999", "hostage-taking", "1999-08-09", "1999-08-09", "osh-district"),
            Rows.Incursion("winter-raid", "1999-11-20", "1999-11-20"),
        };

        var imported = await System.ImportAsync(rows, "smoke");
        await System.SettleAsync();
        var season = await System.GetAsync("/api/seasons/fergana/1999");
        var alerts = await System.ReadAlertsAsync();
        var digests = await System.DigestsAsync();

        Assert.All(imported.Verdicts, v => Assert.Equal("created", v.Word));
        Assert.Equal(["smoke.harvest-1999"], season["harvests"]!.AsArray().Select(h => (string)h!["incidentId"]!));
        Assert.Equal(["smoke.incursion-1999"], season["incursions"]!["certain"]!.AsArray().Select(i => (string)i!));
        Assert.Equal(["smoke.winter-raid"], season["incursions"]!["outside"]!.AsArray().Select(i => (string)i!));
        Assert.Contains(alerts, a => a.Change == "raised" && (string)a.Body["rule"]! == "incursion-in-harvest-window");
        Assert.Equal((digests.ToldFromNothing, digests.ViewsFromNothing), (digests.Told, digests.Views));
        Assert.Empty(System.Complaints());
    }
}
