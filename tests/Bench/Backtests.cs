using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>A backtest of every rule in force over 20,000 incidents that became known over sixty years: from the question to the answer, through the gateway.</summary>
internal static class Backtests
{
    private const int Count = 20_000;

    public static async Task RunAsync(RunningSystem system)
    {
        await ImportRate.ImportAsync(system, "past", Count, 4, known: true);
        Console.WriteLine($"{"a backtest over 20,000 incidents",-46} {"seconds",8} {"processor",10} {"instants",9} {"fired",6}");
        foreach (var rule in (await system.GetAsync("/api/rules")).AsArray().Select(r => (string)r!["id"]!).Prepend("incursion-in-harvest-window"))
        {
            var (begin, used) = (Stopwatch.GetTimestamp(), Processor());
            using var asked = new HttpRequestMessage(HttpMethod.Post, "/api/rules/backtest") { Content = JsonContent.Create(new { rule, theatre = "fergana" }) };
            asked.Headers.Add("Prefer", "wait=60");
            using var answer = await system.Gateway.SendAsync(asked);
            var past = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!;
            var took = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            // what a rule is first asked for is also paid for compiling it
            Console.WriteLine($"  {rule,-44} {took,8:0.00} {(Processor() - used).TotalSeconds,10:0.00} {past["steps"],9} {past["seasons"]!.AsArray().Count(s => (bool)s!["fired"]!),6}");
        }

        TimeSpan Processor()
        {
            using var correlation = Process.GetProcessById(system.ProcessId(RunningSystem.Correlation));
            return correlation.TotalProcessorTime;
        }
    }
}
