using System.Globalization;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Cases;

/// <summary>What happened, what was known of it then, and what the system itself had said: three questions, three answers.</summary>
[Collection(SharedSystem.Name)]
public class TwoClocksTests(RunningSystem system)
{
    [Fact]
    public async Task A_backfilled_history_was_known_long_before_the_system_said_it()
    {
        await system.ImportAsync(
            [
                Row.Of("harvest", "opium", "1985-06-01..1985-06-30", "afghanistan", new { crop = "opium", seasonYear = 1985 }, known: "1985-07-10"),
                Row.Of("pass-closure", "snow", "1985-09-21..1985-09-30", "tajik-kyrgyz-border", known: "1985-10-05"),
                Row.Of("incursion", "inc", "1985-08-10", known: "1985-08-12"),
            ], "clock", backfill: true);
        await system.SettleAsync();

        Assert.Equal(["clock.inc"], await CertainAsync(1985, "?knownAt=1985-12-31"));
        Assert.Empty(await CertainAsync(1985, "?knownAt=1985-12-31&clock=recorded"));
        Assert.Equal(3, await ListedAsync("from=1985-01-01&to=1985-12-31&knownAt=1985-12-31"));
        Assert.Equal(0, await ListedAsync("from=1985-01-01&to=1985-12-31&knownAt=1985-12-31&clock=recorded"));
        Assert.NotEmpty(await CorrelationsAsync(1985, "&knownAt=1985-12-31"));
        Assert.Empty(await CorrelationsAsync(1985, "&knownAt=1985-12-31&clock=recorded"));
    }

    [Fact]
    public async Task What_was_said_before_a_correction_is_still_told_as_it_was_said()
    {
        await system.ImportAsync(
            [
                Row.Of("harvest", "opium", "1984-06-01..1984-06-30", "afghanistan", new { crop = "opium", seasonYear = 1984 }),
                Row.Of("pass-closure", "snow", "1984-09-21..1984-09-30", "tajik-kyrgyz-border"),
                Row.Of("incursion", "inc", "1984-08-10"),
            ], "said");
        await system.SettleAsync();
        var before = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        var corrected = await system.PostAsync("/api/incidents/said.inc/corrections", new { reason = "it was in May", title = "An incursion in May", when = new { date = "1984-05-10" } });
        Assert.True(corrected.Succeeded, $"{corrected.Body}");
        await system.SettleAsync();

        foreach (var clock in new[] { "known", "recorded" })
        {
            Assert.Equal(["said.inc"], await CertainAsync(1984, $"?knownAt={before}&clock={clock}"));
            Assert.All(await CorrelationsAsync(1984, $"&knownAt={before}&clock={clock}"), c => Assert.Equal("holds", (string)c!["state"]!));
            Assert.Equal("incursion inc", (string)(await system.GetAsync($"/api/incidents/said.inc?knownAt={before}&clock={clock}"))["title"]!);
            Assert.Equal(1, await ListedAsync($"from=1984-08-01&to=1984-08-31&kind=incursion&knownAt={before}&clock={clock}"));
        }

        Assert.Empty(await CertainAsync(1984, ""));
        Assert.All(await CorrelationsAsync(1984, ""), c => Assert.Equal("withdrawn", (string)c!["state"]!));
        Assert.Equal("An incursion in May", (string)(await system.GetAsync("/api/incidents/said.inc"))["title"]!);
        Assert.Equal(0, await ListedAsync("from=1984-08-01&to=1984-08-31&kind=incursion"));
        var change = (await system.GetAsync("/api/incidents/said.inc/history")).AsArray()[1]!;
        Assert.Equal(("corrected", "it was in May"), ((string)change["change"]!, (string)change["reason"]!));
        Assert.Equal(("incursion inc", "An incursion in May"), ((string)change["before"]!["says"]!["title"]!, (string)change["after"]!["says"]!["title"]!));
    }

    private async Task<string[]> CertainAsync(int year, string query) => (await system.GetAsync($"/api/seasons/fergana/{year}{query}"))["incursions"]!["certain"].Texts();

    private async Task<JsonArray> CorrelationsAsync(int year, string more) => (await system.GetAsync($"/api/correlations?seasonYear={year}{more}")).AsArray();

    private async Task<int> ListedAsync(string query) => (await system.GetAsync($"/api/timeline?{query}"))["items"]!.AsArray().Count;
}
