using System.ComponentModel;
using Timeline.Tests.Stack.Running;

namespace Timeline.Faults.Striking;

/// <summary>
/// The processes of a system under faults. What a fault ended, the fault starts again; what ended by itself is started again a second later,
/// as every supervisor does, and is told of: nothing else is done for any of them.
/// </summary>
internal sealed class Processes(RunningSystem system, Action<string> say)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly HashSet<string> away = [];

    /// <summary>Those that ended though nobody had ended them, each with how it ended and its last words.</summary>
    public List<string> EndedByThemselves { get; } = [];

    public async Task KillAsync(string process)
    {
        ServiceProcess? found;
        lock (gate)
        {
            away.Add(process);
            found = system.Present.GetValueOrDefault(process);
        }

        if (found is { IsAlive: true })
        {
            await found.KillAsync();
        }
    }

    /// <summary>SIGTERM, and SIGKILL to one that does not end.</summary>
    public async Task EndAsync(string process)
    {
        ServiceProcess? found;
        lock (gate)
        {
            away.Add(process);
            found = system.Present.GetValueOrDefault(process);
        }

        if (found is not { IsAlive: true })
        {
            return;
        }

        using var limit = new CancellationTokenSource(Patience);
        try
        {
            found.AskToEnd();
            await found.EndAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            say($"{process} does not end within {Patience.TotalSeconds:0} s when asked, and is killed");
            await found.KillAsync();
        }
    }

    public void Start(string process)
    {
        lock (gate)
        {
            system.Launch(process);
            away.Remove(process);
        }
    }

    /// <summary>SIGSTOP to the process that runs under that name; what makes it go on again. One that is away just now has nothing to stop.</summary>
    public Action Stop(string process)
    {
        ServiceProcess found;
        lock (gate)
        {
            found = system.Present[process];
        }

        return Send(found.Pause) ? () => Send(found.Resume) : () => { };
    }

    // false where it has just ended
    private static bool Send(Action signal)
    {
        try
        {
            signal();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Starts again what ended by itself, until told to stop.</summary>
    public async Task KeepAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (gate)
            {
                foreach (var (name, process) in system.Present.Where(p => !p.Value.IsAlive && !away.Contains(p.Key)).ToList())
                {
                    var words = string.Join(" | ", process.Lines.TakeLast(3));
                    EndedByThemselves.Add($"{name}, exit code {process.ExitCode}: {words}");
                    say($"{name} ended by itself with exit code {process.ExitCode} and is started again");
                    system.Launch(name);
                }
            }
        }
    }
}
