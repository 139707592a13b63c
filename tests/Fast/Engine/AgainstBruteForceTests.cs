using FsCheck.Fluent;
using FsCheck.Xunit;
using Timeline.Contracts;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

public sealed class AgainstBruteForceTests
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Histories)])]
    public void The_engine_finds_what_counting_every_pair_and_every_day_finds(Lived lived) => FindsTheSame(lived, AnyOrderTests.Rules);

    [Property(MaxTest = 200, Arbitrary = [typeof(Histories.Watched)])]
    public void It_does_so_where_somebody_watched_too(Lived lived) => FindsTheSame(lived, [.. AnyOrderTests.Rules.Where(r => r.Kind == RuleKind.Absence)]);

    [Property(MaxTest = 3200, Arbitrary = [typeof(Histories.Few)])]
    public void It_does_so_in_every_small_history_too(Lived lived) => FindsTheSame(lived, ManyHistoriesTests.RulesOf(lived.Seed));

    private static void FindsTheSame(Lived lived, IReadOnlyList<Rule> rules)
    {
        var expected = new NaiveMatcher(lived.Facts, AnyOrderTests.Last).Matches(rules, AnyOrderTests.Theatres).OrderBy(m => m.Id, StringComparer.Ordinal).ToList();

        var found = AnyOrderTests.LiveThrough(lived, rules, (_, _) => { }).Findings.Values.OrderBy(f => f.CorrelationId, StringComparer.Ordinal).ToList();

        Assert.Equal(expected.ConvertAll(Words), found.ConvertAll(Words));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Share, pair.Second.Share, 1e-9));
    }

    [Fact]
    public void Random_histories_are_dense_enough_that_the_properties_say_something()
    {
        var histories = Histories.Arbitrary().Generator.Sample(200).ToList();

        var findings = histories.Select(h => AnyOrderTests.LiveThrough(h, (_, _) => { }).Findings.Values.ToList()).ToList();

        var all = findings.SelectMany(f => f).ToList();
        Assert.InRange(findings.Count(f => f.Count > 0), 140, 200);
        Assert.All(AnyOrderTests.Rules, rule => Assert.Contains(all, f => f.Rule == rule.Id));
        Assert.InRange(all.Count(f => f.Verdict == Certainty.Possible), 50, int.MaxValue);
        Assert.InRange(all.Count(f => f.Verdict == Certainty.Certain), 50, int.MaxValue);
        Assert.InRange(all.Count(f => f.NotCounted.Count > 0), 10, int.MaxValue);
    }

    private static string Words(NaiveMatcher.Match m) => $"{m.Id} {m.Season} {m.Certain} [{m.Incidents}] ({m.Circular})";

    /// <summary>Of a pair and a window the order matters; of all others only which incidents they are.</summary>
    private static string Words(Finding f)
    {
        var isOrdered = AnyOrderTests.Rules.Single(r => r.Id == f.Rule).Kind is RuleKind.Follows or RuleKind.GatedWindow;
        var (incidents, circular) = (f.Incidents.AsEnumerable(), f.NotCounted.Select(n => n.IncidentId));
        return $"{f.CorrelationId} {f.SeasonYear} {f.Verdict == Certainty.Certain} [{Words(incidents)}] ({Words(circular)})";

        string Words(IEnumerable<string> ids) => string.Join(' ', isOrdered ? ids : ids.Order(StringComparer.Ordinal));
    }
}
