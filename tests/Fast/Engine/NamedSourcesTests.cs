using FsCheck.Xunit;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>A source that staff gave another name is one source wherever sources are counted, whatever came first, and its reports keep their words.</summary>
public sealed class NamedSourcesTests
{
    private static readonly Fact Wire = By("Reuters news", "r1"), Agency = By("Reuters", "r2"), Paper = By("herald", "r3", origin: "REUTERS NEWS");

    private static Fact Named(long version = 1, string source = "Reuters") => new(version, Told.Noon, new SourceNamed("Reuters news", source, "one agency", new("test")));

    private static Fact TakenBack(long version) => new(version, Told.Noon, new SourceNameWithdrawn("reuters news", "a paper", new("test")));

    [Fact]
    public void Reports_of_either_name_count_as_one_source()
    {
        Assert.Equal(["REUTERS NEWS", "Reuters", "Reuters news"], SourcesOf(Wire, Agency, Paper));
        Assert.Equal(["Reuters"], SourcesOf(Wire, Agency, Paper, Named()));
    }

    [Fact]
    public void A_name_that_was_taken_back_is_a_source_of_its_own_again_and_the_last_word_counts()
    {
        Assert.Equal(["Reuters", "Reuters news"], SourcesOf(TakenBack(2), Wire, Named(), Agency));
        Assert.Equal(["AFP", "Reuters"], SourcesOf(Named(3, "AFP"), TakenBack(2), Wire, Agency, Named()));
    }

    [Fact]
    public void What_was_known_before_it_was_said_knows_two()
    {
        Fact said = new(1, Instant.FromUtc(2001, 1, 1, 0, 0), Named().Event);
        Fact[] facts = [Wire, Agency, said];

        var then = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [], [], facts, null, knownAt: Instant.FromUtc(2000, 12, 31, 0, 0));
        var since = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [], [], facts, null, knownAt: Instant.FromUtc(2001, 1, 1, 0, 0));

        Assert.Equal(2, then.Find("raid")!.Sources.Count);
        Assert.Equal(["Reuters"], since.Find("raid")!.Sources);
    }

    [Fact]
    public void Who_leaves_a_source_out_leaves_out_what_it_told_under_either_name()
    {
        var without = new Supposition(new HashSet<string> { "reuters" }, null, new HashSet<string>(), new HashSet<string>(), new Dictionary<string, Occurrence>());

        Assert.Equal(["raid/r1", "raid/r2", "raid/r3"], without.Of([Wire, Agency, Paper, Named()], id => id).LeftOut);
        Assert.Equal(["raid/r2"], without.Of([Wire, Agency, Paper, Named(), TakenBack(2)], id => id).LeftOut);
    }

    [Property(MaxTest = 40, Arbitrary = [typeof(Histories.Few)])]
    public void In_any_order_it_ends_as_if_the_reports_had_been_written_with_the_one_name(Lived lived)
    {
        var facts = lived.Facts.Select(f => Write(f, lived.Seed % 2 == 0 ? "wire" : "Wire")).ToList();
        Fact[] names = [new(1, Told.Noon, new SourceNamed("WIRE", "old", "r", new("test"))), new(2, Told.Noon, new SourceNameWithdrawn("wire", "r", new("test"))), new(3, Told.Noon, new SourceNamed("wire", "agency", "r", new("test")))];
        var expected = EngineOf(lived.Facts.Select(f => Write(f, "agency")));
        Fact[] all = [.. facts, .. names];
        var whim = new Random(lived.Seed);
        whim.Shuffle(all);

        var engine = new TimelineEngine(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules);
        foreach (var fact in all)
        {
            engine.Apply(fact);
            if (whim.Next(4) == 0)
            {
                engine.Settle();
            }
        }

        engine.Reach(AnyOrderTests.Last);
        engine.Settle();
        Assert.Equal(expected.Digest(), engine.Digest());
        Assert.Equal(Sources(expected), Sources(engine));
        foreach (var finding in expected.Findings.Values.OrderBy(f => f.CorrelationId, StringComparer.Ordinal).Take(5))
        {
            Assert.Equal(expected.SourcesUnder(finding), engine.SourcesUnder(engine.Findings[finding.CorrelationId]));
        }
    }

    private static IEnumerable<string> Sources(TimelineEngine engine) =>
        engine.Incidents.OrderBy(i => i.Id, StringComparer.Ordinal).Select(i => $"{i.Id}: {string.Join(", ", i.Sources)}");

    private static TimelineEngine EngineOf(IEnumerable<Fact> facts) => TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules, facts, AnyOrderTests.Last);

    private static IReadOnlyList<string> SourcesOf(params Fact[] facts) =>
        TimelineEngine.FromNothing(PaperHistory.Gazetteer, [], [], facts, null).Find("raid")!.Sources;

    private static Fact By(string source, string report, string? origin = null) =>
        Write(Told.Of("raid", Kind.Incursion, "1999-08-09", "batken-region", report: report, version: report[1] - '0', known: "1999-08-12", origin: origin), source);

    private static Fact Write(Fact fact, string name) => fact with
    {
        Event = fact.Event switch
        {
            IReported r => Kinds.Reported(r.IncidentId, r.ReportId, r.Account with { Source = r.Account.Source with { Name = name } }, r.Particulars, r.Provenance),
            ReportCorrected c => c with { Account = c.Account with { Source = c.Account.Source with { Name = name } } },
            ReportRestored b => b with { Account = b.Account with { Source = b.Account.Source with { Name = name } } },
            var other => other,
        },
    };
}
