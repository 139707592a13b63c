using System.Net.Http.Json;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Operations;

/// <summary>What one report does can be followed through all processes, from the request to the page that is told.</summary>
public class TraceTests(WatchedSystem watched) : WatchedTests(watched)
{
    [Fact]
    public async Task One_trace_leads_from_a_report_through_outbox_and_broker_to_the_alert_on_the_stream()
    {
        await System.ImportAsync([Rows.Harvest("harvest-trace", 1997), Rows.Closure("closure-trace", 1997)], "trace");
        await System.SettleAsync();
        System.ListenToAlerts(after: null);

        var report = Rows.Incursion("raid", "1997-08-05", "1997-08-05");
        report.Remove("externalId");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reports") { Content = JsonContent.Create(report) };
        request.Headers.Add("traceparent", $"00-{Trace}-{Caller}-01");
        using var answer = await System.Gateway.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var trace = await Wait.ForAsync(() => Task.FromResult(Watched.Spans.All.Where(s => s.TraceId == Trace).ToList()), IsWhole, Limit, Told);
        var stretches = Watched.Spans.All.Where(s => s.Name == "take stretch" && s.Links.Contains(Trace)).Select(s => s.Service).ToHashSet();

        Say(Told(trace));
        Assert.Equal([RunningSystem.Console, Correlation, Ingestion, Projection], trace.Select(s => s.Service).Distinct().Order());
        Assert.Superset(new HashSet<string> { Correlation, Projection }, stretches);
    }

    [Fact]
    public async Task Nothing_that_only_repeats_itself_makes_traces()
    {
        await System.ImportAsync([Rows.Harvest("harvest-quiet", 1989)], "quiet");
        await System.SettleAsync();
        await Wait.ForAsync(() => Task.FromResult(Watched.Spans.All.Count), count => count > 0, Limit);
        var quiet = DateTimeOffset.UtcNow;
        await Task.Delay(TimeSpan.FromSeconds(3));   // three watermarks, fifteen polls

        Assert.Empty(Watched.Spans.All.Where(s => s.Began > quiet && s.ParentId.Length == 0).Select(s => $"{s.Service} {s.Name}"));
    }

    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736", Caller = "00f067aa0ba902b7";

    // each process sends its spans when it comes to it: one may be there before the one it hangs on
    private static bool IsWhole(List<Span> trace) => !trace.Exists(s => HangsInTheAir(s, trace))
        && trace.Any(s => (s.Service, s.Name) == (RunningSystem.Console, "alert to stream")) && trace.Select(s => s.Service).Distinct().Count() == 4
        && trace.Any(s => (s.Service, s.Name) == (Ingestion, "outbox publish")) && trace.Any(s => (s.Service, s.Name) == (Correlation, "outbox publish"));

    private static bool HangsInTheAir(Span span, List<Span> trace) => span.ParentId != Caller && !trace.Exists(s => s.SpanId == span.ParentId);

    private static string Told(List<Span> trace) => string.Join('\n', trace.Select(s => $"{s.Service,-12} {s.Name}{(HangsInTheAir(s, trace) ? " hangs in the air" : "")}"));
}
