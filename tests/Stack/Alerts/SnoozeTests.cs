using Timeline.Tests.Stack.Faults;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Alerts;

/// <summary>A snooze ends by itself at its time, whoever is alive then, and once.</summary>
public class SnoozeTests(RunningSystem system) : FaultTests(system)
{
    [Fact]
    public async Task A_snooze_ends_once_though_every_process_was_dead_at_its_time_and_the_page_hears_it_when_it_is_back()
    {
        var alert = await System.AlertOfAsync(1979);
        var page = System.ListenToAlerts();
        var until = DateTime.UtcNow.AddSeconds(4);
        await System.DoAsync(alert, "snooze", new { until = until.ToString("o") });
        await page.UntilAsync(all => all.Any(h => h.AlertId == alert.Id() && h.Change == "snoozed"), Limit);

        await System.KillAllAsync();
        await Wait.UntilAsync(() => Task.FromResult(DateTime.UtcNow > until), Limit);
        await System.StartAllAsync();
        await Wait.ForAsync(() => System.AlertAsync(alert), a => a.State() == "raised", Limit);
        await System.StartSecondAsync(Correlation);
        await System.SettleAsync();
        await System.DoAsync(alert, "notes", new { text = "awake" });

        Assert.Equal(["raised", "snoozed", "woken", "noted"], (await System.AlertAsync(alert)).Changes());
        var heard = (await page.UntilAsync(all => all.Any(h => h.AlertId == alert.Id() && h.Change == "noted"), Limit)).Where(h => h.AlertId == alert.Id());
        Assert.Equal(["raised", "snoozed", "woken", "noted"], heard.Select(h => h.Change));
        Assert.True(page.Connections > 1);
    }
}
