using System.Diagnostics;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Faults;

/// <summary>Everything is killed in turn while files come in. In the end it must be as if nothing had happened.</summary>
public class KillTests(RunningSystem system) : StackTests(system), IClassFixture<RunningSystem>
{
    private const int TwoFiles = 16;   // events

    private static readonly string[] Listening = [Correlation, Projection];

    [Fact]
    public async Task Kills_of_every_service_and_of_its_queue_leave_the_same_as_a_run_without_faults_and_nobody_is_told_twice()
    {
        var page = System.ListenToAlerts();
        await using var stream = new ImportStream(System);
        await KillEachInTurnAsync(stream);
        await KillActivesWithSecondsStandingByAsync(stream);
        await PurgeWhatWaitsAsync(stream);
        await stream.StopAsync();
        Say($"{DateTime.UtcNow:HH:mm:ss} {stream.Files} files; waiting for rest");
        await System.SettleAsync();
        Say($"{DateTime.UtcNow:HH:mm:ss} at rest");

        await Truth.NothingLostAsync(System);
        await ShowsWhatIsTrueAsync(stream);
        await ToldOnceAsync(page);
        await SameAsWithoutFaultsAsync(stream);
        Assert.True(page.Connections > 1, "the console was killed, and the page never had to come back");
    }

    private async Task KillEachInTurnAsync(ImportStream stream)
    {
        foreach (var service in new[] { Ingestion, Correlation, Projection, RunningSystem.Console })
        {
            await stream.MoreAsync(1);
            Say($"{DateTime.UtcNow:HH:mm:ss} file {stream.Files}: killing {service}");
            await System.KillAsync(service);
            if (service is Correlation or Projection)
            {
                await stream.MoreAsync(1);   // work piles up before a dead listener
            }

            await System.StartAsync(service);
        }
    }

    private async Task KillActivesWithSecondsStandingByAsync(ImportStream stream)
    {
        await Task.WhenAll(Listening.Select(System.StartSecondAsync));
        await stream.MoreAsync(1);
        foreach (var service in Listening)
        {
            var active = (await ActiveAsync(service))!;
            var process = active == $"{service}-1" ? service : active;
            await System.KillAsync(process);
            var killed = Stopwatch.GetTimestamp();
            await Wait.ForAsync(() => ActiveAsync(service), now => now != active, Limit);
            Say($"{service}: the standby wrote {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.00} s after the active one was killed");
        }
    }

    private async Task PurgeWhatWaitsAsync(ImportStream stream)
    {
        Say($"{DateTime.UtcNow:HH:mm:ss} file {stream.Files}: purging");
        await System.KillAsync(Listening.SelectMany(s => new[] { s, $"{s}-2" }));
        foreach (var service in Listening)
        {
            var waiting = await Wait.ForAsync(() => WaitingAsync(service), events => events >= TwoFiles, Limit);
            await Wait.ForAsync(() => System.Broker.WaitingAsync(service), messages => messages >= waiting, Limit);
            var thrownAway = await System.Broker.PurgeAsync(service);
            Say($"{waiting} events waited for {service}; {thrownAway} messages thrown away");
            Assert.True(thrownAway >= waiting, $"only {thrownAway} messages were thrown away of the {waiting} that {service} has not taken in");
        }

        await Task.WhenAll(Listening.Select(System.StartAsync));
        await stream.MoreAsync(1);
    }

    // the events that Ingestion has published and the service has not taken in: the dead take in nothing, so all of them lie in its queue
    private async Task<long> WaitingAsync(string service)
    {
        var taken = await System.Databases.AskAsync<long>(service, "select position from timeline.position where source = 'ingestion'");
        var published = (long)(await System.MarksAsync(Ingestion))["outbox"]!;
        return await System.Databases.AskAsync<long>(Ingestion, $"select count(*) from timeline.mt_events where type <> 'tombstone' and seq_id > {taken} and seq_id <= {published}");
    }

    private async Task ShowsWhatIsTrueAsync(ImportStream stream)
    {
        var standing = (await System.GetAsync($"/api/correlations?rule={ReportStream.Rule}&state=holds")).AsArray()
            .Select(c => c!["incidents"]!.AsArray().Select(i => (string)i!).Single(i => !i.Contains("harvest", StringComparison.Ordinal) && !i.Contains("closure", StringComparison.Ordinal)));

        Assert.Equal(stream.InsideInTheEnd.Order(), standing.Order());
    }

    // every alert event of Correlation's store once, in order, over all the restarts; and no alert raised twice
    private async Task ToldOnceAsync(AlertListener page)
    {
        var stored = (await System.FeedAsync(Correlation)).Where(e => e.IsAlert).Select(e => e.Position).ToList();

        var heard = await page.UntilAsync(all => all.Count >= stored.Count, Limit);

        Assert.Equal(stored, heard.Select(h => h.Position));
        Assert.DoesNotContain(heard.Where(h => h.Change == "raised").GroupBy(h => h.AlertId), raised => raised.Count() > 1);
    }

    private async Task SameAsWithoutFaultsAsync(ImportStream stream)
    {
        await using var clean = await StartNewAsync();
        Say($"{DateTime.UtcNow:HH:mm:ss} a clean system is up");
        await clean.ImportAsync(stream.AllRows, ImportStream.Set);
        await clean.SettleAsync();
        await Wait.UntilAsync(async () => await DayAsync(System) == await DayAsync(clean), Limit);   // one may have seen midnight first

        Assert.Equal(await Truth.AsFromNothingAsync(clean), await Truth.AsFromNothingAsync(System));
    }

    private static async Task<string> DayAsync(RunningSystem system) => (string)(await system.FeedAsync(Correlation)).Last(e => e.Type == "day-reached.v1").Data["day"]!;

    private Task<string?> ActiveAsync(string service) => System.Databases.AskAsync<string>(service, "select moved_by from timeline.position order by moved_at desc nulls last limit 1");
}
