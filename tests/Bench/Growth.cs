using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>Whether a report costs more when much is held already: processor time a report, latency and memory, empty and with 20,000 incidents.</summary>
internal static class Growth
{
    private static readonly string[] Services = [RunningSystem.Ingestion, RunningSystem.Correlation, RunningSystem.Projection, RunningSystem.Console];

    public static async Task RunAsync(RunningSystem system)
    {
        await Latency.PrepareAsync(system);
        await Latency.MeasureAsync(system, "warm-up", 20, TimeSpan.FromSeconds(10), quiet: true);
        Console.WriteLine($"{"20/s for 15 s",-18} {"p50 ms",8} {"p99 ms",8}   processor ms a report, resident MiB: {string.Join(", ", Services)}");
        await MeasureAsync(system, "few incidents");
        var (done, settled) = await ImportRate.ImportAsync(system, "bulk", 20_000, 2);
        await MeasureAsync(system, "20,000 more");
        Console.WriteLine($"  (20,000 rows were done in {done.TotalSeconds:0.0} s, settled in {settled.TotalSeconds:0.0} s)");
    }

    private static async Task MeasureAsync(RunningSystem system, string name)
    {
        await system.SettleAsync();
        var before = Services.Select(s => Conditions.Used(system.ProcessId(s))).ToList();
        var latency = await Latency.MeasureAsync(system, name, 20, TimeSpan.FromSeconds(15), quiet: true);
        await system.SettleAsync();
        var costs = Services.Zip(before, (s, b) => $"{(Conditions.Used(system.ProcessId(s)) - b).TotalMilliseconds / latency.Count:0.0} ms {Conditions.Memory(system.ProcessId(s)):0} MiB");
        Console.WriteLine($"  {name,-16} {latency.At(50),8:0.0} {latency.At(99),8:0.0}   {string.Join(", ", costs)}");
    }
}
