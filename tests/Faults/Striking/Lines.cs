using Timeline.Faults.Drawing;
using Timeline.Tests.Stack.Running;

namespace Timeline.Faults.Striking;

/// <summary>The lines of one system: a proxy between each process and each server that it speaks to.</summary>
internal sealed class Lines : IAsyncDisposable
{
    private readonly Dictionary<(string Process, string Server), Proxy> lines = [];

    /// <summary>Lays them, before the processes are started.</summary>
    public Lines(RunningSystem system, IEnumerable<string> processes)
    {
        foreach (var process in processes)
        {
            var instance = process.Contains('-', StringComparison.Ordinal) ? process : $"{process}-1";
            var broker = lines[(process, Plan.Rabbit)] = new(Surroundings.Rabbit.Host, Surroundings.Rabbit.Port);
            system.Change(instance, "TIMELINE_RABBIT", system.Broker.Address(broker.Port).ToString());
            if (process != RunningSystem.Console)
            {
                var through = Surroundings.Postgres;
                var database = lines[(process, Plan.Postgres)] = new(through.Host!, through.Port);
                through.Port = database.Port;
                system.Change(instance, "TIMELINE_POSTGRES", through.ConnectionString);
            }
        }
    }

    public Proxy Between(string process, string server) => lines[(process, server)];

    public async ValueTask DisposeAsync()
    {
        foreach (var line in lines.Values)
        {
            await line.DisposeAsync();
        }
    }
}
