namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>A quorum queue with a single active consumer: the others stand by. What is not acknowledged when its connection closes is delivered again, in its old order.</summary>
internal sealed class MessageQueue(World world, string name, IReadOnlyList<string> sources, int prefetch, Truth truth)
{
    private readonly SortedDictionary<long, Message> ready = [];
    private readonly Dictionary<long, Message> unacknowledged = [];
    private readonly List<(Connection Connection, Action<Message> Deliver)> consumers = [];

    public string Name => name;

    public IReadOnlyList<string> Sources => sources;

    /// <summary>The events that are not acknowledged: a watermark holds nothing.</summary>
    public int Events => ready.Values.Concat(unacknowledged.Values).Count(m => m.Sent.Event is not null);

    public Connection? Active => consumers.Count == 0 ? null : consumers[0].Connection;

    public void Add(Message message)
    {
        ready.Add(message.Order, message);
        Deliver();
    }

    public void Subscribe(Connection connection, Action<Message> deliver)
    {
        consumers.Add((connection, deliver));
        Deliver();
    }

    public void Leave(Connection connection)
    {
        if (Active == connection)
        {
            foreach (var message in unacknowledged.Values)
            {
                world.Say(name, $"{message.Sent.Source} {message.Sent.Position} is delivered again");
                ready.Add(message.Order, message);
            }

            unacknowledged.Clear();
        }

        consumers.RemoveAll(c => c.Connection == connection);
        Deliver();
    }

    public void Acknowledge(Message message)
    {
        world.Say(name, $"{message.Sent.Source} {message.Sent.Position} is acknowledged");
        truth.Acknowledged(name, message.Sent);
        unacknowledged.Remove(message.Order);
        Deliver();
    }

    public void Purge()
    {
        world.Say(name, $"{ready.Count} messages are purged");
        ready.Clear();
    }

    private void Deliver()
    {
        while (consumers.Count > 0 && ready.Count > 0 && unacknowledged.Count < prefetch)
        {
            var (order, message) = ready.First();
            ready.Remove(order);
            unacknowledged.Add(order, message);
            consumers[0].Deliver(message);
        }
    }
}
