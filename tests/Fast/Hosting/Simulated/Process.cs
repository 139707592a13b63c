namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>
/// A process of a service, on which the real code runs: every continuation of it is a job of the world. It can be killed between any two of them,
/// or stopped (SIGSTOP) and resumed: what it was about to do, and what reached it meanwhile, it then does.
/// </summary>
internal sealed class Process : SynchronizationContext
{
    private readonly List<Action> backlog = [];
    private readonly Action end;

    public Process(World world, string name, int life)
    {
        World = world;
        Name = name;
        IsFirst = life == 1;
        Chance = world.Chance.Of($"{name} {life}");
        Time = new VirtualTime(this);
        var stopping = new CancellationTokenSource();
        Stop = stopping.Token;
        end = stopping.Cancel;
    }

    public World World { get; }

    public string Name { get; }

    /// <summary>Whether it is the first process of its name.</summary>
    public bool IsFirst { get; }

    public string Service => Name[..Name.IndexOf('-')];

    public Chance Chance { get; }

    public TimeProvider Time { get; }

    /// <summary>Asks it to end by itself (SIGTERM).</summary>
    public CancellationToken Stop { get; }

    public bool Alive { get; private set; } = true;

    /// <summary>Since when it stands still; null while it runs.</summary>
    public TimeSpan? StoppedSince { get; private set; }

    /// <summary>At which of its steps it dies.</summary>
    public int? DiesAtStep { get; set; }

    /// <summary>How many continuations of it have run.</summary>
    public int Steps { get; private set; }

    public event Action? Died;

    public event Action? Stopped;

    /// <summary>It is about to learn the outcome of something it asked for.</summary>
    public event Action<string>? Reached;

    /// <inheritdoc/>
    /// <remarks>What a dead one left behind is collected, and a timer that is collected says so on whatever thread that happens.</remarks>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Alive)
        {
            World.After(Chance.Ms(0, 0.05), () => Run(() => d(state)));
        }
    }

    public void Run(Action job)
    {
        if (!Alive)
        {
            return;
        }

        if (StoppedSince is not null)
        {
            backlog.Add(job);
            return;
        }

        var outside = Current;
        SetSynchronizationContext(this);
        try
        {
            job();
        }
        finally
        {
            SetSynchronizationContext(outside);
        }

        if (++Steps == DiesAtStep)
        {
            Kill();
        }
    }

    /// <summary>Runs a job with which it learns of an outcome, unless that is when it dies or stops.</summary>
    public void Learn(string what, Action job)
    {
        if (Alive && StoppedSince is null)
        {
            Reached?.Invoke(what);
        }

        Run(job);
    }

    /// <summary>Runs one of the loops that a host runs as long as it lives.</summary>
    public void Host(string what, Func<Task> loop) => Run(() => _ = WatchAsync(what, loop));

    public void Kill()
    {
        if (Alive)
        {
            World.Say(Name, $"is killed");
            Alive = false;
            Died?.Invoke();
        }
    }

    public void AskToEnd()
    {
        World.Say(Name, $"is asked to end");
        Run(end);
    }

    public void StandStill()
    {
        if (Alive && StoppedSince is null)
        {
            World.Say(Name, $"stands still");
            StoppedSince = World.Now;
            Stopped?.Invoke();
        }
    }

    public void GoOn()
    {
        if (Alive && StoppedSince is not null)
        {
            World.Say(Name, $"goes on, with {backlog.Count} things to do");
            StoppedSince = null;
            foreach (var job in backlog)
            {
                World.After(Chance.Ms(0, 2), () => Run(job));
            }

            backlog.Clear();
        }
    }

    private async Task WatchAsync(string what, Func<Task> loop)
    {
        try
        {
            await loop();
        }
        catch (Exception e) when (!Stop.IsCancellationRequested)
        {
            World.Fail($"{what} of {Name} ended: {e}");
        }
        catch (OperationCanceledException)
        {
            // it was asked to
        }
    }
}
