using System.Globalization;
using System.Text.RegularExpressions;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Operations;

/// <summary>What is drawn and alarmed on is measured, and the figures say what happened.</summary>
public partial class MetricTests(WatchedSystem watched) : WatchedTests(watched)
{
    [Fact]
    public async Task Every_metric_that_is_drawn_or_alarmed_on_or_described_is_exported_by_the_whole()
    {
        await System.ImportAsync([Rows.Harvest("harvest-metrics", 1996), Rows.Incursion("raid-metrics", "1996-08-05", "1996-08-05"), Rows.Closure("closure-metrics", 1996)], "metrics");
        await System.SettleAsync();
        var page = System.ListenToAlerts();
        await page.UntilAsync(heard => heard.Count > 0, Limit);
        var used = new[] { "timeline.json", "alerts.yaml", "README.md" }.SelectMany(file => Name().Matches(File.ReadAllText(Repository("infra", "dashboards", file))).Select(m => m.Value)).Distinct();

        var exported = await Wait.ForAsync(
            MetricsAsync, text => used.All(name => Exports(text, name)), Limit, text => "not exported: " + string.Join(", ", used.Where(name => !Exports(text, name))));

        Assert.True(used.Count() >= 15, "the files name too few metrics to be those that are meant");
        foreach (var service in Databases.Services.Append(RunningSystem.Console))
        {
            Assert.Contains($"service_name=\"{service}\"", exported, StringComparison.Ordinal);
            Assert.Contains("timeline_", await System.Gateway.GetStringAsync($"/ops/{service}/metrics"), StringComparison.Ordinal);
        }

        Assert.Equal(Described().Matches(exported).Select(m => m.Value).Distinct().Count(), Described().Count(exported));
    }

    [Fact]
    public async Task The_time_to_alert_is_counted_once_for_each_alert_in_the_store_and_again_for_each_open_page()
    {
        await using var page = new AlertListener(System.Address(RunningSystem.Console), after: null);
        await Wait.ForAsync(() => Task.FromResult(page.Connections), c => c > 0, Limit);
        await System.ImportAsync([Rows.Harvest("harvest-delay", 1995), Rows.Closure("closure-delay", 1995)], "delay");
        await System.SettleAsync();
        var before = await MetricsAsync();
        await System.ImportAsync([Rows.Incursion("raid-delay", "1995-08-05", "1995-08-05")], "delay2");
        await System.SettleAsync();
        await page.UntilAsync(heard => heard.Any(h => h.AlertId.Contains("delay2.raid-delay", StringComparison.Ordinal)), Limit);

        foreach (var until in new[] { "recorded", "published", "streamed" })
        {
            await Wait.ForAsync(MetricsAsync, now => Delays(now, until, "count") > Delays(before, until, "count"), Limit);
        }

        var after = await MetricsAsync();
        var mean = (Delays(after, "streamed", "sum") - Delays(before, "streamed", "sum")) / (Delays(after, "streamed", "count") - Delays(before, "streamed", "count"));
        Say($"report recorded to alert written to the stream: {mean:0.000} s on average");
        Assert.InRange(mean, 0.001, Limit.TotalSeconds);
    }

    private Task<string> MetricsAsync() => System.Gateway.GetStringAsync("/metrics");

    private static double Delays(string metrics, string until, string part) =>
        metrics.Split('\n').Where(l => l.StartsWith($"timeline_alert_delay_seconds_{part}{{", StringComparison.Ordinal) && l.Contains($"until=\"{until}\"", StringComparison.Ordinal))
            .Sum(l => double.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture));

    private static bool Exports(string metrics, string name) => new[] { $"\n{name}{{", $"\n{name}_bucket{{" }.Any(line => metrics.Contains(line, StringComparison.Ordinal));

    private static string Repository(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Timeline.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no Timeline.sln above");
        }

        return Path.Combine([folder.FullName, .. path]);
    }

    [GeneratedRegex(@"\b(timeline|http_server|dotnet|db_client)_[a-z0-9_]+\b")]
    private static partial Regex Name();

    [GeneratedRegex("^# TYPE [^ ]+", RegexOptions.Multiline)]
    private static partial Regex Described();
}
