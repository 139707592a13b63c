using Timeline.Bench;
using Timeline.Tests.Stack.Running;

var ratios = new Ratios();
if (args is ["matching", .. var sizes])
{
    // the engine alone: no server is asked for
    Conditions.SayMachine();
    MeasureMatching.Run(sizes.Length == 0 ? [10_000, 100_000, 1_000_000] : [.. sizes.Select(int.Parse)], ratios);
    ratios.Say();
    return 0;
}

if (args is ["duplicates", .. var folder])
{
    // files of registers that tell of the same incidents, in a folder of whoever asks: none of them is kept here
    Conditions.SayMachine();
    return folder is [var path] ? await MeasureDuplicates.RunAsync(path) : MeasureDuplicates.SayWhat();
}

var known = new Dictionary<string, Func<RunningSystem, Ratios, Task>>
{
    ["commit"] = CommitTime.RunAsync,
    ["latency"] = Latency.RunAsync,
    ["import"] = ImportRate.RunAsync,
    ["throughput"] = Throughput.RunAsync,
    ["known"] = KnownAt.RunAsync,
    ["growth"] = (system, _) => Growth.RunAsync(system),
    ["restart"] = (system, ratios) => Restart.RunAsync(system, ratios, 100_000),
    ["restart-million"] = (system, ratios) => Restart.RunAsync(system, ratios, 1_000_000),
    ["backtest"] = (system, _) => Backtests.RunAsync(system),
};
if (args is ["import", _, ..] && args[1..].All(size => int.TryParse(size, out _)))
{
    // each size on a system of its own: what memory the largest takes is seen of no other
    foreach (var size in args[1..].Select(int.Parse))
    {
        known[$"import {size}"] = (system, ratios) => ImportRate.RunAsync(system, ratios, size);
    }

    args = [.. args[1..].Select(size => $"import {int.Parse(size)}")];
}

if (args is ["files", .. var where])
{
    if (where is not [var files] || !Directory.Exists(files))
    {
        return TakeFiles.SayWhat();
    }

    known["files"] = (system, _) => TakeFiles.RunAsync(system, files);
    args = ["files"];
}

var chosen = args.Length == 0 ? ["commit", "latency", "import", "throughput", "known", "restart"] : args;
if (chosen.FirstOrDefault(name => !known.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"bench does not know '{unknown}'; it measures: {string.Join(", ", known.Keys)}, files with a folder, or matching or duplicates alone");
    return 2;
}

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
