using System.Diagnostics;
using Timeline.Faults;
using Timeline.Faults.Striking;
using Timeline.Tests.Stack.Running;

Options options;
try
{
    options = Options.Read(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

var begun = Stopwatch.GetTimestamp();
var servers = new Servers();
var reports = new List<RoundReport>();
await using var empty = new Schemas();   // the empty databases go when all is over
for (var i = 0; i < options.Rounds && !(Stopwatch.GetElapsedTime(begun).TotalMinutes >= options.Minutes); i++)
{
    var seed = options.Seed + i;
    Console.WriteLine($"round {i + 1}, seed {seed}");
    var report = await new Round(seed, servers, Console.WriteLine).RunAsync();
    reports.Add(report);
    Summary.Say(report);
}

Summary.Say(reports);
return reports.TrueForAll(r => r.Judgement.Passed) ? 0 : 1;
