namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>Something that befalls the system, or is entered into it, at an instant.</summary>
internal abstract record Deed(TimeSpan At)
{
    /// <summary>When it has passed, and nothing of it stands in the way any more.</summary>
    public virtual TimeSpan Over => At;

    public abstract void Do(TheSystem system);

    protected abstract string Words { get; }

    public sealed override string ToString() => $"{At.TotalSeconds,7:0.000} {Words}";

    protected static string S(TimeSpan time) => $"{time.TotalSeconds:0.0##} s";
}

internal enum Ending { Stored, RolledBack, Tombstones }

/// <summary>Somebody enters reports: their numbers are taken at once, and are stored or not when the transaction ends.</summary>
internal sealed record Enter(TimeSpan At, int Count, TimeSpan Open, Ending Ending) : Deed(At)
{
    public override TimeSpan Over => At + Open + TimeSpan.FromMilliseconds(300);

    protected override string Words => $"{Count} reports, open for {S(Open)}, then {(Ending == Ending.Stored ? "stored" : Ending == Ending.RolledBack ? "rolled back" : "rolled back, tombstones left")}";

    public override void Do(TheSystem system)
    {
        var database = system.Databases["ingestion"];
        if (!database.Up)
        {
            return;
        }

        var session = database.Connect(null);
        session.Append(Enumerable.Range(0, Count).Select(i => new Reported((int)((At.Ticks + i) % 3))));
        system.World.After(Open, () => End(session));
    }

    private void End(Session session)
    {
        if (session.HasEnded)
        {
            return;
        }

        switch (Ending)
        {
            case Ending.Stored:
                session.Commit(null);
                break;
            case Ending.RolledBack:
                session.End();
                break;
            default:
                session.EndWithTombstones(TimeSpan.FromMilliseconds(At.Ticks % 300));
                break;
        }
    }
}

/// <summary>A process dies (kill -9), stands still (SIGSTOP) or is asked to end (SIGTERM), and is there again after a while.</summary>
/// <param name="Learning">At the very moment at which it would learn of this, if that is within a second; null for at once.</param>
internal sealed record Strike(TimeSpan At, string Process, Blow Blow, TimeSpan Away, string? Learning = null) : Deed(At)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public override TimeSpan Over => At + Away + (Learning is null ? TimeSpan.Zero : Patience);

    protected override string Words =>
        $"{Process} {(Blow == Blow.Kill ? "is killed" : Blow == Blow.StandStill ? "stands still" : "is asked to end")}{(Learning is null ? "" : $" when it would learn: {Learning}")}, for {S(Away)}";

    public override void Do(TheSystem system)
    {
        if (Learning is null || system.Find(Process) is not { Alive: true } process)
        {
            Hit(system);
            return;
        }

        var until = system.World.Now + Patience;
        process.Reached += Reached;

        void Reached(string what)
        {
            if (what == Learning || system.World.Now > until)
            {
                process.Reached -= Reached;
            }

            if (what == Learning && system.World.Now <= until)
            {
                Hit(system);
            }
        }
    }

    private void Hit(TheSystem system)
    {
        if (system.Find(Process) is not { Alive: true } process)
        {
            return;
        }

        switch (Blow)
        {
            case Blow.Kill:
                process.Kill();
                break;
            case Blow.StandStill:
                process.StandStill();
                break;
            default:
                process.AskToEnd();
                system.World.After(TimeSpan.FromMilliseconds(100), process.Kill);
                break;
        }

        system.World.After(Away, () =>
        {
            process.GoOn();
            system.Start(Process);
        });
    }
}

internal enum Blow { Kill, StandStill, AskToEnd }

/// <summary>A process' connection to the broker breaks, falls silent, or swallows confirms for a while.</summary>
internal sealed record Cut(TimeSpan At, string Process, LineIs LineIs, TimeSpan For) : Deed(At)
{
    public override TimeSpan Over => LineIs is LineIs.Closed ? At : LineIs is LineIs.SwallowsConfirms ? At + For : At + TimeSpan.FromSeconds(9);

    protected override string Words => $"the line of {Process} to the broker: {LineIs}{(LineIs is LineIs.SwallowsConfirms ? $" for {S(For)}" : "")}";

    public override void Do(TheSystem system)
    {
        if (system.Find(Process) is not { } process || system.Broker.Of(process) is not { } connection)
        {
            return;
        }

        switch (LineIs)
        {
            case LineIs.Closed:
                connection.Close();
                break;
            case LineIs.SwallowsConfirms:
                system.World.Say(Process, $"its confirms are swallowed");
                connection.LosesConfirms = true;
                system.World.After(For, () => connection.LosesConfirms = false);
                break;
            default:
                connection.FallSilent(up: LineIs is not LineIs.SilentDown, down: LineIs is not LineIs.SilentUp);
                break;
        }
    }
}

internal enum LineIs { Closed, SwallowsConfirms, SilentUp, SilentDown, Silent }

/// <summary>What waits in a queue is purged.</summary>
internal sealed record Purge(TimeSpan At, string Queue) : Deed(At)
{
    protected override string Words => $"the queue {Queue} is purged";

    public override void Do(TheSystem system) => system.Broker.Queues.GetValueOrDefault(Queue)?.Purge();
}

internal sealed record RestartBroker(TimeSpan At, TimeSpan Down) : Deed(At)
{
    public override TimeSpan Over => At + Down;

    protected override string Words => $"the broker is down for {S(Down)}";

    public override void Do(TheSystem system) => system.Broker.Restart(Down);
}

internal sealed record RestartDatabase(TimeSpan At, string Service, TimeSpan Down) : Deed(At)
{
    public override TimeSpan Over => At + Down;

    protected override string Words => $"the database of {Service} is down for {S(Down)}";

    public override void Do(TheSystem system) => system.Databases[Service].Restart(Down);
}

/// <summary>The next commit goes wrong, if there is one within two seconds.</summary>
internal sealed record SpoilCommit(TimeSpan At, string Service, CommitGoes Goes) : Deed(At)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public override TimeSpan Over => At + Patience + TimeSpan.FromSeconds(1);

    protected override string Words => $"the next commit of {Service}: {Goes}";

    public override void Do(TheSystem system)
    {
        var commits = system.Databases[Service].Commits;
        commits.Enqueue(Goes);
        system.World.After(Patience, commits.Clear);
    }
}

/// <summary>The session by which a process leads is ended; it goes on for a while, beside the next one.</summary>
internal sealed record Depose(TimeSpan At, string Service) : Deed(At)
{
    protected override string Words => $"whoever leads {Service} is deposed";

    public override void Do(TheSystem system) => system.Databases[Service].DeposeLeader();
}

internal sealed record FeedDown(TimeSpan At, string Service, TimeSpan For) : Deed(At)
{
    public override TimeSpan Over => At + For;

    protected override string Words => $"the feed of {Service} is down for {S(For)}";

    public override void Do(TheSystem system)
    {
        system.World.Say(Service, $"its feed is down");
        system.FeedsDown.Add(Service);
        system.World.After(For, () => system.FeedsDown.Remove(Service));
    }
}

/// <summary>The network between a page and the console is gone for a moment.</summary>
internal sealed record LosePage(TimeSpan At, int Page) : Deed(At)
{
    protected override string Words => $"page {Page + 1} loses its stream";

    public override void Do(TheSystem system) => system.Readers[Page].Leave();
}

/// <summary>A process dies at one step of all that it takes, and is there again after a moment.</summary>
internal sealed record KillAtStep(string Process, int Step) : Deed(TimeSpan.Zero)
{
    private static readonly TimeSpan Away = TimeSpan.FromMilliseconds(300);

    public override TimeSpan Over => TimeSpan.FromSeconds(8);

    protected override string Words => $"{Process} dies at its step {Step}";

    public override void Do(TheSystem system) => system.Started += process =>
    {
        if (process.Name == Process && process.IsFirst)
        {
            process.DiesAtStep = Step;
            process.Died += () => system.World.After(Away, () => system.Start(Process));
        }
    };
}
