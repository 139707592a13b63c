using FsCheck.Xunit;
using Timeline.Engine;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>A rule that is put in force over a history looks at all of it at once; what it finds is what it would have found on the way.</summary>
public sealed class PutInForceLaterTests
{
    [Property(MaxTest = 50, Arbitrary = [typeof(Histories.Watched)])]
    public void They_find_so_what_was_watched_for_and_did_not_come_too(Lived lived) => Rules_put_in_force_over_a_history_find_what_they_would_have_found_on_the_way(lived);

    [Property(MaxTest = 200, Arbitrary = [typeof(Histories)])]
    public void Rules_put_in_force_over_a_history_find_what_they_would_have_found_on_the_way(Lived lived)
    {
        var onTheWay = new TimelineEngine(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules);
        var later = new TimelineEngine(PaperHistory.Gazetteer, AnyOrderTests.Theatres, []);
        foreach (var engine in new[] { onTheWay, later })
        {
            engine.Reach(AnyOrderTests.Last);
            foreach (var fact in lived.Facts)
            {
                engine.Apply(fact);
                engine.Settle();
            }
        }

        foreach (var rule in AnyOrderTests.Rules)
        {
            later.Publish(rule);
        }

        var found = later.Settle().Findings;

        Assert.Equal(onTheWay.Findings.Keys.Order(StringComparer.Ordinal), later.Findings.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(onTheWay.Digest(), later.Digest());
        Assert.Equal(later.Findings.Count, found.Count);
        Assert.Equal(later.Findings.Keys.Order(StringComparer.Ordinal), found.Select(c => c.After!.CorrelationId));
        Assert.All(later.Findings, f => Assert.Equal(f.Key, later.Findings[f.Key].CorrelationId));
    }

    [Fact]
    public void A_finding_is_found_by_its_id_alone()
    {
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules, PaperHistory.Facts, AnyOrderTests.Last);

        Assert.NotEmpty(engine.Findings);
        Assert.All(engine.Findings.Keys, id => Assert.True(engine.Findings.ContainsKey(id)));
        Assert.False(engine.Findings.ContainsKey("nothing"));
        Assert.False(engine.Findings.ContainsKey("no-such-rule~1~fergana~a~b"));
        var pair = engine.Findings.Values.First(f => f.Rule == "incursion-after-harvest");
        Assert.Null(engine.Findings.GetValueOrDefault(pair.CorrelationId.Replace("~1~", "~2~", StringComparison.Ordinal)));
        Assert.Null(engine.Findings.GetValueOrDefault(pair.CorrelationId + "~"));
    }
}
