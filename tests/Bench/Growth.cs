using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>Whether a report costs more when much is held already: processor time a report, latency and memory, empty and with 20,000 incidents.</summary>
internal static class Growth
{
    public static async Task RunAsync(RunningSystem system)
    {
        await Latency.PrepareAsync(system);
        await Latency.MeasureAsync(system, "warm-up", 20, TimeSpan.FromSeconds(10), quiet: true);
        Console.WriteLine($"{"20/s for 15 s",-18} {"p50 ms",8} {"p99 ms",8}");
        await MeasureAsync(system, "few incidents");
        var (done, settled) = await ImportRate.ImportAsync(system, "bulk", 20_000, 2);
        await MeasureAsync(system, "20,000 more");
        Console.WriteLine($"  (20,000 rows were done in {done.TotalSeconds:0.0} s, settled in {settled.TotalSeconds:0.0} s)");
    }

    private static async Task MeasureAsync(RunningSystem system, string name)
    {
        await system.SettleAsync();
        var used = Conditions.Used(system);
        var latency = await Latency.MeasureAsync(system, name, 20, TimeSpan.FromSeconds(15), quiet: true);
        await system.SettleAsync();
        Console.WriteLine($"  {name,-16} {latency.At(50),8:0.0} {latency.At(99),8:0.0}   load {Conditions.Load()}");
        Console.WriteLine($"    processor ms a report: {Conditions.Cost(system, used, latency.Count)}");
        Console.WriteLine($"    resident MiB: {Conditions.Memory(system)}");
    }
}
