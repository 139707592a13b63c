using FsCheck.Xunit;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine.Past;

/// <summary>The sources a match hangs on, found by leaving out each there is and looking, in a run from nothing, whether it is still there.</summary>
public sealed class WhoItHangsOnTests
{
    private static readonly Rule Ransomed = PaperHistory.AfterHarvest with
    {
        Id = "incursion-after-taking", Cause = new(Kind.HostageTaking), Response = new(Kind.Incursion), MinLagDays = 0, MaxLagDays = 10, Observed = null, Theatres = null,
    };

    [Property(MaxTest = 60, Arbitrary = [typeof(Histories)])]
    public void A_match_falls_without_each_source_it_hangs_on_and_without_no_other(Lived lived) => LeavesOutEach(lived, 25);

    [Property(MaxTest = 150, Arbitrary = [typeof(Histories.Few)])]
    public void So_it_does_in_small_histories(Lived lived) => LeavesOutEach(lived, 40);

    [Property(MaxTest = 60, Arbitrary = [typeof(Histories.Watched)])]
    public void So_it_does_where_somebody_watched(Lived lived) => LeavesOutEach(lived, 40, RuleKind.Absence);

    private static void LeavesOutEach(Lived lived, int most, RuleKind? kind = null)
    {
        var facts = Told(lived);
        var engine = EngineOf(facts);
        var (before, whim) = (engine.Digest(), new Random(lived.Seed));
        var without = new Dictionary<string, TimelineEngine>(StringComparer.OrdinalIgnoreCase);
        var findings = engine.Findings.Values.Where(f => kind is null || RuleOf(f).Kind == kind).OrderBy(f => f.CorrelationId, StringComparer.Ordinal).ToArray();
        whim.Shuffle(findings);

        var all = LastWords(facts).Select(r => (Report: r, r.Event.AccountOf()!.Source)).Concat(LastWatches(facts).Select(w => (Report: w, ((CoverageStated)w.Event).Source))).ToList();
        var names = all.SelectMany(r => new[] { r.Source.Name, r.Source.Origin }).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var finding in findings.Take(most))
        {
            var said = engine.SourcesUnder(finding);

            var told = LastWords(facts).Where(r => finding.Incidents.Contains(engine.PresentId(r.Event.IncidentId))).Select(r => (Report: r, r.Event.AccountOf()!.Source))
                .Concat(LastWatches(facts).Where(w => IsNamedBy(finding, (CoverageStated)w.Event)).Select(w => (Report: w, ((CoverageStated)w.Event).Source))).ToList();
            Assert.Subset(names.ToHashSet(StringComparer.OrdinalIgnoreCase), said.ToHashSet(StringComparer.OrdinalIgnoreCase));
            foreach (var name in names)
            {
                if (!without.TryGetValue(name, out var other))
                {
                    without[name] = other = EngineOf(new Supposition(Named(name), null, Named(), Named(), new Dictionary<string, Occurrence>()).Of(facts, engine.PresentId).Facts);
                }

                var (stands, isSaid) = (Stands(finding, other), said.Contains(name, StringComparer.OrdinalIgnoreCase));
                var isAnother = !isSaid && said.Any(s => Covers(s, name));
                Assert.True(
                    isSaid ? !stands : stands || isAnother,
                    $"{finding.CorrelationId} of {string.Join(", ", finding.Incidents)} is said to hang on {string.Join(", ", said)}; without {name} it {(stands ? "stands" : "falls")}");
            }

            List<Fact> Of(string name) => [.. told.Where(r => Is(r.Source.Name, name) || Is(r.Source.Origin, name)).Select(r => r.Report)];

            List<Fact> Ever(string name) => [.. all.Where(r => Is(r.Source.Name, name) || Is(r.Source.Origin, name)).Select(r => r.Report)];

            // of who told nothing of these incidents, all that was told is compared
            bool Covers(string wide, string name) => Of(name) is { Count: > 0 } own ? own.All(Of(wide).Contains) : Ever(name).All(Ever(wide).Contains);

            // common origins count once
            Assert.All(said, one => Assert.DoesNotContain(said, other => other != one && Covers(other, one)));

            static bool Is(string? source, string name) => string.Equals(source, name, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(before, engine.Digest());
    }

    [Fact]
    public void The_one_that_alone_tells_of_an_incident_is_named_and_one_of_two_that_tell_of_it_is_not()
    {
        Fact[] facts = [Taking("a", "1999-08-01"), Taking("b", "1999-08-02"), Incursion("c", "1999-08-05")];

        Assert.Equal(["c"], Under(facts));
    }

    [Fact]
    public void One_source_of_all_alternatives_is_named_though_no_incident_alone_is_needed()
    {
        var rule = Ransomed with { Id = "chain", Kind = RuleKind.Chain, Response = null, MinLagDays = null, MaxLagDays = null, Steps = [new("came", new(Kind.Incursion), null, 10)] };
        Fact[] facts =
        [
            Taking("a", "1999-08-01"), Taking("b", "1999-08-01"),
            Incursion("agency", "1999-08-05"), From("incursion-2", Kind.Incursion, "agency", "1999-08-06"),
        ];

        Assert.Equal(["agency"], Under(facts, rule));
    }

    [Fact]
    public void One_whose_word_moves_the_days_so_that_it_matches_is_named()
    {
        // one says soon, the other too late: together they leave any day from the one to the other, and without the first too late is left
        Fact[] facts = [Taking("a", "1999-08-01"), Taking("b", "1999-08-01"), Incursion("c", "1999-08-12..1999-08-31"), Incursion("d", "1999-08-05")];

        Assert.Equal(["d"], Under(facts));
    }

    [Fact]
    public void Sources_that_have_it_from_one_origin_are_that_one()
    {
        Fact[] facts = [Taking("a", "1999-08-01"), Taking("b", "1999-08-01"), Incursion("c", "1999-08-05", "Agency"), Incursion("d", "1999-08-05", "agency")];

        Assert.Equal(["Agency"], Under(facts));
    }

    [Fact]
    public void A_burst_stands_while_enough_of_it_do()
    {
        var rule = PaperHistory.AfterHarvest with { Id = "burst", Kind = RuleKind.Burst, Cause = new(Kind.Incursion), Response = null, MinLagDays = null, MaxLagDays = null, Burst = new(2, 10, null), Observed = null, Theatres = null };
        Fact[] three = [From("one", Kind.Incursion, "a", "1999-08-01"), From("two", Kind.Incursion, "b", "1999-08-03"), From("three", Kind.Incursion, "c", "1999-08-05")];

        Assert.Empty(Under(three, rule));
        Assert.Equal(["a", "b"], Under(three[..2], rule));
    }

    [Fact]
    public void Who_watched_is_named_where_it_hangs_on_that_alone()
    {
        var rule = PaperHistory.AfterHarvest with
        {
            Id = "quiet", Kind = RuleKind.Absence, Cause = new(Kind.Incursion), Response = null, MinLagDays = null, MaxLagDays = null, Season = new(new(8, 1), new(9, 1)), Observed = null, Theatres = null,
        };
        Fact Watch(string id, string source) =>
            new(1, Fast.Engine.Told.Noon, new CoverageStated(id, Kind.Incursion, new("batken-region", "Batken", PlacePrecision.Region), new(1999, 7, 1), new(1999, 10, 1), new(source, new(Reliability.B, 2)), null, new("test")));

        Assert.Equal(["monitors"], Under([Watch("w1", "monitors"), Watch("w2", "monitors")], rule));
        Assert.Empty(Under([Watch("w1", "monitors"), Watch("w2", "others")], rule));
    }

    [Fact]
    public void Who_told_only_of_other_years_is_named_where_a_surge_is_none_without_them()
    {
        var rule = Ransomed with
        {
            Id = "more", Kind = RuleKind.Surge, MaxLagDays = 30, Surge = new(2, null), Observed = new(1997, 1999, "test"),
        };
        // a taking of 1998 keeps that year out of the baseline: without it the year counts, and in it came as many
        Fact[] facts =
        [
            Taking("a", "1999-08-01"), Taking("b", "1999-08-01"), Incursion("a", "1999-08-05"), Incursion("b", "1999-08-05"),
            From("earlier-taking", Kind.HostageTaking, "herald", "1998-08-02"), From("earlier-1", Kind.Incursion, "times", "1998-08-06"), From("earlier-2", Kind.Incursion, "agency", "1998-08-07"),
        ];

        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], facts, AnyOrderTests.Last);

        Assert.Equal(["herald"], engine.SourcesUnder(engine.Findings.Values.Single(f => f.SeasonYear == 1999)));
    }

    [Fact]
    public void Of_two_that_tell_of_nothing_of_the_match_and_of_the_same_the_origin_is_named()
    {
        var rule = Ransomed with { Id = "more", Kind = RuleKind.Surge, MaxLagDays = 30, Surge = new(2, null), Observed = new(1997, 1999, "test") };
        Fact[] facts =
        [
            Taking("a", "1999-08-01"), Taking("b", "1999-08-01"), Incursion("a", "1999-08-05"), Incursion("b", "1999-08-05"),
            From("earlier-taking", Kind.HostageTaking, "herald", "1998-08-02", "Reuters"), From("earlier-1", Kind.Incursion, "times", "1998-08-06"), From("earlier-2", Kind.Incursion, "agency", "1998-08-07"),
        ];

        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], facts, AnyOrderTests.Last);

        Assert.Equal(["Reuters"], engine.SourcesUnder(engine.Findings.Values.Single(f => f.SeasonYear == 1999)));
    }

    // a release before its taking makes the chain none; by the better of two words it is something else
    [Fact]
    public void Who_tells_that_what_came_before_is_no_step_of_the_chain_is_named()
    {
        (string, string)[] released = [(Relations.ReleaseOf, "taking")];
        Fact Ransom(string source) => From("ransom", Kind.Ransom, source, "1999-08-10", links: [(Relations.RansomFor, "taking")]);
        Fact[] facts =
        [
            Taking("a", "1999-08-01"), Taking("b", "1999-08-01"), Ransom("a"), Ransom("b"),
            From("earlier", Kind.Release, "herald", "1999-07-01", links: released, grading: new(Reliability.D, 4)),
            From("earlier", Kind.Incursion, "agency", "1999-07-01", links: released, grading: new(Reliability.A, 1)),
        ];

        Assert.Equal(["agency"], Under(facts, PaperHistory.RansomChain));
    }

    [Fact]
    public void An_engine_that_stopped_half_way_says_so_and_does_nothing_more()
    {
        var places = new Fragile { "colombia" };
        Fact[] facts = [Taking("a", "1999-08-01"), Taking("b", "1999-08-02"), Incursion("b", "1999-08-05"), Incursion("c", "1999-08-05")];
        var rule = Ransomed with { Response = new(Kind.Incursion, Places: places) };
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [Ransomed with { Id = "sound" }, rule], facts, AnyOrderTests.Last);
        var finding = Assert.Single(engine.Findings.Values);
        places.IsBroken = true;

        Assert.Throws<TimeoutException>(() => engine.SourcesUnder(finding));

        Assert.True(engine.IsBroken);
        places.IsBroken = false;
        Assert.Throws<InvalidOperationException>(() => engine.SourcesUnder(finding));
        Assert.Throws<InvalidOperationException>(() => engine.Suppose([facts[0]]));
        Assert.Throws<InvalidOperationException>(() => engine.Settle());
    }

    [Fact]
    public void One_that_answered_is_whole()
    {
        Fact[] facts = [Taking("a", "1999-08-01"), Taking("b", "1999-08-02"), Incursion("c", "1999-08-05")];
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [Ransomed], facts, AnyOrderTests.Last);
        var finding = Assert.Single(engine.Findings.Values);

        Assert.Equal(["c"], engine.SourcesUnder(finding));
        Assert.Equal(["c"], engine.SourcesUnder(finding));
        Assert.False(engine.IsBroken);
    }

    /// <summary>Places that cannot be read at the wrong moment.</summary>
    private sealed class Fragile : List<string>, IReadOnlyList<string>, IEnumerable<string>
    {
        public bool IsBroken { get; set; }

        IEnumerator<string> IEnumerable<string>.GetEnumerator() => IsBroken ? throw new TimeoutException() : GetEnumerator();
    }

    private static IReadOnlyList<string> Under(Fact[] facts, Rule? rule = null)
    {
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule ?? Ransomed], facts, AnyOrderTests.Last);
        return engine.SourcesUnder(Assert.Single(engine.Findings.Values));
    }

    private static Fact Taking(string source, string when) => From("taking", Kind.HostageTaking, source, when);

    private static Fact Incursion(string source, string when, string? origin = null) => From("incursion", Kind.Incursion, source, when, origin);

    private static Fact From(string id, Kind kind, string source, string when, string? origin = null, (string Rel, string To)[]? links = null, Grading? grading = null)
    {
        var fact = Fast.Engine.Told.Of(id, kind, when, "batken-region", report: source, origin: origin, links: links, grading: grading);
        var reported = (IReported)fact.Event;
        return fact with { Event = Kinds.Reported(id, reported.ReportId, reported.Account with { Source = reported.Account.Source with { Name = source } }, reported.Particulars, reported.Provenance) };
    }

    /// <summary>The same history told by several: who tells a report is drawn for it, and stays.</summary>
    private static List<Fact> Told(Lived lived)
    {
        string[] names = ["times", "Times", "herald", "agency", "monitors"];
        Source By(Source source, string report)
        {
            var drawn = new Random(unchecked((int)Fnv(report) ^ lived.Seed)).Next(100);
            return source with { Name = names[drawn % names.Length], Origin = drawn < 35 ? (drawn % 2 == 0 ? "agency" : "Herald") : null };
        }

        return
        [
            .. lived.Facts.Select(f => f with
            {
                Event = f.Event switch
                {
                    IReported r => Kinds.Reported(r.IncidentId, r.ReportId, r.Account with { Source = By(r.Account.Source, r.ReportId) }, r.Particulars, r.Provenance),
                    ReportCorrected c => c with { Account = c.Account with { Source = By(c.Account.Source, c.ReportId) } },
                    ReportRestored b => b with { Account = b.Account with { Source = By(b.Account.Source, b.ReportId) } },
                    CoverageStated w => w with { Source = By(w.Source, w.CoverageId) },
                    var other => other,
                },
            }),
        ];
    }

    private static uint Fnv(string text) => text.Aggregate(2166136261, (hash, c) => unchecked((hash ^ c) * 16777619));

    private static IEnumerable<Fact> LastWords(IEnumerable<Fact> facts) => facts.Where(f => f.Event.ReportOf() is not null)
        .GroupBy(f => (f.Event.IncidentId, f.Event.ReportOf())).Select(g => g.MaxBy(f => f.Version)!).Where(f => f.Event.AccountOf() is not null);

    private static IEnumerable<Fact> LastWatches(IEnumerable<Fact> facts) => facts.Where(f => f.Event is ICoverageEvent)
        .GroupBy(f => f.Event.IncidentId).Select(g => g.MaxBy(f => f.Version)!).Where(f => f.Event is CoverageStated);

    private static bool IsNamedBy(Finding finding, CoverageStated watched) => (RuleOf(finding).Response ?? RuleOf(finding).Cause).Kind == watched.Kind && finding.Explanation.Any(s =>
        s.Step == "watched" && s.Says == $"{watched.Source.Name} watched for it ({watched.Where.Text}) from {watched.From:uuuu-MM-dd} to {watched.To:uuuu-MM-dd} and would have reported it.");

    private static Rule RuleOf(Finding finding) => AnyOrderTests.Rules.Single(r => r.Id == finding.Rule);

    private static bool Stands(Finding finding, TimelineEngine engine) => RuleOf(finding) is { Burst: { } burst }
        ? engine.Findings.Values.Any(f => (f.Rule, f.Theatre) == (finding.Rule, finding.Theatre) && f.Incidents.Intersect(finding.Incidents).Count() >= burst.AtLeast)
        : engine.Findings.ContainsKey(finding.CorrelationId);

    private static HashSet<string> Named(params string[] names) => names.ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static TimelineEngine EngineOf(IReadOnlyList<Fact> facts) => TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules, facts, AnyOrderTests.Last);
}
