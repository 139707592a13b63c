using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Timeline.Tests.Stack.Running;

/// <summary>One process of a service, what it wrote, and the signals it can be sent. It is found by its id alone.</summary>
public sealed class ServiceProcess
{
    private const int Terminate = 15;
    private const int Stop = 19;
    private const int Continue = 18;
    private static readonly ConcurrentDictionary<int, Process> Alive = new();

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    static ServiceProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var left in Alive.Values)
        {
            left.Kill();
        }
    };

    public ServiceProcess(string name, string service, IReadOnlyDictionary<string, string> environment, string? verb = null)
    {
        Name = name;
        var folder = Path.Combine(Surroundings.Programs, service);
        var program = Path.Combine(folder, $"Timeline.{char.ToUpperInvariant(service[0])}{service[1..]}.dll");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        if (verb is not null)
        {
            start.ArgumentList.Add(verb);
        }

        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        process = Process.Start(start)!;
        Alive[process.Id] = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public int Id => process.Id;

    public bool IsAlive => !process.HasExited;

    /// <summary>How it ended; above 128 it is the signal that ended it, and 128.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>What it wrote, oldest first, each line with the time of its arrival (UTC).</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>SIGKILL: no chance to say or tidy anything.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        Alive.TryRemove(process.Id, out _);
    }

    /// <summary>SIGTERM: it may finish what it does.</summary>
    public void AskToEnd() => Send(Terminate);

    /// <summary>SIGSTOP: it stands still and keeps all its connections.</summary>
    public void Pause() => Send(Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => Send(Continue);

    /// <summary>Waits for its end; its exit code.</summary>
    public async Task<int> EndAsync(CancellationToken stop)
    {
        await process.WaitForExitAsync(stop);
        Alive.TryRemove(process.Id, out _);
        return process.ExitCode;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {line}");
        }
    }

    private void Send(int signal)
    {
        if (kill(process.Id, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
