using Timeline.Hosting;

namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>A message in the order in which the broker took it.</summary>
internal sealed record Message(long Order, Sent Sent);

/// <summary>The broker: what is published goes to every queue that is there and listens; who publishes hears that it arrived, unless the line is bad.</summary>
internal sealed class Broker(World world, Truth truth)
{
    private readonly List<Connection> connections = [];
    private readonly Dictionary<string, long> last = [];
    private long order;

    public Chance Chance { get; } = world.Chance.Of("broker");

    public bool Up { get; private set; } = true;

    public Dictionary<string, MessageQueue> Queues { get; } = [];

    /// <summary>Opens a connection; null while the broker is down.</summary>
    public Connection? Accept(Process process)
    {
        if (!Up)
        {
            return null;
        }

        var connection = new Connection(world, this, process);
        connections.Add(connection);
        return connection;
    }

    /// <summary>Before any queue is there a message goes nowhere, and is confirmed.</summary>
    public void Route(Sent sent)
    {
        truth.Reached(sent);
        if (sent.Event is not null && last.GetValueOrDefault(sent.Source) > sent.Position)
        {
            world.Say("broker", $"{sent.Source} {sent.Position} arrives out of order");
        }

        last[sent.Source] = sent.Position;
        if (!Queues.Values.Any(q => q.Sources.Contains(sent.Source)))
        {
            world.Say("broker", $"{sent.Source} {sent.Position}: nobody listens yet");
        }

        foreach (var queue in Queues.Values.Where(q => q.Sources.Contains(sent.Source)))
        {
            queue.Add(new(++order, sent));
        }
    }

    public MessageQueue Declare(string name, IReadOnlyList<string> sources, int prefetch)
    {
        if (!Queues.TryGetValue(name, out var queue))
        {
            Queues[name] = queue = new(world, name, sources, prefetch, truth);
        }

        return queue;
    }

    public Connection? Of(Process process) => connections.Find(c => c.Process == process);

    public void Forget(Connection connection) => connections.Remove(connection);

    /// <summary>What is durable is there again afterwards.</summary>
    public void Restart(TimeSpan down)
    {
        world.Say("broker", $"goes down for {down.TotalMilliseconds} ms");
        Up = false;
        connections.ToList().ForEach(c => c.Close());
        world.After(down, () => Up = true);
    }

    /// <summary>A process died: the operating system closes its connection.</summary>
    public void Lose(Process process) => world.After(Chance.Ms(0, 50), () => Of(process)?.Close());

    /// <summary>A process stands still: its heartbeats are missed after a while.</summary>
    public void Watch(Process process)
    {
        var since = process.StoppedSince;
        world.After(Chance.Ms(6000, 9000), () =>
        {
            if (process.StoppedSince == since)
            {
                Of(process)?.Close();
            }
        });
    }
}
