namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>A connection between a process and the broker, as the broker sees it. What travels keeps its order, but for the first moment after it was opened.</summary>
internal sealed class Connection(World world, Broker broker, Process process)
{
    // MassTransit publishes a page at once; while its channels are being opened the page arrives in any order
    private readonly TimeSpan cold = world.Now + broker.Chance.Ms(50, 500);
    private readonly TimeSpan[] last = [TimeSpan.Zero, TimeSpan.Zero];

    public Process Process => process;

    public bool IsOpen { get; private set; } = true;

    /// <summary>Confirms are swallowed; heartbeats pass, so nobody notices.</summary>
    public bool LosesConfirms { get; set; }

    /// <summary>Nothing passes in one direction, or in both, until the heartbeats that are missed close it.</summary>
    public bool IsSilentUp { get; private set; }

    public bool IsSilentDown { get; private set; }

    public event Action? Closed;

    /// <summary>From the process to the broker.</summary>
    public void Up(Action arrive) => Travel(0, () =>
    {
        if (IsOpen && !IsSilentUp)
        {
            arrive();
        }
    });

    /// <summary>From the broker to the process. What is on its way when the connection closes may still arrive.</summary>
    public void Down(Action arrive)
    {
        if (IsOpen && !IsSilentDown)
        {
            Travel(1, arrive);
        }
    }

    public void FallSilent(bool up, bool down)
    {
        world.Say(process.Name, $"its line to the broker falls silent{(up ? " towards the broker" : "")}{(down ? " from the broker" : "")}");
        IsSilentUp = up;
        IsSilentDown = down;
        world.After(broker.Chance.Ms(6000, 9000), Close);
    }

    public void Close()
    {
        if (IsOpen)
        {
            world.Say(process.Name, $"its connection to the broker is closed");
            IsOpen = false;
            broker.Forget(this);
            Closed?.Invoke();
        }
    }

    private void Travel(int direction, Action arrive)
    {
        var at = world.Now + (broker.Chance.Happens(0.02) ? broker.Chance.Ms(5, 50) : broker.Chance.Ms(0.1, 1));
        if (world.Now < cold)
        {
            at += broker.Chance.Ms(0, 20);
        }
        else
        {
            at = last[direction] = at < last[direction] ? last[direction] : at;
        }

        world.After(at - world.Now, arrive);
    }
}
