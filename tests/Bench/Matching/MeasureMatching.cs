using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;

namespace Timeline.Bench;

/// <summary>
/// The engine alone, without a server: what it makes of a drawn history (<see cref="DrawHistory"/>) under twenty rules, at each size, and one rule beside a bare sorted
/// sweep and DuckDB.
/// </summary>
internal static class MeasureMatching
{
    private const int Tail = 4_000, Stretch = 100;

    public static void Run(IReadOnlyList<int> sizes, Ratios ratios)
    {
        Warm();
        var costs = new List<(int Size, double Microseconds)>();
        foreach (var size in sizes)
        {
            var history = DrawHistory.Of(size);
            Console.WriteLine($"{size:#,0} incidents, {history.Facts.Count:#,0} facts, load {Conditions.Load()}");
            costs.Add((size, WithTwenty(history)));
            Collect();
            WithOne(history, ratios);
            Collect();
        }

        if (costs.Count > 1)
        {
            ratios.Took($"an event with {costs[^1].Size:#,0} held, processor", costs[^1].Microseconds / 1000, $"the same with {costs[0].Size:#,0} held", costs[0].Microseconds / 1000);
        }
    }

    // compiled before anything is timed, and compiled again as what is run often is
    private static void Warm()
    {
        var small = DrawHistory.Of(6_000);
        foreach (var _ in Enumerable.Range(0, 6))
        {
            LiveThrough(small, TwentyRules.Of, 100);
            LiveThrough(small, h => [TwentyRules.TheOne(h)], 1);
            var held = LiveThrough(small, _ => [], small.Facts.Count);
            held.Publish(TwentyRules.TheOne(small));
            held.Settle();
            Thread.Sleep(200);   // what was called often is compiled anew in the background, after a tenth of a second without new methods
        }
    }

    /// <returns>Processor time of an event in small stretches, with nearly all of the history held.</returns>
    private static double WithTwenty(DrawHistory history)
    {
        var before = Collect();
        var tail = Math.Min(Tail, history.Facts.Count / 2);
        var usedBefore = Environment.CpuUsage.TotalTime;
        var begin = Stopwatch.GetTimestamp();
        var engine = LiveThrough(history, TwentyRules.Of, history.Facts.Count, tail);
        var bulk = Stopwatch.GetElapsedTime(begin);
        var used = Environment.CpuUsage.TotalTime - usedBefore;
        var held = Collect() - before;
        usedBefore = Environment.CpuUsage.TotalTime;
        begin = Stopwatch.GetTimestamp();
        Take(engine, history.Facts.Skip(history.Facts.Count - tail), Stretch);
        var last = Stopwatch.GetElapsedTime(begin);
        var usedLast = Environment.CpuUsage.TotalTime - usedBefore;
        var micros = last.TotalMicroseconds / tail;
        Say("twenty rules, from nothing", $"{history.Incidents / bulk.TotalSeconds:0} incidents/s ({bulk.TotalSeconds:0.0} s, one Settle; processor {used.TotalSeconds:0.0} s)");
        Say($"  the last {tail:#,0} facts", $"{micros:0.0} us an event, {1e6 / micros:0}/s (a Settle every {Stretch}; processor {usedLast.TotalMicroseconds / tail:0.0} us)");
        Say("  matches", $"{engine.Findings.Count:#,0}, {(double)engine.Findings.Count / history.Incidents:0.0} an incident");
        Say("  memory", $"{held / 1048576.0:0} MiB, {held / (double)history.Incidents * 1e6 / 1048576:0} MiB a million incidents");
        return usedLast.TotalMicroseconds / tail;
    }

    private static void WithOne(DrawHistory history, Ratios ratios)
    {
        const int threads = 1;   // the engine is one thread's work
        var rule = TwentyRules.TheOne(history);
        var engine = LiveThrough(history, _ => [], history.Facts.Count);
        var sides = JoinedSides.Of(history, engine, rule);
        Collect();   // what was made before is not cleared away in the time that is measured, here and below
        var begin = Stopwatch.GetTimestamp();
        var usedBefore = Environment.CpuUsage.TotalTime;
        engine.Publish(rule);
        engine.Settle();
        var whole = Stopwatch.GetElapsedTime(begin);
        var usedWhole = Environment.CpuUsage.TotalTime - usedBefore;
        var hung = HangUp(engine);
        var ours = Pairs.Of(engine.Findings.Values, sides.Numbers);
        engine = null;
        Collect();

        (begin, usedBefore) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var swept = SweepPairs.Of(sides, threads);
        var (sweep, usedSweep) = (Stopwatch.GetElapsedTime(begin), Environment.CpuUsage.TotalTime - usedBefore);
        using (var duck = JoinInDuckDb.Load(sides, threads))
        {
            var counted = duck.Run(sides, keep: false);
            var kept = duck.Run(sides, keep: true);
            Say("one rule, all of history", $"{ours.Count:#,0} pairs, {ours.Certain:#,0} certain, sum {ours.Sum}");
            Say("  put in force over what is held", $"{whole.TotalMilliseconds:0} ms (processor {usedWhole.TotalMilliseconds:0} ms)");
            Say("  the pairs of an incident first asked", $"{hung.TotalMilliseconds:0} ms more, once, in all theatres together");
            Say("  bare sorted sweep, counted", $"{sweep.TotalMilliseconds:0} ms (processor {usedSweep.TotalMilliseconds:0} ms, {threads} threads)");
            Say("  DuckDB, counted", $"{counted.Took.TotalMilliseconds:0} ms (processor {counted.Used.TotalMilliseconds:0} ms, {counted.How}, {threads} threads)");
            Say("  DuckDB, kept as a table", $"{kept.Took.TotalMilliseconds:0} ms (processor {kept.Used.TotalMilliseconds:0} ms, {kept.How}, {threads} threads)");
            if (swept != ours || counted.Pairs != ours || kept.Pairs != ours)
            {
                throw new InvalidOperationException($"not the same pairs: engine {ours}, sweep {swept}, DuckDB {counted.Pairs} and {kept.Pairs}");
            }

            ratios.Took($"one rule over {history.Incidents:#,0} incidents, processor", usedWhole.TotalMilliseconds, "DuckDB, the pairs kept, processor", kept.Used.TotalMilliseconds);
            ratios.Took($"one rule over {history.Incidents:#,0} incidents", whole.TotalMilliseconds, "DuckDB, the pairs kept", kept.Took.TotalMilliseconds);
            ratios.Took($"one rule over {history.Incidents:#,0} incidents", whole.TotalMilliseconds, "DuckDB, the pairs counted", counted.Took.TotalMilliseconds);
            ratios.Took($"one rule over {history.Incidents:#,0} incidents", whole.TotalMilliseconds, "bare sorted sweep, counted", sweep.TotalMilliseconds);
        }

        Collect();
        foreach (var stretch in new[] { 500, 1 })
        {
            var tail = Math.Min(20_000, history.Facts.Count / 2);
            var fed = LiveThrough(history, _ => [rule], history.Facts.Count, tail);
            Collect();
            usedBefore = Environment.CpuUsage.TotalTime;
            begin = Stopwatch.GetTimestamp();
            Take(fed, history.Facts.Skip(history.Facts.Count - tail), stretch);
            var rate = tail / Stopwatch.GetElapsedTime(begin).TotalSeconds;
            var used = Environment.CpuUsage.TotalTime - usedBefore;
            Say($"  incremental, a Settle every {stretch}", $"{rate:0} facts/s over the last {tail:#,0} (processor {used.TotalMicroseconds / tail:0.0} us a fact)");
            ratios.Rate($"one rule, incremental at {history.Incidents:#,0}, by {stretch}", rate, "asked for", 50_000);
            ratios.Rate($"  a second of processor time", tail / used.TotalSeconds, "asked for", 50_000);
        }
    }

    // by incident they are sorted theatre by theatre, when one is first looked for there
    private static TimeSpan HangUp(TimelineEngine engine)
    {
        var asked = engine.Findings.Keys.DistinctBy(id => id.Split('~')[2]).ToList();
        var begin = Stopwatch.GetTimestamp();
        asked.ForEach(id => _ = engine.Findings[id]);
        return Stopwatch.GetElapsedTime(begin);
    }

    private static TimelineEngine LiveThrough(DrawHistory history, Func<DrawHistory, IReadOnlyList<Rule>> rules, int stretch, int without = 0)
    {
        var engine = new TimelineEngine(history.Gazetteer, history.Theatres, rules(history));
        engine.Reach(DrawHistory.AsOf);
        Take(engine, history.Facts.Take(history.Facts.Count - without), stretch);
        return engine;
    }

    private static void Take(TimelineEngine engine, IEnumerable<Fact> facts, int stretch)
    {
        var taken = 0;
        foreach (var fact in facts)
        {
            engine.Apply(fact);
            if (++taken % stretch == 0)
            {
                engine.Settle();
            }
        }

        engine.Settle();
    }

    private static long Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static void Say(string what, string how) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-38} {how}"));
}
