using Timeline.Contracts;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack;

/// <summary>The way of a report through all services, and what they make at the broker for it.</summary>
[Collection(SharedSystem.Name)]
public class WholeWayTests(RunningSystem system) : StackTests(system)
{
    [Fact]
    public async Task A_file_of_five_rows_reaches_the_season_and_the_alerts_without_an_error_in_any_log()
    {
        var rows = new[]
        {
            Rows.Harvest("harvest-1487", 1487),
            Rows.Incursion("incursion-1487", "1487-08-05", "1487-08-10"),
            Rows.Closure("closure-1487", 1487),
            Rows.Report("taking-1487", "hostage-taking", "1487-08-09", "1487-08-09", "osh-district"),
            Rows.Incursion("winter-raid", "1487-11-20", "1487-11-20"),
        };
        var before = System.Complaints();

        var imported = await System.ImportAsync(rows, "whole");
        await System.SettleAsync();
        var season = await System.GetAsync("/api/seasons/fergana/1487");
        var alerts = await System.ReadAlertsAsync();
        var digests = await System.DigestsAsync();

        Assert.All(imported.Verdicts, v => Assert.Equal("created", v.Word));
        Assert.Equal(["whole.harvest-1487"], season["harvests"]!.AsArray().Select(h => (string)h!["incidentId"]!));
        Assert.Equal(["whole.incursion-1487"], season["incursions"]!["certain"]!.AsArray().Select(i => (string)i!));
        Assert.Equal(["whole.winter-raid"], season["incursions"]!["outside"]!.AsArray().Select(i => (string)i!));
        Assert.Contains(alerts, a => a.Change == "raised" && (string)a.Body["rule"]! == "incursion-in-harvest-window");
        Assert.Equal((digests.ToldFromNothing, digests.ViewsFromNothing), (digests.Told, digests.Views));
        Assert.Empty(System.Complaints().Except(before));
    }

    [Theory]
    [InlineData(RunningSystem.Correlation)]
    [InlineData(RunningSystem.Projection)]
    public async Task A_service_listens_on_one_quorum_queue_with_a_single_active_consumer(string service)
    {
        var queue = await System.Broker.QueueAsync(service);

        Assert.Equal("quorum", (string?)queue["arguments"]!["x-queue-type"]);
        Assert.True((bool?)queue["arguments"]!["x-single-active-consumer"]);
        Assert.True((bool)queue["durable"]!);
    }

    [Fact]
    public async Task Each_event_type_has_an_exchange_of_its_own_that_leads_to_the_queues_of_those_who_listen()
    {
        var exchanges = (await System.Broker.ExchangesAsync()).Select(e => (string)e!["name"]!).ToHashSet();
        var bindings = (await System.Broker.BindingsAsync()).Select(b => ((string)b!["source"]!, (string)b["destination"]!)).ToHashSet();

        Assert.All(EventCatalogue.OfIngestion, e => Assert.Contains((Exchange(e), RunningSystem.Correlation), bindings));
        Assert.All(EventCatalogue.OfIngestion.Concat(EventCatalogue.OfCorrelation), e => Assert.Contains((Exchange(e), RunningSystem.Projection), bindings));
        Assert.All(EventCatalogue.OfCorrelation, e => Assert.DoesNotContain((Exchange(e), RunningSystem.Correlation), bindings));
        Assert.Equal(
            EventCatalogue.OfIngestion.Concat(EventCatalogue.OfCorrelation).Select(Exchange).Append("timeline.watermark.v1").Order(),
            exchanges.Where(e => e.StartsWith("timeline.", StringComparison.Ordinal)).Order());
    }

    private static string Exchange(Type happened) => $"timeline.{EventCatalogue.NameOf(happened)}";
}
