using Microsoft.Extensions.Logging;
using Timeline.Console.Live;
using Timeline.Hosting;

namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>The services with their processes, databases and broker: the real outbox, watermark, receiver and alert feed, on simulated surroundings.</summary>
internal sealed class TheSystem
{
    private static readonly Settings Settings = new("", "", "", new("amqp://simulated"), [], new Dictionary<string, Uri>());

    private readonly World world;
    private readonly Parts parts;
    private readonly Dictionary<string, Process> processes = [];
    private readonly Dictionary<string, ReceiveInOrder> receivers = [];
    private readonly Dictionary<string, int> lives = [];

    public TheSystem(World world, Parts parts)
    {
        this.world = world;
        this.parts = parts;
        Truth = new(world);
        Broker = new(world, Truth);
        foreach (var service in new[] { "ingestion", "correlation", "projection" })
        {
            Databases[service] = Truth.Databases[service] = new(world, service, Truth);
        }

        Databases["correlation"].Bookmarks["ingestion"] = Databases["projection"].Bookmarks["ingestion"] = Databases["projection"].Bookmarks["correlation"] = new(0, 0);
        Readers = [new(world, this, "page 1"), new(world, this, "page 2")];
    }

    public World World => world;

    public Truth Truth { get; }

    public Broker Broker { get; }

    public Dictionary<string, Database> Databases { get; } = [];

    public HashSet<string> FeedsDown { get; } = [];

    public IReadOnlyList<Reader> Readers { get; }

    /// <summary>The console's process and what it remembers for its pages.</summary>
    public (Process Process, AlertFeed Feed)? Console { get; private set; }

    /// <summary>A process, told of before it does anything.</summary>
    public event Action<Process>? Started;

    public Process? Find(string name) => processes.GetValueOrDefault(name);

    public void Start(string name)
    {
        if (Find(name) is { Alive: true })
        {
            return;
        }

        var process = processes[name] = new(world, name, lives[name] = lives.GetValueOrDefault(name) + 1);
        world.Say(name, $"starts");
        process.Died += () => Broker.Lose(process);
        process.Stopped += () => Broker.Watch(process);
        receivers.Remove(name);
        Started?.Invoke(process);
        var line = new Line(process, Broker);
        Listening? listening = null;
        if (Databases.TryGetValue(process.Service, out var database))
        {
            process.Died += () => database.Lose(process);
            process.Stopped += () => database.Watch(process);
        }

        switch (process.Service)
        {
            case "ingestion":
                Publish(process, line, database!);
                break;
            case "correlation":
                Publish(process, line, database!);
                listening = Receive(process, database!, new Tally(process, database!), "ingestion");
                break;
            case "projection":
                listening = Receive(process, database!, new Recorder(), "ingestion", "correlation");
                break;
            default:
                listening = Show(process);
                break;
        }

        process.Host("the bus", () => line.KeepAsync(listening));
    }

    /// <summary>What has not come to rest yet; null where everything has.</summary>
    public string? Unrest()
    {
        foreach (var service in new[] { "ingestion", "correlation" })
        {
            var database = Databases[service];
            if (database.Numbers.LastEventUpTo(database.Progress) < database.Numbers.Tail)
            {
                return $"the outbox of {service} stands at {database.Progress} of {database.Numbers.Tail}";
            }
        }

        foreach (var listener in Databases.Values)
        {
            foreach (var (source, bookmark) in listener.Bookmarks.Where(p => p.Value.Position < Databases[p.Key].Numbers.Tail))
            {
                return $"{listener.Service} stands at {source} {bookmark.Position} of {Databases[source].Numbers.Tail}";
            }
        }

        return Broker.Queues.Values.Where(q => q.Events > 0).Select(q => $"{q.Events} messages are not acknowledged in {q.Name}").FirstOrDefault()
            ?? receivers.Where(r => r.Value.Trouble is not null).Select(r => $"{r.Key} is in trouble: {r.Value.Trouble}").FirstOrDefault()
            ?? Readers.Where(r => (r.Last ?? -1) < Databases["correlation"].Numbers.Tail).Select(r => $"a page stands at {r.Last} of {Databases["correlation"].Numbers.Tail}").FirstOrDefault();
    }

    private void Publish(Process process, Line line, Database database)
    {
        var settings = Settings with { Service = process.Service, Instance = process.Name };
        var publisher = parts.Publisher(line);
        var store = parts.Store(new OwnStore(process, database), database);
        var outbox = new PublishStoredEvents(publisher, settings, store, new Confirms(), parts.Time(process), new Said<PublishStoredEvents>(process));
        var watermark = new SayHowFar(publisher, settings, store, process.Time, new Said<SayHowFar>(process));
        process.Host("the outbox", () => new Daemon(process, database, outbox, parts.MarkWaitsForOpen).RunAsync());
        process.Host("the watermark", () => watermark.RunAsync(process.Stop));
    }

    private Listening Receive(Process process, Database database, IRemember memory, params string[] sources)
    {
        var receiver = receivers[process.Name] = new(
            parts.Memory(memory),
            parts.Bookmarks(new Bookmarks(process, database, memory as Tally, parts.Fence)),
            new Feeds(process, this, parts.FeedKeepsToMark),
            new(sources, process.Service == "projection" ? new Pace(PerSecond: 12, AtOnce: 6, Crowd: 100) : null),
            parts.Time(process),
            new Said<ReceiveInOrder>(process));
        process.Host("the receiver", () => receiver.RunAsync(process.Stop));
        return new(process.Service, sources, Daemon.PageSize + 3, parts.Take(receiver), IsTemporary: false, OneByOne: false);
    }

    private Listening Show(Process process)
    {
        var feed = new AlertFeed(new Feeds(process, this, parts.FeedKeepsToMark), process.Time, new Said<AlertFeed>(process));
        Console = (process, feed);
        return new(process.Name, ["correlation"], Daemon.PageSize + 3, parts.Show(feed), IsTemporary: true, OneByOne: true);
    }

    private sealed class Said<T>(Process process) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => process.World.Tells;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            process.World.Say(process.Name, $"\"{formatter(state, exception)}\"{(exception is null ? "" : $" ({exception.Message})")}");
    }
}
