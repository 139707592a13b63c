using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using Timeline.Console.Gateway;
using Timeline.Hosting;

namespace Timeline.Console.DeadLetters;

/// <summary>What is done with a dead letter that is looked at.</summary>
public enum Deed
{
    Keep,
    Replay,
    Drop,
}

/// <summary>The broker does not answer, or does not do what it is asked.</summary>
public sealed class BrokerSilentException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// Goes through the queues of dead letters, and keeps, replays or drops each. A replay sends the message to the queue it was meant for: a
/// consumer that had it already, from the producer's feed or by an earlier replay, drops it by its position, so one too many is harmless.
/// </summary>
/// <remarks>
/// A letter that is kept is put at the end of its queue anew rather than handed back: brokers count how often a message was handed back, and
/// some throw it away after the twentieth time. Whatever is sent is confirmed before what it came from is acknowledged, so none is lost.
/// </remarks>
public sealed class HandleDeadLetters(Settings settings, Queues queues) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turn = new(1, 1);   // two at once would each see what the other has just put back

    public void Dispose() => turn.Dispose();

    /// <summary>All of them, oldest first in each queue.</summary>
    /// <exception cref="BrokerSilentException">The broker does not answer.</exception>
    public Task<IReadOnlyList<DeadLetter>> ListAsync(CancellationToken stop) => EachAsync(_ => Deed.Keep, stop);

    /// <returns>The letters that were looked at; what was done with each is the caller's decision.</returns>
    /// <exception cref="BrokerSilentException">The broker does not answer, or refuses a message: then that one is still where it was.</exception>
    public async Task<IReadOnlyList<DeadLetter>> EachAsync(Func<DeadLetter, Deed> decide, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        await turn.WaitAsync(limit.Token);
        try
        {
            var names = (await queues.ListAsync(limit.Token) ?? throw new BrokerSilentException("the broker's management API does not answer")).Where(q => DeadLetter.IsQueue(q.Name)).Select(q => q.Name);
            var factory = new ConnectionFactory { Uri = settings.Rabbit, ClientProvidedName = $"{settings.Instance} dead letters" };
            await using var connection = await factory.CreateConnectionAsync(limit.Token);
            await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), limit.Token);
            var letters = new List<DeadLetter>();
            foreach (var name in names)
            {
                await EachOfAsync(channel, name, decide, letters, limit.Token);
            }

            return letters;
        }
        catch (Exception e) when (e is BrokerUnreachableException or AlreadyClosedException or PublishException or OperationInterruptedException or IOException
            || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new BrokerSilentException(e is PublishException ? "the broker refused a message; it is still among the dead letters" : "the broker does not answer", e);
        }
        finally
        {
            turn.Release();
        }
    }

    // by consuming, one message at a time: a queue with a single active consumer, which these inherit, lets nobody fetch
    private static async Task EachOfAsync(IChannel channel, string queue, Func<DeadLetter, Deed> decide, List<DeadLetter> letters, CancellationToken stop)
    {
        // as many as there are now: those that are kept come back behind them
        var left = await channel.MessageCountAsync(queue, stop);
        if (left == 0)
        {
            return;
        }

        var arrived = System.Threading.Channels.Channel.CreateUnbounded<(ulong Tag, IReadOnlyBasicProperties Properties, byte[] Body)>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, got) =>
        {
            arrived.Writer.TryWrite((got.DeliveryTag, new BasicProperties(got.BasicProperties), got.Body.ToArray()));   // the bytes are lent for this call only
            return Task.CompletedTask;
        };
        await channel.BasicQosAsync(0, 1, global: false, stop);
        var listening = await channel.BasicConsumeAsync(queue, autoAck: false, consumer, stop);
        for (; left > 0; left--)
        {
            var (tag, properties, body) = await arrived.Reader.ReadAsync(stop);
            var letter = DeadLetter.Read(queue, properties, body);
            letters.Add(letter);
            if (decide(letter) switch
            {
                Deed.Keep => (queue, new BasicProperties(properties)),
                Deed.Replay => (letter.Service, AsFirstSent(properties)),
                _ => default((string Queue, BasicProperties Properties)?),
            } is var (to, sent))
            {
                await channel.BasicPublishAsync("", to, mandatory: true, sent, body, stop);
            }

            if (left == 1)
            {
                await channel.BasicCancelAsync(listening, noWait: false, stop);   // or the first that was put back would be handed out once more
            }

            await channel.BasicAckAsync(tag, multiple: false, stop);
        }
    }

    // without what was written on it when it failed, or the next failure could not be told from this one
    private static BasicProperties AsFirstSent(IReadOnlyBasicProperties properties) => new(properties)
    {
        Headers = properties.Headers?.Where(h => !h.Key.StartsWith("MT-Fault-", StringComparison.Ordinal) && h.Key != "MT-Reason").ToDictionary(h => h.Key, h => h.Value),
    };
}
