using System.Diagnostics;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack;
using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>
/// From POST to the alert on an open stream: each report is of an incursion that begins inside the window of a season whose harvest was recorded
/// before, so each makes one match and one alert. Beside every report one bare message goes over the same broker.
/// </summary>
internal static class Latency
{
    private const int FirstYear = 1940, Years = 40;
    private const string Rule = "incursion-in-harvest-window~1~fergana~";

    private sealed record Post(string Incident, long Position, long Sent, DateTime At, double Answered);

    public static async Task RunAsync(RunningSystem system, Ratios ratios)
    {
        await PrepareAsync(system);
        await MeasureAsync(system, "warm-up", 10, TimeSpan.FromSeconds(10), quiet: true);
        await MeasureAsync(system, "1/s", 1, TimeSpan.FromSeconds(30), ratios);
        await MeasureAsync(system, "50/s", 50, TimeSpan.FromSeconds(20), ratios);
    }

    /// <summary>Records the harvests of forty seasons.</summary>
    public static async Task PrepareAsync(RunningSystem system)
    {
        await system.ImportAsync(Enumerable.Range(FirstYear, Years).Select(y => Rows.Harvest($"harvest-{y}", y)), "bench");
        await system.SettleAsync();
    }

    /// <summary>Posts at an even rate, without waiting for answers, and waits until every alert has come.</summary>
    public static async Task<Figures> MeasureAsync(RunningSystem system, string name, int perSecond, TimeSpan length, Ratios? ratios = null, bool quiet = false)
    {
        var count = (int)(perSecond * length.TotalSeconds);
        await using var alerts = await AlertTimes.ListenAsync(system.Address(RunningSystem.Console));
        await using var hop = await BareHop.OpenAsync(system);
        var posts = new List<Task<Post>>(count);
        var hops = new List<Task>(count);
        var used = Conditions.Used(system);
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            await UntilAsync(begin, TimeSpan.FromSeconds((double)i / perSecond));
            posts.Add(PostAsync(system, i));
            await UntilAsync(begin, TimeSpan.FromSeconds((i + 0.5) / perSecond));
            hops.Add(hop.SendAsync());
        }

        var sent = await Task.WhenAll(posts);
        await Task.WhenAll(hops);
        await Wait.UntilAsync(() => Task.FromResult(sent.All(p => alerts.Of(Rule + p.Incident) is not null)), RunningSystem.Limit);
        var whole = new Figures();
        var answered = new Figures();
        var committed = new Figures();
        var judged = new Figures();
        var told = new Figures();
        var recorded = await RecordedAsync(system, sent.Min(p => p.Position));
        foreach (var post in sent)
        {
            var alert = alerts.Of(Rule + post.Incident)!;
            whole.Add(Stopwatch.GetElapsedTime(post.Sent, alert.Ticks).TotalMilliseconds);
            answered.Add(post.Answered);
            committed.Add((recorded[post.Position] - post.At).TotalMilliseconds);
            judged.Add((alert.Recorded - recorded[post.Position]).TotalMilliseconds);
            told.Add((alert.At - alert.Recorded).TotalMilliseconds);
        }

        ratios?.Took($"time to alert at {name} (p50)", whole.At(50), "one bare hop over the broker (p50)", hop.Received.At(50));
        ratios?.Took($"time to alert at {name} (p99)", whole.At(99), "one bare hop over the broker (p99)", hop.Received.At(99));
        if (!quiet)
        {
            Console.WriteLine($"{name,-34} {"n",6} {"p50 ms",9} {"p99 ms",9} {"max ms",9}");
            Console.WriteLine($"  {"POST sent -> alert received",-32} {whole}");
            Console.WriteLine($"  {"  POST sent -> answered",-32} {answered}");
            Console.WriteLine($"  {"  POST sent -> report recorded",-32} {committed}");
            Console.WriteLine($"  {"  report -> alert recorded",-32} {judged}");
            Console.WriteLine($"  {"  alert recorded -> received",-32} {told}");
            Console.WriteLine($"  {"bare hop, publish -> received",-32} {hop.Received}");
            Console.WriteLine($"  {"bare hop, publish -> confirmed",-32} {hop.Confirmed}");
            Console.WriteLine($"  alert / bare hop: p50 {whole.At(50) / hop.Received.At(50):0.0}, p99 {whole.At(99) / hop.Received.At(99):0.0}; alert events heard {alerts.Heard}");
            await system.SettleAsync();
            Console.WriteLine($"  processor ms a report: {Conditions.Cost(system, used, count)}; load {Conditions.Load()}");
        }

        return whole;
    }

    private static async Task UntilAsync(long begin, TimeSpan due)
    {
        if (due - Stopwatch.GetElapsedTime(begin) is { TotalMilliseconds: > 0 } left)
        {
            await Task.Delay(left);
        }
    }

    private static async Task<Post> PostAsync(RunningSystem system, int i)
    {
        var day = new DateOnly(FirstYear + (i % Years), 7, 1).AddDays(i / Years % 80).ToString("O");
        var report = Rows.Incursion($"raid-{i}", day, day);
        report.Remove("externalId");
        var (sent, at) = (Stopwatch.GetTimestamp(), DateTime.UtcNow);
        var answer = await system.PostAsync("/api/reports", report);
        var took = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
        return answer.Succeeded
            ? new((string)answer.Body!["incidentId"]!, (long)answer.Body["position"]!, sent, at, took)
            : throw new InvalidOperationException($"a report was refused: {(int)answer.Status} {answer.Body}");
    }

    private static async Task<Dictionary<long, DateTime>> RecordedAsync(RunningSystem system, long from)
    {
        await using var command = system.Databases.Of(RunningSystem.Ingestion).CreateCommand("select seq_id, timestamp from timeline.mt_events where seq_id >= $1");
        command.Parameters.Add(new() { Value = from });
        await using var rows = await command.ExecuteReaderAsync();
        var recorded = new Dictionary<long, DateTime>();
        while (await rows.ReadAsync())
        {
            recorded.Add(rows.GetInt64(0), rows.GetDateTime(1));
        }

        return recorded;
    }
}
