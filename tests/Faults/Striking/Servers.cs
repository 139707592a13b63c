using System.Diagnostics;
using Npgsql;
using Timeline.Faults.Drawing;
using Timeline.Tests.Stack.Running;

namespace Timeline.Faults.Striking;

/// <summary>PostgreSQL and RabbitMQ of this run, started by ./timeline faults: killed by their ids, started again as ./timeline up starts them.</summary>
internal sealed class Servers
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string command = Path.Combine(Surroundings.Checkout, "timeline");
    private readonly string data = Told("TIMELINE_FAULTS_DATA");

    /// <summary>Where the logs of both lie, and where failed rounds are kept.</summary>
    public string Data => data;

    /// <summary>SIGKILL to a server and all that it has started.</summary>
    public void Kill(string server)
    {
        var first = Id(server);
        foreach (var process in Descendants(first).Prepend(first))
        {
            Kill(process);
        }
    }

    /// <summary>SIGKILL to the first process of a server alone.</summary>
    public void KillFirst(string server) => Kill(Id(server));

    /// <summary>SIGKILL to the process of one of PostgreSQL's sessions, of a database if it has any.</summary>
    /// <returns>The database of the session; null where there was none.</returns>
    public static async Task<string?> KillSessionAsync(string database)
    {
        var address = Surroundings.Postgres;
        address.Database = "postgres";
        address.Pooling = false;
        await using var server = NpgsqlDataSource.Create(address.ConnectionString);
        await using var ask = server.CreateCommand("select pid, datname from pg_stat_activity where datname <> current_database() order by datname = $1 desc, random() limit 1");
        ask.Parameters.Add(new() { Value = database });
        await using var sessions = await ask.ExecuteReaderAsync();
        if (!await sessions.ReadAsync())
        {
            return null;
        }

        Kill(sessions.GetInt32(0));
        return sessions.GetString(1);
    }

    /// <summary>Asks a server to end, and waits for it.</summary>
    public Task StopAsync(string server) => RunAsync(server, "stop");

    /// <summary>Starts a server until it answers. Like the supervisor of ./timeline up it tries again each second: what the killed one left may be in the way.</summary>
    public async Task StartAsync(string server)
    {
        var begun = Stopwatch.GetTimestamp();
        while (await RunAsync(server, "start") != 0)
        {
            if (Stopwatch.GetElapsedTime(begun) > Limit)
            {
                throw new TimeoutException($"{server} does not start; its log is in {data}/log");
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    public Task StartBothAsync() => Task.WhenAll(StartAsync(Plan.Postgres), StartAsync(Plan.Rabbit));

    private async Task<int> RunAsync(string server, string verb)
    {
        var start = new ProcessStartInfo(command) { RedirectStandardOutput = true, RedirectStandardError = true };
        new[] { "faults", "server", server, verb }.ToList().ForEach(start.ArgumentList.Add);
        using var run = Process.Start(start)!;
        var said = Task.WhenAll(run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();
        var code = run.ExitCode;
        await File.AppendAllLinesAsync(Path.Combine(data, "log", "servers.log"), (await said).Prepend($"{DateTime.UtcNow:HH:mm:ss.fff} {server} {verb}: {code}"));
        return code;
    }

    private int Id(string server) => int.Parse(File.ReadAllText(Path.Combine(data, "run", server)).Split(' ')[0]);

    private static void Kill(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            found.Kill();
        }
        catch (ArgumentException)
        {
            // gone by itself
        }
    }

    private static List<int> Descendants(int first)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            try
            {
                var state = File.ReadAllText(Path.Combine(folder, "stat"));
                parents[int.Parse(Path.GetFileName(folder))] = int.Parse(state[(state.LastIndexOf(')') + 2)..].Split(' ')[1]);
            }
            catch (IOException)
            {
                // ended meanwhile
            }
        }

        var found = new List<int> { first };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(parents.Where(p => p.Value == found[i]).Select(p => p.Key));
        }

        return found[1..];
    }

    private static string Told(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set: run ./timeline faults, which starts the servers and says where they are.");
}
