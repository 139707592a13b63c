using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>What a figure depends on besides the code: without it a figure means nothing.</summary>
internal static class Conditions
{
    private static readonly string[] Services = [RunningSystem.Ingestion, RunningSystem.Correlation, RunningSystem.Projection, RunningSystem.Console];

    public static async Task SayAsync()
    {
        SayMachine();
        Console.WriteLine($"PostgreSQL {await PostgresAsync()}; RabbitMQ {await RabbitAsync()}");
    }

    /// <summary>The same where no server is asked for.</summary>
    public static void SayMachine() =>
        Console.WriteLine($"cores {Environment.ProcessorCount}, load {Load()} (1, 5, 15 minutes), {RuntimeInformation.FrameworkDescription}, commit {Commit()}");

    /// <summary>The load averages over 1, 5 and 15 minutes; other programs on the machine are in it.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    /// <summary>The resident memory of each process.</summary>
    public static string Memory(RunningSystem system) => string.Join(", ", Services.Select(s => $"{s} {Memory(system.ProcessId(s)):0}"));

    /// <summary>The most resident memory that each process ever had.</summary>
    public static string PeakMemory(RunningSystem system) => string.Join(", ", Services.Select(s => $"{s} {PeakMemory(system.ProcessId(s)):0}"));

    // asked of the system itself: the framework's own figure is of the virtual memory on some
    private static double PeakMemory(int process)
    {
        using var found = Process.GetProcessById(process);
        var line = File.Exists($"/proc/{process}/status") ? File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return (line is null ? found.PeakWorkingSet64 / 1024.0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)) / 1024;
    }

    /// <summary>The processor time that PostgreSQL's processes for a service's open connections have used so far; null where they are not on this machine.</summary>
    public static async Task<TimeSpan?> UsedByServersAsync(RunningSystem system, string service)
    {
        var processes = await system.Databases.AskAsync<int[]>(service, "select array_agg(pid) from pg_stat_activity where datname = current_database()");
        if (processes is null || !processes.All(p => File.Exists($"/proc/{p}/stat")))
        {
            return null;
        }

        return TimeSpan.FromSeconds(processes.Select(p => File.ReadAllText($"/proc/{p}/stat").Split(')')[1].Split(' ')).Sum(f => long.Parse(f[12], CultureInfo.InvariantCulture) + long.Parse(f[13], CultureInfo.InvariantCulture)) / 100.0);
    }

    private static double Memory(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.WorkingSet64 / 1048576.0;
    }

    private static TimeSpan Used(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.TotalProcessorTime;
    }

    /// <summary>The processor time that each process of a system has used so far.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Used(RunningSystem system) => Services.ToDictionary(s => s, s => Used(system.ProcessId(s)));

    /// <summary>What each process has used since, shared out over so many reports. A crowded machine makes larger batches, and so a smaller figure.</summary>
    public static string Cost(RunningSystem system, IReadOnlyDictionary<string, TimeSpan> since, int reports) =>
        string.Join(", ", Services.Select(s => $"{s} {(Used(system.ProcessId(s)) - since[s]).TotalMilliseconds / reports:0.00}"));

    private static string Commit()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--dirty"]) { RedirectStandardOutput = true, RedirectStandardError = true });
        var said = git?.StandardOutput.ReadToEnd().Trim();
        return string.IsNullOrEmpty(said) ? "unknown" : said;
    }

    private static async Task<string> PostgresAsync()
    {
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Surroundings.Postgres.ConnectionString) { Database = "postgres" }.ConnectionString);
        await using var ask = server.CreateCommand("""
            select current_setting('server_version') || ' (fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit')
                || ', shared_buffers ' || current_setting('shared_buffers') || ')'
            """);
        return (string)(await ask.ExecuteScalarAsync())!;
    }

    private static async Task<string> RabbitAsync()
    {
        var address = Surroundings.RabbitManagement;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
        var overview = await http.GetFromJsonAsync<JsonNode>(new UriBuilder(address) { UserName = "", Password = "", Path = "/api/overview" }.Uri);
        return (string)overview!["rabbitmq_version"]!;
    }
}
