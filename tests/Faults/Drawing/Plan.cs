using Timeline.Tests.Stack.Running;
using static Timeline.Faults.Drawing.FaultKind;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Faults.Drawing;

/// <summary>The faults of one round, all drawn before it begins: the same seed, the same faults at the same times.</summary>
/// <param name="Standbys">The second processes that stand by in this round.</param>
internal sealed record Plan(int Seed, IReadOnlyList<string> Standbys, IReadOnlyList<Fault> Faults)
{
    public const string Postgres = "postgres", Rabbit = "rabbitmq";

    private const int LastBegins = 17_000;   // milliseconds

    /// <summary>How many faults of a server a round has at most: each takes seconds to come back. So does a purge, of which there is one at most.</summary>
    private const int OfPostgres = 2, OfRabbit = 1;

    private static readonly FaultKind[] OfProcess = [Kill, Kill, Kill, Stop, Stop, Restart];
    private static readonly FaultKind[] OfServer = [KillServer, KillServer, KillPostmaster, KillSession, RestartServer];
    private static readonly FaultKind[] OfLine = [Refuse, HalfOpen, HalfOpen, Hold];
    private static readonly FaultKind[] OfMessages = [Purge, Redeliver];

    public IEnumerable<string> Processes => [Ingestion, Correlation, Projection, RunningSystem.Console, .. Standbys];

    public static Plan Of(int seed)
    {
        var chance = new Random(seed);
        var plan = new Plan(seed, Standing(chance), []);
        FaultKind[][] groups = [OfProcess, OfServer, OfLine, OfMessages];   // one of each at least
        var more = Enumerable.Range(0, chance.Next(4, 9)).Select(_ => groups[chance.Next(10) switch { < 4 => 0, 4 => 1, < 8 => 2, _ => 3 }]);
        var faults = new List<Fault>();
        foreach (var group in groups.Concat(more))
        {
            // one that would hit what is hit already is drawn again, and left out where there is no room
            for (var i = 0; i < 20; i++)
            {
                var fault = plan.Draw(chance, group[chance.Next(group.Length)], faults);
                if (plan.HasRoom(fault, faults))
                {
                    faults.Add(fault);
                    break;
                }
            }
        }

        return plan with { Faults = [.. faults.OrderBy(f => f.At)] };
    }

    private static string[] Standing(Random chance) => chance.Next(4) switch
    {
        0 or 1 => [],
        2 => [$"{Correlation}-2", $"{Projection}-2"],
        _ => [$"{Ingestion}-2", $"{Correlation}-2", $"{Projection}-2"],
    };

    private Fault Draw(Random chance, FaultKind kind, List<Fault> before)
    {
        // every third one together with another
        var at = before.Count > 0 && chance.Next(3) == 0
            ? before[chance.Next(before.Count)].At + Span(chance, 0, 400)
            : Span(chance, 500, LastBegins);
        var processes = Processes.ToArray();
        var process = processes[chance.Next(processes.Length)];
        var listeners = processes.Where(p => p.StartsWith(Correlation, StringComparison.Ordinal) || p.StartsWith(Projection, StringComparison.Ordinal)).ToArray();
        var server = process == RunningSystem.Console || chance.Next(2) == 0 ? Rabbit : Postgres;   // the console keeps no database
        return kind switch
        {
            Kill => new(at, kind, process, Span(chance, 100, 4000)),
            Stop => new(at, kind, process, Span(chance, 500, 12_000)),
            Restart => new(at, kind, process, Span(chance, 100, 1500)),
            KillPostmaster => new(at, kind, Postgres, Span(chance, 100, 2500)),
            KillSession => new(at, kind, new[] { Ingestion, Correlation, Projection }[chance.Next(3)], TimeSpan.Zero, Postgres),
            KillServer or RestartServer => new(at, kind, chance.Next(2) == 0 ? Postgres : Rabbit, Span(chance, 100, 2500)),
            Refuse => new(at, kind, process, Span(chance, 200, 5000), server),
            HalfOpen => new(at, kind, process, Span(chance, 3000, 12_000), server, new[] { Silence.FromServer, Silence.FromClient, Silence.Both }[chance.Next(3)]),
            Hold => new(at, kind, process, Span(chance, 500, 9000), server),
            Purge => new(at, kind, chance.Next(2) == 0 ? Correlation : Projection, Span(chance, 1500, 3000)),
            _ => new(at, kind, listeners[chance.Next(listeners.Length)], Span(chance, 600, 2000)),
        };
    }

    private bool HasRoom(Fault fault, List<Fault> before)
    {
        var (hit, most) = (Hits(fault).First(), Hits(fault).First() switch { Postgres => OfPostgres, Rabbit => OfRabbit, _ => int.MaxValue });
        return before.Count(b => Hits(b).First() == hit) < most && !(fault.Kind == Purge && before.Any(b => b.Kind == Purge))
            && !before.Any(b => b.At < fault.End && fault.At < b.End && Hits(b).Intersect(Hits(fault)).Any());
    }

    /// <summary>What nothing else may hit meanwhile.</summary>
    public IEnumerable<string> Hits(Fault fault) => fault.Kind switch
    {
        Kill or Stop or Restart => [fault.Target],
        KillServer or RestartServer or KillPostmaster => [fault.Target],
        KillSession => [Postgres],
        Purge => Processes.Where(p => p.StartsWith(fault.Target, StringComparison.Ordinal)),
        Redeliver => [$"{fault.Target}-{Rabbit}", $"{fault.Target}-{Postgres}"],
        _ => [$"{fault.Target}-{fault.Server}"],
    };

    private static TimeSpan Span(Random chance, int from, int to) => TimeSpan.FromMilliseconds(chance.Next(from, to));
}
