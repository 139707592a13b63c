using FsCheck.Xunit;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>A rule that is put in force over a history looks at all of it at once; what it finds is what it would have found on the way.</summary>
public sealed class PutInForceLaterTests
{
    private const int Readers = 4;

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

    [Property(MaxTest = 100, Arbitrary = [typeof(Histories)])]
    public void Of_rules_just_put_in_force_any_number_may_read_at_once(Lived lived)
    {
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, [], lived.Facts, AnyOrderTests.Last);
        foreach (var rule in AnyOrderTests.Rules)
        {
            engine.Publish(rule);
        }

        engine.Settle();
        var ids = engine.Findings.Keys.ToList();
        using var together = new Barrier(Readers);
        var read = new List<string>[Readers];
        var readers = Enumerable.Range(0, Readers).Select(n => new Thread(() =>
        {
            together.SignalAndWait();
            read[n] = ids.ConvertAll(id => engine.Findings.TryGetValue(id, out var found) ? found.CorrelationId : "none");
        })).ToList();
        readers.ForEach(r => r.Start());
        readers.ForEach(r => r.Join());

        Assert.All(read, found => Assert.Equal(ids, found));
    }

    [Property(MaxTest = 120, Arbitrary = [typeof(Histories.Few)])]
    public void Rules_that_come_and_go_while_a_history_arrives_leave_what_those_finally_in_force_find(Lived lived)
    {
        var whim = new Random(lived.Seed);
        var versions = ManyHistoriesTests.RulesOf(lived.Seed)
            .SelectMany(r => Enumerable.Range(1, whim.Next(1, 4)).Select(v => r with { Version = v, Count = v == 2 ? CountWhat.Parts : r.Count })).ToList();
        var retired = versions.Where(_ => whim.Next(3) == 0).ToList();
        Action<TimelineEngine>[] happens =
        [
            .. lived.Facts.Concat(lived.Facts.Where(_ => whim.Next(3) == 0)).Select(f => (Action<TimelineEngine>)(e => e.Apply(f))),
            .. versions.Select(r => (Action<TimelineEngine>)(e => e.Publish(r))), .. retired.Select(r => (Action<TimelineEngine>)(e => e.Retire(r.Id, r.Version))),
        ];
        whim.Shuffle(happens);
        var engine = new TimelineEngine(PaperHistory.Gazetteer, AnyOrderTests.Theatres, []);
        foreach (var one in happens)
        {
            one(engine);
            if (whim.Next(4) == 0)
            {
                engine.Reach(new LocalDate(1996, 1, 1).PlusDays(whim.Next(2900)));
            }

            if (whim.Next(3) == 0)
            {
                engine.Settle();
            }
        }

        engine.Reach(AnyOrderTests.Last);
        engine.Settle();

        var inForce = versions.GroupBy(r => r.Id).Select(g => g.MaxBy(r => r.Version)!).Where(r => retired.TrueForAll(gone => gone.Id != r.Id || gone.Version < r.Version)).ToList();
        var expected = TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, inForce, lived.Facts, AnyOrderTests.Last);
        Assert.Equal(inForce.Select(r => (r.Id, r.Version)).Order(), engine.Rules.Select(r => (r.Id, r.Version)).Order());
        Assert.Equal(expected.Digest(), engine.Digest());
        Assert.All(AnyOrderTests.Theatres, t => Assert.Equal(expected.PassingIn(t.Id), engine.PassingIn(t.Id)));
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
