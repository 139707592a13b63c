using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace Timeline.Hosting;

/// <summary>The metrics of a service's store and of its receiver. They are read from what <see cref="WatchMarks"/> saw last: a scrape asks the database nothing.</summary>
public sealed class MeasureStore : IHostedService
{
    public MeasureStore(WatchMarks marks, IEnumerable<ReceiveInOrder> receivers, IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableGauge("timeline.store.position", () => marks.Last.Tail, "{position}", "The last event of the service's store.");
        meter.CreateObservableGauge("timeline.store.high_water", () => marks.Last.HighWater, "{position}", "Up to where the numbers of the store are final; subscriptions go no further.");
        meter.CreateObservableGauge(
            "timeline.subscription.position", () => Each(marks, m => m.Position), "{position}", "The last event that a subscription or projection of the store has dealt with.");
        meter.CreateObservableGauge(
            "timeline.subscription.lag", () => Each(marks, m => m.Behind), "{position}", "How far a subscription or projection is behind the last event of the store.");
        meter.CreateObservableGauge(
            "timeline.subscription.still", () => Each(marks, m => (long)m.Still.TotalSeconds), "s", "For how long a subscription or projection has not moved though it is behind.");
        meter.CreateObservableGauge(
            "timeline.subscription.stopped", () => Each(marks, m => m.Stopped is null ? 0 : 1), "{subscription}", "1 where the daemon has stopped a subscription or projection on an error.");
        meter.CreateObservableGauge(
            "timeline.receiver.position",
            () => marks.Last.Positions.Select(p => new Measurement<long>(p.Value, new KeyValuePair<string, object?>("source", p.Key))),
            "{position}", "The last event taken in from a producer.");
        foreach (var receiver in receivers)
        {
            meter.CreateObservableCounter("timeline.receiver.fenced", () => receiver.FencedTimes, "{time}", "How often this process found that another had moved the position.");
            meter.CreateObservableCounter("timeline.receiver.feed.reads", () => receiver.FeedReads, "{page}", "How often events that the bus did not bring were read from a producer's feed.");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<Measurement<long>> Each(WatchMarks marks, Func<MarkSeen, long> figure) =>
        marks.Last.Marks.Select(mark => new Measurement<long>(figure(mark), new KeyValuePair<string, object?>("subscription", mark.Name)));
}
