using NodaTime;
using NodaTime.Text;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>
/// Days are held by how wide they are and by the year in which they begin. What a rule finds among days of any width, around New Year and where widths are held otherwise, is what
/// comparing each with each finds.
/// </summary>
public sealed class WidthsOfDaysTests
{
    private static readonly LocalDate FirstDay = new(1996, 10, 1);

    /// <summary>Days, both ends counting: about those of two months and of two years, and far wider.</summary>
    private static readonly int[] Widths = [1, 1, 2, 12, 61, 62, 63, 64, 365, 366, 730, 731, 732, 733, 1500, 9000];

    private static readonly Rule OnOneDay = PaperHistory.AfterHarvest with
    {
        Id = "on-one-day", Cause = new(Kind.Attack), Response = new(Kind.Incursion), MinLagDays = 0, MaxLagDays = 0, Theatres = ["fergana"],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_found_among_days_of_any_width_is_what_comparing_each_with_each_finds(int seed)
    {
        var whim = new Random(seed);
        var engine = new TimelineEngine(PaperHistory.Gazetteer, AnyOrderTests.Theatres, [OnOneDay]);
        engine.Reach(new(2040, 1, 1));
        var last = new Dictionary<string, (Fact Fact, UncertainDate Days)>(StringComparer.Ordinal);
        for (var n = 0; n < 240; n++)
        {
            var days = Drawn(whim);
            var id = $"{(n % 2 == 0 ? "attack" : "raid")}-{n}";
            last[id] = (Told.Of(id, n % 2 == 0 ? Kind.Attack : Kind.Incursion, Written(days), "batken-region"), days);
            engine.Apply(last[id].Fact);
            if (n % 3 == 0 && last.ElementAt(whim.Next(last.Count)) is { Key: var moved, Value.Fact: { Event: IReported } first })
            {
                days = Drawn(whim);
                last[moved] = (first.Moved(Written(days)), days);
                engine.Apply(last[moved].Fact);
            }

            engine.Settle();
        }

        var (causes, responses) = (last.Where(l => l.Key.StartsWith("attack", StringComparison.Ordinal)), last.Where(l => l.Key.StartsWith("raid", StringComparison.Ordinal)).ToList());
        var expected = causes.SelectMany(a => responses.Where(b => a.Value.Days.MightShareADayWith(b.Value.Days)).Select(b => $"{a.Key}~{b.Key}")).Order(StringComparer.Ordinal).ToList();

        Assert.True(expected.Count > 1000, $"{expected.Count} pairs only");
        Assert.Equal(expected, engine.Findings.Keys.Select(k => k.Split('~', 4)[3]).Order(StringComparer.Ordinal));
    }

    private static UncertainDate Drawn(Random whim)
    {
        // half of them begin or end about New Year
        var (width, first) = (Widths[whim.Next(Widths.Length)], FirstDay.PlusDays(whim.Next(1600)));
        first = whim.Next(3) switch
        {
            0 => new LocalDate(1997 + whim.Next(4), 1, 1).PlusDays(whim.Next(5) - 2),
            1 when whim.Next(2) == 0 => new LocalDate(1997 + whim.Next(4), 1, 1).PlusDays(whim.Next(5) - 2 - width),
            _ => first,
        };
        return new(first, first.PlusDays(width - 1));
    }

    private static string Written(UncertainDate days) => $"{LocalDatePattern.Iso.Format(days.Earliest)}..{LocalDatePattern.Iso.Format(days.Latest)}";
}
