using Timeline.Hosting;

namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>What must be true whenever something happens, and at the end.</summary>
internal sealed class Truth(World world)
{
    private readonly HashSet<(string, long)> reached = [];

    public Dictionary<string, Database> Databases { get; } = [];

    /// <summary>A message of the bus has reached the broker.</summary>
    public void Reached(Sent sent) => reached.Add((sent.Source, sent.Position));

    /// <summary>What a service takes in is stored and final, comes next, and comes once.</summary>
    public void Took(Database listener, Sent sent)
    {
        var last = listener.Taken.FindLast(t => t.Source == sent.Source)?.Position ?? 0;
        var producer = Databases[sent.Source].Numbers;
        if (producer.Find(sent.Position) is not { Fate: Fate.Stored } number || number.Id != sent.Id)
        {
            world.Fail($"{listener.Service} took {sent.Source} {sent.Position}, which was never stored");
        }
        else if (sent.Position <= last)
        {
            world.Fail($"{listener.Service} took {sent.Source} {sent.Position} after {last}");
        }
        else if (producer.Between(last, sent.Position - 1).FirstOrDefault(n => n.Fate == Fate.Stored) is { } missed)
        {
            world.Fail($"{listener.Service} took {sent.Source} {sent.Position} after {last} and passed over {missed.Sequence}");
        }
    }

    /// <summary>Only what is committed is acknowledged. A watermark tells nothing that the next does not tell.</summary>
    public void Acknowledged(string queue, Sent sent)
    {
        if (sent.Event is not null && Databases.TryGetValue(queue, out var listener) && listener.Bookmarks.TryGetValue(sent.Source, out var bookmark) && bookmark.Position < sent.Position)
        {
            world.Fail($"{queue} acknowledged {sent.Source} {sent.Position} before it was committed: it stands at {bookmark.Position}");
        }
    }

    /// <summary>Only what has reached the broker is checked off.</summary>
    public void Sent(Database producer, long floor, long ceiling)
    {
        if (producer.Numbers.Between(floor, ceiling).FirstOrDefault(n => n.Fate == Fate.Stored && !reached.Contains((producer.Service, n.Sequence))) is { } unsent)
        {
            world.Fail($"the outbox of {producer.Service} says that {unsent.Sequence} is sent, which never reached the broker");
        }
    }

    /// <summary>A page hears what comes next, and hears it once.</summary>
    public void Heard(string reader, long after, Sent sent)
    {
        var missed = Databases["correlation"].Numbers.Between(after, sent.Position - 1).FirstOrDefault(n => n.Fate == Fate.Stored);
        if (sent.Position <= after || missed is not null)
        {
            world.Fail($"{reader} heard {sent.Position} after {after}{(missed is null ? "" : $" and not {missed.Sequence}")}");
        }
    }

    /// <summary>At rest: what was told follows from all that was reported, in its order, each once.</summary>
    public void AtRest()
    {
        var told = Databases["correlation"].Numbers.Events.Select(n => n.Happened).ToList();
        var due = Databases["ingestion"].Numbers.Events.SelectMany((report, i) => Tally.Tell((Reported)report.Happened, i + 1)).ToList();
        var days = told.OfType<DayReached>().Select(d => d.Day).ToList();
        if (!told.OfType<Told>().SequenceEqual(due))
        {
            world.Fail($"told was: {string.Join(' ', told.OfType<Told>())}; due was: {string.Join(' ', due)}");
        }
        else if (!days.SequenceEqual(days.Distinct().Order()))
        {
            world.Fail($"days told: {string.Join(' ', days)}");
        }
    }
}
