using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>The limit under an alert's way: one message published with confirm to a quorum queue and consumed, by the broker's own client.</summary>
internal sealed class BareHop : IAsyncDisposable
{
    private const string Queue = "bench-hop";

    private readonly IConnection connection;
    private readonly IChannel publisher;
    private readonly IChannel consumer;
    private readonly byte[] body = new byte[2000];   // about the size of a report's message

    private BareHop(IConnection connection, IChannel publisher, IChannel consumer) => (this.connection, this.publisher, this.consumer) = (connection, publisher, consumer);

    /// <summary>From the call that publishes to the call that delivers.</summary>
    public Figures Received { get; } = new();

    /// <summary>From the call that publishes to the broker's confirm.</summary>
    public Figures Confirmed { get; } = new();

    public static async Task<BareHop> OpenAsync(RunningSystem system)
    {
        var connection = await new ConnectionFactory { Uri = system.Broker.Address() }.CreateConnectionAsync();
        var hop = new BareHop(
            connection,
            await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)),
            await connection.CreateChannelAsync());
        await hop.consumer.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        var listener = new AsyncEventingBasicConsumer(hop.consumer);
        listener.ReceivedAsync += hop.TakeAsync;
        await hop.consumer.BasicConsumeAsync(Queue, autoAck: false, listener);
        return hop;
    }

    public async Task SendAsync()
    {
        var message = (byte[])body.Clone();
        var sent = Stopwatch.GetTimestamp();
        BitConverter.TryWriteBytes(message, sent);
        await publisher.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, message);
        var took = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
        lock (Confirmed)
        {
            Confirmed.Add(took);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await consumer.QueueDeleteAsync(Queue);
        await connection.DisposeAsync();
    }

    private async Task TakeAsync(object sender, BasicDeliverEventArgs message)
    {
        var took = Stopwatch.GetElapsedTime(BitConverter.ToInt64(message.Body.Span)).TotalMilliseconds;
        lock (Received)
        {
            Received.Add(took);
        }

        await consumer.BasicAckAsync(message.DeliveryTag, multiple: false);
    }
}
