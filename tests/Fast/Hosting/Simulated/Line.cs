using Timeline.Hosting;

namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>What a process listens to.</summary>
/// <param name="Take">Completes when the message may be acknowledged.</param>
/// <param name="IsTemporary">The queue lives as long as the connection.</param>
/// <param name="OneByOne">Whether the next message is handed on only when this one is done.</param>
internal sealed record Listening(string Queue, IReadOnlyList<string> Sources, int Prefetch, Func<Sent, Task> Take, bool IsTemporary, bool OneByOne);

/// <summary>A process' side of the bus, in the place of MassTransit: it connects again when the connection is lost, publishes, and hands on what it hears.</summary>
internal sealed class Line(Process process, Broker broker) : IPublish
{
    private readonly List<Answer<bool>> unconfirmed = [];
    private readonly List<Action<Connection>> postponed = [];
    private Connection? connection;

    public bool IsOpen => connection is not null;

    /// <summary>Keeps connected until the process ends.</summary>
    public async Task KeepAsync(Listening? listening)
    {
        await Task.Delay(process.Chance.Ms(0, 300), process.Time, process.Stop);
        while (true)
        {
            if (broker.Accept(process) is { } opened)
            {
                var closed = new Answer<bool>(process, "cut off");
                opened.Closed += () => closed.Give(true, broker.Chance.Ms(0, 50));
                connection = opened;
                if (listening is not null)
                {
                    Listen(opened, listening);
                }

                postponed.ForEach(send => send(opened));
                postponed.Clear();

                await closed.Task.WaitAsync(process.Stop);
                connection = null;
                LoseConfirms();
            }

            await Task.Delay(process.Chance.Ms(20, 2500), process.Time, process.Stop);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Without a connection it fails, or waits for one, as the bus does.</remarks>
    public async Task PublishAsync(Sent sent, CancellationToken stop)
    {
        var confirmed = new Answer<bool>(process, "confirmed");
        if (connection is { } over)
        {
            Send(sent, over, confirmed);
        }
        else if (process.Chance.Happens(0.5))
        {
            confirmed.Refuse(new IOException("no connection to the broker"), process.Chance.Ms(0, 5));
        }
        else
        {
            postponed.Add(opened =>
            {
                if (!stop.IsCancellationRequested)
                {
                    Send(sent, opened, confirmed);
                }
            });
        }

        await confirmed.Task.WaitAsync(stop);
    }

    private void Send(Sent sent, Connection over, Answer<bool> confirmed)
    {
        unconfirmed.Add(confirmed);
        over.Up(() =>
        {
            broker.Route(sent);
            if (!over.LosesConfirms)
            {
                over.Down(() => confirmed.Give(true, TimeSpan.Zero));
            }
        });
    }

    // of what was not confirmed when the connection was lost some fails and some is never heard of again
    private void LoseConfirms()
    {
        foreach (var answer in unconfirmed.Where(a => !a.Task.IsCompleted && process.Chance.Happens(0.5)))
        {
            answer.Refuse(new IOException("the connection to the broker is lost"), TimeSpan.Zero);
        }

        unconfirmed.Clear();
    }

    private void Listen(Connection over, Listening to)
    {
        var queue = broker.Declare(to.Queue, to.Sources, to.Prefetch);
        var before = Task.CompletedTask;
        over.Closed += () =>
        {
            queue.Leave(over);
            if (to.IsTemporary)
            {
                broker.Queues.Remove(to.Queue);
            }
        };
        queue.Subscribe(over, message => over.Down(() => process.Post(_ => before = HandOnAsync(over, queue, message, to, before), null)));
    }

    private async Task HandOnAsync(Connection over, MessageQueue queue, Message message, Listening to, Task before)
    {
        if (to.OneByOne)
        {
            await before;
        }

        try
        {
            await to.Take(message.Sent);
            over.Up(() => queue.Acknowledge(message));
        }
        catch (Exception e)
        {
            process.World.Fail($"{process.Name} threw at {message.Sent.Source} {message.Sent.Position}: {e}");
        }
    }
}
