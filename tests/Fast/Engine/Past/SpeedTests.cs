using NodaTime;
using Timeline.Contracts;
using Timeline.Correlation.RuleBook;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine.Past;

public sealed class SpeedTests(ITestOutputHelper output)
{
    [Fact]
    public void Twenty_thousand_incidents_are_lived_through_in_less_than_five_seconds()
    {
        var facts = Generate(20_000, 2).ToList();
        var rules = ReadRules.OfFolder(Path.Combine(AppContext.BaseDirectory, "Rules"), [.. Theatres.Standard.Select(t => t.Id)]);
        var theatre = Theatres.Standard.Single(t => t.Id == "fergana");
        foreach (var rule in rules)
        {
            var begin = Environment.CpuUsage.TotalTime;
            var past = Backtest.Of(Gazetteer.Standard, theatre, rule, facts, new(), Instant.FromUtc(2004, 6, 1, 0, 0), stop: TestContext.Current.CancellationToken);
            output.WriteLine($"{rule.Id} {rule.Kind}: {(Environment.CpuUsage.TotalTime - begin).TotalSeconds:0.00} s, {past.Steps} steps, {past.Says}");
        }
    }

    private static IEnumerable<Fact> Generate(int count, int seed)
    {
        var random = new Random(seed);
        string[] places = ["batken-region", "osh-district", "fergana-valley", "tavildara", "surkhandarya"];
        for (var i = 0; i < count; i++)
        {
            var first = new LocalDate(1940 + random.Next(60), 1, 1).PlusDays(random.Next(360));
            var last = first.PlusDays(random.Next(3) == 0 ? random.Next(30) : 0);
            var kind = random.Next(100) switch { < 10 => Kind.Incursion, < 14 => Kind.HostageTaking, < 18 => Kind.Ransom, < 21 => Kind.Withdrawal, < 50 => Kind.Seizure, _ => Kind.Attack };
            var known = last.PlusDays(1 + random.Next(30));
            yield return i < 60
                ? Told.Of($"i{i}", Kind.Harvest, $"{1940 + i}-01-01..{1940 + i}-05-01", "afghanistan", new HarvestDetails("opium", new(Best: 1000 + i, Unit: "t"), SeasonYear: 1940 + i), ends: $"{1940 + i}-06-01..{1940 + i}-06-30", known: $"{1940 + i}-07-01")
                : Told.Of($"i{i}", kind, $"{first:uuuu-MM-dd}..{last:uuuu-MM-dd}", places[random.Next(places.Length)], known: $"{known:uuuu-MM-dd}");
        }
    }
}
