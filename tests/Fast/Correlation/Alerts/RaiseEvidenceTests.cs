using NodaTime;
using Timeline.Contracts;
using Timeline.Correlation.Alerts;
using Timeline.Correlation.RuleBook;
using Timeline.Correlation.Watching;
using Timeline.Engine;
using Timeline.Tests.Fast.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Correlation.Alerts;

/// <summary>What a watch is told of evidence: when a rule may be called, when late data revise that, when it may be called no longer.</summary>
public class RaiseEvidenceTests
{
    private static readonly Rule Rule = PaperHistory.AfterHarvest with { Observed = new(1990, 2001, "test"), MinLagDays = 30, MaxLagDays = 60, Count = CountWhat.Whole, Alert = false, Published = Instant.FromUtc(1989, 12, 1, 0, 0) };

    [Fact]
    public void A_rule_that_may_be_called_is_told_once_revised_by_late_data_and_withdrawn_with_the_reason()
    {
        var facts = History();
        var set = Set(facts, new WatchRecord(WatchRecord.Everything, "Everything", null, null, false));

        var raised = Assert.Single(Told(set));
        Assert.Empty(Told(set));
        Moved(set, facts, 1990, 1);
        var revised = Assert.Single(Told(set));
        Moved(set, facts, 1991, 10);
        var withdrawn = Assert.Single(Told(set));
        facts.ForEach(f => set.Engine.Apply(f.Moved($"{((IReported)f.Event).Account.When.Begins!.Value.Earliest:uuuu-MM-dd}") with { Version = 9 }));
        set.Engine.Settle();
        var again = Assert.Single(Told(set));

        Assert.Equal(("everything~evidence~incursion-after-harvest~1~fergana~1", "evidence", 1, "raised", AlertState.Raised, 2001), (raised.AlertId, raised.Class, raised.Episode, raised.Change, raised.State, raised.SeasonYear));
        Assert.StartsWith($"{Rule.Title}: ", raised.Why, StringComparison.Ordinal);
        Assert.Equal((raised.AlertId, "revised"), (revised.AlertId, revised.Change));
        Assert.NotEqual(raised.Why, revised.Why);
        Assert.Equal((raised.AlertId, "withdrawn", AlertState.Withdrawn), (withdrawn.AlertId, withdrawn.Change, withdrawn.State));
        Assert.Contains("can no longer be called", withdrawn.Why, StringComparison.Ordinal);
        Assert.Equal((raised.Thread, 2, "raised"), (again.Thread, again.Episode, again.Change));
    }

    [Theory]
    [InlineData(null, null, 1)]
    [InlineData("incursion-after-harvest", "fergana", 1)]
    [InlineData("another", null, 0)]
    [InlineData(null, "elsewhere", 0)]
    public void A_watch_is_told_of_the_rules_and_theatres_that_it_asks_for(string? rule, string? theatre, int told) =>
        Assert.Equal(told, Told(Set(History(), new WatchRecord("w", "W", rule, theatre, true))).Count);

    [Fact]
    public void Without_its_cause_nothing_can_be_called() =>
        Assert.Empty(Told(Set([.. History().Where(f => !f.Event.IncidentId.StartsWith('h'))], new WatchRecord("w", "W", null, null, false))));

    private static List<Notice> Told(WorkingSet set) => [.. RaiseEvidence.Notices(set, [PaperHistory.Fergana]).Select(n => n.Notice)];

    private static void Moved(WorkingSet set, List<Fact> facts, int from, int seasons)
    {
        foreach (var year in Enumerable.Range(from, seasons))
        {
            set.Engine.Apply(facts.Single(f => f.Event.IncidentId == $"i{year}").Moved($"{year}-11-20"));
        }

        set.Engine.Settle();
    }

    private static List<Fact> History() =>
    [
        .. Enumerable.Range(1990, 12).SelectMany(y => new LocalDate(y, 4, 1).PlusDays(11 * (y * 7 % 12)) is var harvest
            ? new[] { Of($"h{y}", Kind.Harvest, harvest, "afghanistan"), Of($"i{y}", Kind.Incursion, harvest.PlusDays(45), "sokh") } : []),
    ];

    private static Fact Of(string id, Kind kind, LocalDate day, string place) => Timeline.Tests.Fast.Engine.Told.Of(id, kind, $"{day:uuuu-MM-dd}", place, precision: PlacePrecision.Enclave);

    private static WorkingSet Set(IReadOnlyList<Fact> facts, WatchRecord watch) => new()
    {
        Engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [Rule], facts, new LocalDate(2004, 6, 1)), Book = new([new(PublishedRule.Key(Rule), Rule)], []),
        Correlations = [], Evidence = [], Watches = [watch], Threads = [],
    };
}
