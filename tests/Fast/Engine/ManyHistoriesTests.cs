using FsCheck.Fluent;
using FsCheck.Xunit;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>
/// Thousands of small histories, each under a handful of the rules: with those of <see cref="AnyOrderTests"/> and <see cref="AgainstBruteForceTests"/>
/// ten thousand, over all nine kinds.
/// </summary>
public sealed class ManyHistoriesTests
{
    private const int AtATime = 5;

    [Property(MaxTest = 5800, Arbitrary = [typeof(Histories.Few)])]
    public void However_a_small_history_arrives_it_ends_as_a_run_from_nothing(Lived lived)
    {
        var rules = RulesOf(lived.Seed);

        var engine = AnyOrderTests.LiveThrough(lived, rules, (_, _) => { });

        Assert.Equal(TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, rules, lived.Facts, AnyOrderTests.Last).Digest(), engine.Digest());
    }

    [Fact]
    public void Every_rule_is_met_in_the_small_histories_too()
    {
        // a threat is rare among so few incidents: as many histories as it takes, though not without end
        var met = new List<Finding>();
        for (var n = 0; n < 12 && AnyOrderTests.Rules.Any(rule => met.TrueForAll(f => f.Rule != rule.Id)); n++)
        {
            met.AddRange(Histories.Few.Arbitrary().Generator.Sample(200).SelectMany(lived => AnyOrderTests.LiveThrough(lived, (_, _) => { }).Findings.Values));
        }

        Assert.All(AnyOrderTests.Rules, rule => Assert.Contains(met, f => f.Rule == rule.Id));
        Assert.InRange(met.Count(f => f.Verdict == Certainty.Possible), 40, int.MaxValue);
    }

    internal static Rule[] RulesOf(int seed)
    {
        var rules = AnyOrderTests.Rules.ToArray();
        new Random(seed).Shuffle(rules);
        return rules[..AtATime];
    }
}
