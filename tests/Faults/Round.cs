using System.Diagnostics;
using Timeline.Faults.Drawing;
using Timeline.Faults.Judging;
using Timeline.Faults.Striking;
using Timeline.Faults.Telling;
using Timeline.Tests.Stack.Running;

namespace Timeline.Faults;

/// <param name="Settled">How long after the last fault all had come to rest; null: it did not.</param>
/// <param name="Logs">Where the logs of a failed round are kept.</param>
internal sealed record RoundReport(Plan Plan, Told Told, Judgement Judgement, IReadOnlyList<string> EndedByThemselves, TimeSpan? Settled, TimeSpan Taken, string? Logs);

/// <summary>
/// One round: a new system, three tellers whose truth is known, the faults of a seed; then nothing more is done for anybody, and when all has come
/// to rest it is judged.
/// </summary>
internal sealed class Round(int seed, Servers servers, Action<string> say)
{
    /// <summary>The set of the harvests and closings.</summary>
    public const string Seasons = "seasons";

    private static readonly TimeSpan RestLimit = TimeSpan.FromMinutes(3);

    private readonly Plan plan = Plan.Of(seed);
    private readonly Told told = new();
    private readonly Judgement judgement = new();
    private readonly List<string> lines = [];
    private readonly long begun = Stopwatch.GetTimestamp();
    private TimeSpan? settled;

    public async Task<RoundReport> RunAsync()
    {
        await servers.StartBothAsync();   // the round before may have left one dead
        var system = new RunningSystem();
        system.Change(RunningSystem.Correlation, "TIMELINE_STRETCH", "20");   // so small that every restart reads some
        var processes = new Processes(system, Say);
        string? logs = null;
        try
        {
            await using var between = new Lines(system, plan.Processes);
            await RunAsync(system, processes, between);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException or HttpRequestException or Npgsql.NpgsqlException)
        {
            judgement.Add("the round came to no end", [e.Message]);
        }
        finally
        {
            logs = judgement.Passed ? null : await KeepLogsAsync(system);
            await system.DisposeAsync();
        }

        return new(plan, told, judgement, processes.EndedByThemselves, settled, Stopwatch.GetElapsedTime(begun), logs);
    }

    private async Task RunAsync(RunningSystem system, Processes processes, Lines between)
    {
        Say(plan.Standbys.Count == 0 ? "nobody stands by" : $"standing by: {string.Join(", ", plan.Standbys)}");
        await system.InitializeAsync();
        foreach (var standby in plan.Standbys)
        {
            processes.Start(standby);
        }

        await AllReadyAsync(system);
        foreach (var row in (await system.ImportAsync(Raid.Seasons(), Seasons)).Verdicts)
        {
            told.Accept(row.IncidentId!, row.IncidentId![(Seasons.Length + 1)..].Replace('-', ' '));
        }

        var page = system.ListenToAlerts();
        using var kept = new CancellationTokenSource();
        var keeping = processes.KeepAsync(kept.Token);
        try
        {
            var over = await TellThroughFaultsAsync(system, processes, between);
            await RestAsync(system, over);
        }
        finally
        {
            await kept.CancelAsync();
            await keeping;
        }

        await JudgeEvents.JudgeAsync(system, told, judgement);
        await JudgeAlerts.JudgeAsync(system, told, page, judgement);
        await JudgeState.JudgeAsync(system, judgement);
    }

    // when the faults were over
    private async Task<long> TellThroughFaultsAsync(RunningSystem system, Processes processes, Lines between)
    {
        using var desk = new Desk(system.Address(RunningSystem.Console), told);
        using var enough = new CancellationTokenSource();
        var telling = Task.WhenAll(
            new Staff("anna", seed * 3, desk, told).TellAsync(enough.Token),
            new Staff("boris", (seed * 3) + 1, desk, told).TellAsync(enough.Token),
            new Files((seed * 3) + 2, desk, told).TellAsync(enough.Token));
        await new StrikeFaults(system, plan, processes, between, servers, Say).AllAsync();
        Say($"the faults are over: {told.Events} events accepted, {told.Ambiguous} answers never came");
        var over = Stopwatch.GetTimestamp();
        await enough.CancelAsync();
        await telling;
        return over;
    }

    private async Task RestAsync(RunningSystem system, long over)
    {
        system.Databases.Disconnect();
        await system.SettleAsync(RestLimit);
        await AllReadyAsync(system);
        settled = Stopwatch.GetElapsedTime(over);
        Say($"at rest after {settled.Value.TotalSeconds:0.0} s: {told.Events} events accepted, {told.Refused.Count} rightly refused");
    }

    private static Task<string> AllReadyAsync(RunningSystem system) => Wait.ForAsync(
        async () =>
        {
            var ready = await Task.WhenAll(system.Present.Keys.ToList().Select(async p => (Process: p, Ready: await system.IsReadyAsync(p))));
            return string.Join(", ", ready.Where(p => !p.Ready).Select(p => p.Process));
        },
        waiting => waiting.Length == 0, RestLimit, waiting => $"not ready: {waiting}");

    private async Task<string> KeepLogsAsync(RunningSystem system)
    {
        var folder = Path.Combine(servers.Data, "failed", $"{DateTime.UtcNow:yyyyMMdd-HHmmss} seed {seed}");
        await system.KeepLinesAsync(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, "round.log"), [.. lines, .. judgement.Problems]);
        foreach (var log in Directory.EnumerateFiles(Path.Combine(servers.Data, "log"), "*.log").Concat(Directory.EnumerateFiles(Path.Combine(servers.Data, "rabbitmq", "log"), "*.log")))
        {
            File.Copy(log, Path.Combine(folder, Path.GetFileName(log)), overwrite: true);
        }

        return folder;
    }

    private void Say(string what)
    {
        var line = $"  {DateTime.UtcNow:HH:mm:ss} {Stopwatch.GetElapsedTime(begun).TotalSeconds,5:0.0} s  {what}";
        lock (lines)
        {
            lines.Add(line);
        }

        say(line);
    }
}
