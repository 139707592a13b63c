namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>What befalls a simulated system, drawn from a seed: how many processes a service has, what is entered, what fails and when.</summary>
internal sealed record Plan(ulong Seed, IReadOnlyDictionary<string, int> Processes, IReadOnlyList<Deed> Deeds)
{
    private static readonly string[] Moments =
        ["bookmarks read", "day read", "count read", "connected", "moved", "taken", "committed", "let go", "page read", "tail read", "confirmed", "checked off", "progress read", "feed read", "elected"];

    /// <summary>Whether anything fails but what is everyday: holes, purges, messages lost.</summary>
    public bool IsCalm => Deeds.All(d => d is Enter or Purge or LosePage);

    /// <summary>When the last of it has passed.</summary>
    public TimeSpan Over => Deeds.Count == 0 ? TimeSpan.Zero : Deeds.Max(d => d.Over);

    public static Plan Of(ulong seed)
    {
        var chance = new Chance(seed).Of("plan");
        var processes = new Dictionary<string, int>
        {
            ["ingestion"] = chance.Between(1, 2), ["correlation"] = chance.Between(1, 3), ["projection"] = chance.Between(1, 2), ["console"] = 1,
        };
        var names = processes.SelectMany(p => Enumerable.Range(1, p.Value).Select(i => $"{p.Key}-{i}")).ToList();
        var length = chance.Between(1500, 5000);
        var deeds = new List<Deed>();
        for (var i = chance.Between(2, 20); i > 0; i--)
        {
            deeds.Add(Entered(chance, chance.Ms(0, length)));
        }

        var isCalm = chance.Happens(0.2);
        for (var i = chance.Between(isCalm ? 0 : 1, 8); i > 0; i--)
        {
            deeds.Add(Draw(chance, chance.Ms(0, length), names, isCalm ? chance.Between(0, 1) : chance.Between(0, 17)));
        }

        return new(seed, processes, [.. deeds.OrderBy(d => d.At)]);
    }

    public override string ToString() =>
        $"seed {Seed}, {string.Join(", ", Processes.Select(p => $"{p.Value} {p.Key}"))}{string.Concat(Deeds.Select(d => $"\n{d}"))}";

    private static Enter Entered(Chance chance, TimeSpan at) => new(
        at,
        chance.Happens(0.15) ? chance.Between(5, 15) : chance.Between(1, 3),
        chance.Happens(0.1) ? chance.Ms(200, 2500) : chance.Ms(1, 40),
        chance.Happens(0.75) ? Ending.Stored : chance.Happens(0.5) ? Ending.RolledBack : Ending.Tombstones);

    private static Deed Draw(Chance chance, TimeSpan at, List<string> names, int which) => which switch
    {
        0 => new Purge(at, chance.Pick(["correlation", "projection", "console-1"])),
        1 => new LosePage(at, chance.Between(0, 1)),
        2 => new Strike(at, chance.Pick(names), Blow.Kill, chance.Ms(200, 3000)),
        3 or 4 => new Strike(at, chance.Pick(names), Blow.Kill, chance.Ms(200, 3000), chance.Pick(Moments)),
        5 => new Strike(at, chance.Pick(names), Blow.StandStill, chance.Happens(0.2) ? chance.Ms(8000, 25_000) : chance.Ms(100, 9000)),
        6 or 7 => new Strike(at, chance.Pick(names), Blow.StandStill, chance.Happens(0.2) ? chance.Ms(8000, 25_000) : chance.Ms(100, 9000), chance.Pick(Moments)),
        8 => new Strike(at, chance.Pick(names), Blow.AskToEnd, chance.Ms(500, 2000)),
        9 => new Cut(at, chance.Pick(names), LineIs.Closed, TimeSpan.Zero),
        10 => new Cut(at, chance.Pick(names), chance.Pick([LineIs.SilentUp, LineIs.SilentDown, LineIs.Silent]), TimeSpan.Zero),
        11 => new Cut(at, chance.Pick(names), LineIs.SwallowsConfirms, chance.Ms(100, 6000)),
        12 => new RestartBroker(at, chance.Ms(100, 3000)),
        13 => new RestartDatabase(at, chance.Pick(["ingestion", "correlation", "projection"]), chance.Ms(100, 2000)),
        14 => new SpoilCommit(at, chance.Pick(["correlation", "projection"]), chance.Pick([CommitGoes.RolledBack, CommitGoes.Unanswered, CommitGoes.LateAndUnanswered])),
        15 => new Depose(at, chance.Pick(["ingestion", "correlation"])),
        16 => new Strike(at, chance.Pick(names), Blow.StandStill, chance.Ms(14_000, 25_000), chance.Pick(["moved", "taken", "committed"])),
        _ => new FeedDown(at, chance.Pick(["ingestion", "correlation"]), chance.Ms(500, 5000)),
    };
}
