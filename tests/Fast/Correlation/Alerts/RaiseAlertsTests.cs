using Timeline.Contracts;
using Timeline.Correlation.Alerts;
using Timeline.Correlation.RuleBook;
using Timeline.Correlation.Watching;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Correlation.Alerts;

/// <summary>What a watch is told when a correlation changes: one notice for each change, one thread for all its episodes.</summary>
public class RaiseAlertsTests
{
    private static readonly IReadOnlyList<Rule> Rules = ReadRules.OfFolder(Repository.At("services", "Correlation", "Rules"), [.. Theatres.Standard.Select(t => t.Id)]);
    private static readonly Rule Loud = Rules.First(r => r.Alert);

    private static readonly Finding Certain = new("c", Loud.Id, 1, "fergana", 1999, Certainty.Certain, 1, ["a"], [new("cause", "a", "It was brought in.")], [], [], null);
    private static readonly Finding Possible = Certain with { Verdict = Certainty.Possible, Share = 0.4 };

    private static readonly Told Found = new(new("c", Certain, true, 1), new CorrelationDetected(Certain));
    private static readonly Told FoundPossible = new(new("c", Possible, true, 1), new CorrelationDetected(Possible));
    private static readonly Told Weakened = new(new("c", Possible, true, 1), new CorrelationWeakened(Possible, "less sure"));
    private static readonly Told Strengthened = new(new("c", Certain, true, 1), new CorrelationStrengthened(Certain, "surer"));
    private static readonly Told Gone = new(new("c", Certain, false, 1), new CorrelationWithdrawn(Certain, "it was retracted"));

    [Fact]
    public void Found_changed_and_withdrawn_is_one_notice_each()
    {
        Assert.Equal(
            ["everything~c~1 raised", "everything~c~1 weakened", "everything~c~1 strengthened", "everything~c~1 withdrawn"],
            Notices(Everything, Found, Weakened, Strengthened, Gone));
    }

    [Fact]
    public void A_return_after_withdrawal_is_a_new_episode_in_the_same_thread()
    {
        var told = All(Everything, Found, Gone, Found, Gone, Found);

        Assert.Equal(["1 raised", "1 withdrawn", "2 raised", "2 withdrawn", "3 raised"], told.Select(n => $"{n.Episode} {n.Change}"));
        Assert.Single(told.Select(n => n.Thread).Distinct());
    }

    [Fact]
    public void A_watch_on_certain_ones_is_told_when_it_becomes_certain_and_when_it_no_longer_is() =>
        Assert.Equal(["sure~c~1 raised", "sure~c~1 withdrawn", "sure~c~2 raised"], Notices(Sure, FoundPossible, Strengthened, Weakened, Strengthened));

    [Fact]
    public void Whoever_is_told_late_is_told_all_the_reasons() =>
        Assert.Equal($"{Loud.Title}: It was brought in.", All(Sure, FoundPossible, Strengthened).Single().Why);

    [Fact]
    public void A_withdrawal_of_what_was_never_raised_is_told_to_nobody() => Assert.Empty(Notices(Sure, FoundPossible, Gone));

    [Fact]
    public void A_rule_that_makes_no_alerts_makes_none() =>
        Assert.Empty(RaiseAlerts.Notices(Set(Everything, [Loud with { Alert = false }]), Found));

    private static WatchRecord Everything => new(WatchRecord.Everything, "Everything", null, null, false);

    private static WatchRecord Sure => new("sure", "Certain ones", null, null, true);

    private static IEnumerable<string> Notices(WatchRecord watch, params Told[] told) => All(watch, told).Select(n => $"{n.AlertId} {n.Change}");

    private static List<Notice> All(WatchRecord watch, params Told[] told)
    {
        var set = Set(watch, Rules);
        return [.. told.SelectMany(t => RaiseAlerts.Notices(set, t)).Select(n => n.Notice)];
    }

    private static WorkingSet Set(WatchRecord watch, IReadOnlyList<Rule> rules) => new()
    {
        Engine = new TimelineEngine(Gazetteer.Standard, Theatres.Standard, rules), Book = new([.. rules.Select(r => new PublishedRule(PublishedRule.Key(r), r))], []), Correlations = [], Evidence = [], Watches = [watch], Threads = [],
    };
}
