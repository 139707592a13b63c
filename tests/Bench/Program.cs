using Timeline.Bench;
using Timeline.Tests.Stack.Running;

var known = new Dictionary<string, Func<RunningSystem, Ratios, Task>>
{
    ["commit"] = CommitTime.RunAsync,
    ["latency"] = Latency.RunAsync,
    ["import"] = ImportRate.RunAsync,
    ["throughput"] = Throughput.RunAsync,
    ["known"] = KnownAt.RunAsync,
    ["growth"] = (system, _) => Growth.RunAsync(system),
    ["backtest"] = (system, _) => Backtests.RunAsync(system),
};
var chosen = args.Length == 0 ? ["commit", "latency", "import", "throughput", "known"] : args;
if (chosen.FirstOrDefault(name => !known.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"bench does not know '{unknown}'; it measures: {string.Join(", ", known.Keys)}");
    return 2;
}

var ratios = new Ratios();
await Conditions.SayAsync();
await using var empty = new Schemas();   // the empty databases go when all is measured
foreach (var name in chosen)
{
    // each on an empty system, so that the order in which they are asked for does not matter
    await using var system = await RunningSystem.StartNewAsync();
    Console.WriteLine();
    Console.WriteLine($"== {name} ({DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, load {Conditions.Load()})");
    await known[name](system, ratios);
    Console.WriteLine($"load at the end: {Conditions.Load()}");
    foreach (var complaint in system.Complaints().Take(5))
    {
        Console.WriteLine($"complaint: {complaint}");
    }
}

ratios.Say();
return 0;
