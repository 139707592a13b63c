using Timeline.Contracts;
using Timeline.Correlation.RuleBook;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Correlation;

/// <summary>A file that cannot be a rule is refused with file, line and reason, and never half read.</summary>
public class BrokenRulesTests
{
    private const string Follows = """
        id: r
        version: 1
        title: T
        claim: C
        citation: X
        kind: follows
        first: { kind: harvest }
        then: { kind: incursion }
        withinDays: [1, 92]
        blindSpots: [none is known]
        """;

    private const string Chain = """
        id: r
        version: 1
        title: T
        claim: C
        citation: X
        kind: chain
        anchor: { kind: hostage-taking }
        steps:
          - { step: ransom, kind: ransom, rel: ransom-for, withinDays: 90 }
        blindSpots: [none is known]
        """;

    private const string Kinds = "incursion, hostage-taking, ransom, release, harvest, seizure, pass-closure, ban, withdrawal, attack, context";
    private const string Rels = "part-of, follows, ransom-for, release-of, retreat-of, same-route, contradicts, replaces, related-to";

    public static TheoryData<string, string, string> Broken => new()
    {
        { "id: r", "id: other", "r.yaml, line 1: id: small letters, digits and hyphens, and the file's name before .yaml" },
        { "id: r\n", "", "r.yaml: id: it is missing" },
        { "version: 1", "version: 0", "r.yaml, line 2: version: a whole number from 1" },
        { "version: 1\n", "", "r.yaml: version: a whole number from 1" },
        { "title: T", "title: ''", "r.yaml, line 3: title: it is missing" },
        { "claim: C\n", "", "r.yaml: claim: it is missing" },
        { "citation: X\n", "", "r.yaml: citation: it is missing" },
        { "kind: follows", "kind: precedes", "r.yaml, line 6: kind: 'precedes' is not one of: gated-window, follows, chain, season-window, near, burst, surge, absence, dose-response" },
        { "first: { kind: harvest }", "first: { kind: crop }", $"r.yaml, line 7: first.kind: 'crop' is not one of: {Kinds}" },
        { "first: { kind: harvest }\n", "", "r.yaml: first: it is missing" },
        { "then: { kind: incursion }\n", "", "r.yaml: then: it is missing" },
        { "withinDays: [1, 92]\n", "", "r.yaml: withinDays: two whole numbers: the least and the most days" },
        { "[1, 92]", "[1]", "r.yaml, line 9: withinDays: two whole numbers: the least and the most days" },
        { "[1, 92]", "[-1, 92]", "r.yaml, line 9: withinDays: two whole numbers: the least and the most days" },
        { "[1, 92]", "[92, 1]", "r.yaml, line 9: withinDays: the least (92) lies above the most (1)" },
        { "blindSpots:", "opens: { kind: harvest }\nblindSpots:", "r.yaml, line 10: opens: a rule of kind follows has no such field" },
        { "blindSpots:", "theatres: [narnia]\nblindSpots:", "r.yaml, line 10: theatres: there is no theatre 'narnia'" },
        { "blindSpots:", "count: halves\nblindSpots:", "r.yaml, line 10: count: 'halves' is not one of: whole, parts" },
        { "blindSpots:", "alert: sometimes\nblindSpots:", "r.yaml, line 10: alert: on-match or never" },
        { "blindSpots:", "observed: { from: 2001, to: 1999, why: x }\nblindSpots:", "r.yaml, line 10: observed: from and to, the right way round, and why" },
        { "blindSpots:", "regimes: [{ from: 1999, why: x }, { from: 1999, why: y }]\nblindSpots:", "r.yaml, line 10: regimes: at least one, the earlier before the later and none twice; leave it out where all seasons are alike" },
        { "blindSpots:", "regimes: []\nblindSpots:", "r.yaml, line 10: regimes: at least one, the earlier before the later and none twice; leave it out where all seasons are alike" },
        { "blindSpots:", "regimes: [{ why: x }]\nblindSpots:", "r.yaml, line 10: regimes[0].from: the season year with which it begins" },
        { "blindSpots:", "regimes: [{ from: 1999 }]\nblindSpots:", "r.yaml, line 10: regimes[0].why: it is missing" },
        { "blindSpots:", "observed: { from: 1999, to: 2001 }\nblindSpots:", "r.yaml, line 10: observed.why: it is missing" },
        { "blindSpots: [none is known]", "", "r.yaml: blindSpots: at least one: no rule sees everything" },
        { "blindSpots: [none is known]", "blindSpots: ['']", "r.yaml, line 10: blindSpots: at least one: no rule sees everything" },
    };

    [Theory, MemberData(nameof(Broken))]
    public void A_broken_rule_is_refused_in_words(string was, string becomes, string says) => Refuses(Follows, was, becomes, says);

    public static TheoryData<string, string, string> BrokenChains => new()
    {
        { "steps:\n  - { step: ransom, kind: ransom, rel: ransom-for, withinDays: 90 }\n", "", "r.yaml: steps: at least one step" },
        { "rel: ransom-for", "rel: because-of", $"r.yaml, line 8: steps[0].rel: one of: {Rels}" },
        { "withinDays: 90", "withinDays: 0", "r.yaml, line 8: steps[0].withinDays: a whole number of days above 0" },
        { "step: ransom, ", "", "r.yaml, line 8: steps[0].step: it is missing" },
        { "kind: ransom, ", "kind: payment, ", $"r.yaml, line 8: steps[0].kind: 'payment' is not one of: {Kinds}" },
        { "kind: ransom, ", "kind: ransom, subkinds: [], ", "r.yaml, line 8: steps[0].subkinds: at least one, or leave it out for all" },
        { "kind: ransom, ", "kind: ransom, crop: opium, ", "r.yaml, line 8: steps[0].crop: only a harvest or a ban has one" },
        { "kind: ransom, ", "kind: ransom, actors: [''], ", "r.yaml, line 8: steps[0].actors: at least one, or leave it out for all" },
        { "kind: ransom, ", "kind: ransom, places: [atlantis], ", "r.yaml, line 8: steps[0].places: there is no place 'atlantis' in the gazetteer" },
        { "kind: ransom, ", "kind: ransom, minGrade: Z9, ", "r.yaml, line 8: steps[0].minGrade: 'Z9' is no grade: a letter A to F, a number 1 to 6, or both (B2)" },
        { "kind: ransom, ", "kind: ransom, polarity: maybe, ", "r.yaml, line 8: steps[0].polarity: 'maybe' is not one of: occurred, did-not-occur, imminent" },
        { "kind: ransom, ", "kind: ransom, edge: middle, ", "r.yaml, line 8: steps[0].edge: 'middle' is not one of: begin, end" },
        { "{ kind: hostage-taking }", "{ kind: hostage-taking, edge: end }", "r.yaml, line 7: anchor.edge: steps count from the day on which the anchor began" },
        { "  - { step: ransom, kind: ransom, rel: ransom-for, withinDays: 90 }", "  -", "r.yaml, line 8: steps[0].step: it is missing\nr.yaml, line 8: steps[0]: it is missing\nr.yaml, line 8: steps[0].withinDays: a whole number of days above 0" },
        { "steps:", "withinDays: [1, 2]\nsteps:", "r.yaml, line 8: withinDays: a rule of kind chain has no such field" },
    };

    [Theory, MemberData(nameof(BrokenChains))]
    public void A_broken_chain_is_refused_in_words(string was, string becomes, string says) => Refuses(Chain, was, becomes, says);

    private const string Head = "id: r\nversion: 1\ntitle: T\nclaim: C\ncitation: X\n";
    private const string Foot = "\nblindSpots: [none is known]\n";

    [Theory]
    [InlineData("kind: season-window\ninside: { kind: incursion }", "r.yaml: season: it is missing")]
    [InlineData("kind: season-window\ninside: { kind: incursion }\nseason: { opens: 02-30, closes: 09-01 }", "r.yaml, line 8: season.opens: '02-30' is no day of the year, written MM-DD")]
    [InlineData("kind: season-window\ninside: { kind: incursion }\nseason: { opens: 08-01, closes: 08-01 }", "r.yaml, line 8: season: it closes on the day it opens")]
    [InlineData("kind: near\none: { kind: incursion }\nother: { kind: ransom }\nwithin: { km: 20 }", "r.yaml, line 9: within.days: a whole number of days, 0 or more")]
    [InlineData("kind: near\none: { kind: incursion }\nother: { kind: ransom }\nwithin: { days: 3, km: -1 }", "r.yaml, line 9: within.km: kilometres above 0")]
    [InlineData("kind: near\nof: { kind: incursion }", "r.yaml, line 7: of: it needs a route; between two sides they are one and other")]
    [InlineData("kind: follows\nfirst: { kind: harvest }\nthen: { kind: incursion }\nwithinDays: [0, 9]\nroute: { id: silk-road, km: 20 }", "r.yaml, line 10: route.id: there is no route 'silk-road' in the gazetteer")]
    [InlineData("kind: follows\nfirst: { kind: harvest }\nthen: { kind: incursion, polarity: did-not-occur }\nwithinDays: [0, 9]\nroute: { id: batken-route, km: 20 }", "r.yaml, line 10: route: what did not come lies on no route")]
    [InlineData("kind: near\nof: { kind: incursion, polarity: did-not-occur }\nroute: { id: batken-route, km: 20 }", "r.yaml, line 8: route: what did not come lies on no route")]
    [InlineData("kind: near\nof: { kind: incursion }\nroute: { id: silk-road, km: 20 }", "r.yaml, line 8: route.id: there is no route 'silk-road' in the gazetteer")]
    [InlineData("kind: near\none: { kind: incursion }\nroute: { id: batken-route, km: 20 }", "r.yaml, line 8: route: a rule lies on a route or between two sides, not both")]
    [InlineData("kind: burst\nof: { kind: incursion }\natLeast: 1\nwithin: { days: 3 }", "r.yaml, line 8: atLeast: a whole number from 2")]
    [InlineData("kind: burst\nof: { kind: incursion }\natLeast: 3\nwithin: { days: 0 }", "r.yaml, line 9: within.days: a whole number above 0")]
    [InlineData("kind: burst\nof: { kind: incursion }\natLeast: 3", "r.yaml: within.days: a whole number above 0")]
    [InlineData("kind: surge\nafter: { kind: incursion }\ncounted: { kind: seizure }\nwithinDays: [0, 9]\natLeastTimes: 2", "r.yaml: observed: a surge needs it: a season that nobody watched is no baseline")]
    [InlineData("kind: surge\nafter: { kind: incursion }\ncounted: { kind: seizure }\nwithinDays: [0, 9]\nobserved: { from: 1999, to: 2001, why: w }", "r.yaml: atLeastTimes: a number above 0")]
    [InlineData("kind: absence\nexpected: { kind: incursion }", "r.yaml: season: the days it is expected in, or after and withinDays")]
    [InlineData("kind: absence\nexpected: { kind: incursion }\nafter: { kind: harvest }", "r.yaml: withinDays: two whole numbers: the least and the most days")]
    [InlineData("kind: absence\nexpected: { kind: incursion }\nafter: { kind: harvest }\nwithinDays: [1, 2]\nseason: { opens: 08-01, closes: 09-01 }", "r.yaml, line 9: withinDays: the days are either declared (season) or count from what it is expected after, not both")]
    [InlineData("kind: absence\nexpected: { kind: incursion, polarity: did-not-occur }\nseason: { opens: 08-01, closes: 09-01 }", "r.yaml, line 7: expected.polarity: nobody records that an absence, or a threat, did not come")]
    [InlineData("kind: absence\nexpected: { kind: incursion, edge: end }\nseason: { opens: 08-01, closes: 09-01 }", "r.yaml, line 7: expected.edge: what did not come has no end")]
    [InlineData("kind: gated-window\nopens: { kind: harvest, polarity: did-not-occur }\ninside: { kind: incursion }\ncloses: { kind: pass-closure }", "r.yaml, line 7: opens.polarity: what did not come, or only threatens, opens no window")]
    [InlineData("kind: gated-window\nopens: { kind: harvest, edge: end }\ninside: { kind: incursion }\ncloses: { kind: pass-closure }", "r.yaml, line 7: opens.edge: a window opens when what opens it was over, where that is known, else when it began")]
    [InlineData("kind: gated-window\nopens: { kind: harvest }\ninside: { kind: incursion, edge: end }\ncloses: { kind: pass-closure }", "r.yaml, line 8: inside.edge: a window is held against the day on which what falls inside began")]
    [InlineData("kind: gated-window\nopens: { kind: harvest }\ninside: { kind: incursion }\ncloses: { kind: pass-closure, polarity: imminent }", "r.yaml, line 9: closes.polarity: what did not come, or only threatens, closes no window")]
    [InlineData("kind: dose-response\ndose: { kind: harvest, polarity: imminent }\nunit: t\nresponse: { kind: incursion }", "r.yaml, line 7: dose.polarity: what did not come, or only threatens, has no amount; a record that the cause did not come is a dose of none by itself")]
    [InlineData("kind: dose-response\ndose: { kind: harvest }\nunit: t\nresponse: { kind: incursion, polarity: imminent }", "r.yaml, line 9: response.polarity: nobody records a season without threats, and a record that none came is an answer of none by itself")]
    [InlineData("kind: dose-response\ndose: { kind: harvest }\nresponse: { kind: incursion }", "r.yaml: unit: it is missing")]
    [InlineData("kind: dose-response\ndose: { kind: harvest, edge: end }\nunit: t\nresponse: { kind: incursion }", "r.yaml, line 7: dose.edge: what came is summed over its season, whatever the day")]
    [InlineData("kind: burst\nof: { kind: incursion, crop: opium }\natLeast: 2\nwithin: { days: 3 }", "r.yaml, line 7: of.crop: only a harvest or a ban has one")]
    [InlineData("kind: burst\nof: { kind: incursion, places: [atlantis] }\natLeast: 2\nwithin: { days: 3 }", "r.yaml, line 7: of.places: there is no place 'atlantis' in the gazetteer")]
    [InlineData("kind: burst\nof: { kind: incursion, minGrade: Z9 }\natLeast: 2\nwithin: { days: 3 }", "r.yaml, line 7: of.minGrade: 'Z9' is no grade: a letter A to F, a number 1 to 6, or both (B2)")]
    [InlineData("kind: burst\nof: { kind: incursion, polarity: maybe }\natLeast: 2\nwithin: { days: 3 }", "r.yaml, line 7: of.polarity: 'maybe' is not one of: occurred, did-not-occur, imminent")]
    [InlineData("kind: burst\nof: { kind: incursion, subkinds: [] }\natLeast: 2\nwithin: { days: 3 }", "r.yaml, line 7: of.subkinds: at least one, or leave it out for all")]
    [InlineData("kind: burst\nseason: { opens: 08-01, closes: 09-01 }", "r.yaml, line 7: season: a rule of kind burst has no such field")]
    [InlineData("kind: season-window\natLeastTimes: 2", "r.yaml, line 7: atLeastTimes: a rule of kind season-window has no such field")]
    [InlineData("kind: burst\nof: { kind: incursion }\natLeast: 2\nwithin: { days: 3 }\ncompeting: [{ claim: C }]", "r.yaml, line 10: competing[0].by: it is missing")]
    [InlineData("kind: burst\nof: { kind: incursion }\natLeast: 2\nwithin: { days: 3 }\nexamples: [{ says: S, fires: often, incidents: [{ id: i, kind: attack, when: 1999-01-01 }] }]", "r.yaml, line 10: examples[0].fires: certain, possible or no")]
    [InlineData("kind: burst\nof: { kind: incursion }\natLeast: 2\nwithin: { days: 3 }\nexamples: [{ says: S, fires: no, incidents: [{ id: i, kind: attack, when: 1999-02-01..1999-01-01 }] }]", "r.yaml, line 10: examples[0].incidents[0].when: '1999-02-01..1999-01-01' is no day and no two days, the right way round")]
    [InlineData("kind: burst\nof: { kind: incursion }\natLeast: 2\nwithin: { days: 3 }\nexamples: [{ says: S, fires: no, incidents: [{ id: i, kind: attack, crop: opium, when: 1999-01-01 }] }]", "r.yaml, line 10: examples[0].incidents[0].crop: only a harvest or a ban has one")]
    [InlineData("kind: burst\nof: { kind: incursion }\natLeast: 2\nwithin: { days: 3 }\nexamples: [{ says: S, fires: no, incidents: [{ id: i, kind: attack, grade: G9, when: 1999-01-01 }] }]", "r.yaml, line 10: examples[0].incidents[0].grade: 'G9' is no grade: a letter A to F, a number 1 to 6, or both (B2)")]
    [InlineData("kind: burst\nof: { kind: incursion }\natLeast: 2\nwithin: { days: 3 }\nexamples: [{ says: S, fires: no, incidents: [{ id: i, kind: ban, amount: 2, when: 1999-01-01 }] }]", "r.yaml, line 10: examples[0].incidents[0].amount: a ban has none")]
    [InlineData("kind: burst\nof: { kind: incursion }\natLeast: 2\nwithin: { days: 3 }\nexamples: [{ says: S, fires: no, incidents: [{ id: i, kind: attack, unit: t, when: 1999-01-01 }] }]", "r.yaml, line 10: examples[0].incidents[0].unit: it belongs to an amount")]
    public void A_rule_of_any_kind_is_refused_in_words(string sides, string says) =>
        Assert.Equal(says, Assert.Throws<BrokenRuleException>(() => ReadRules.Read("r.yaml", Head + sides + Foot, [])).Message);

    /// <summary>Whatever a side asks for an example can say, and without it, or with another, it is not what is asked for.</summary>
    [Theory]
    [InlineData("kind: harvest, crop: cotton", "kind: harvest, crop: cotton", "certain")]
    [InlineData("kind: harvest, crop: cotton", "kind: harvest", "no")]
    [InlineData("kind: ban, crop: cotton", "kind: ban, crop: Cotton", "certain")]
    [InlineData("kind: ban, crop: cotton", "kind: ban, crop: opium", "no")]
    [InlineData("kind: incursion, minGrade: B2", "kind: incursion, grade: A2", "certain")]
    [InlineData("kind: incursion, minGrade: B2", "kind: incursion, grade: B3", "no")]
    [InlineData("kind: incursion, minGrade: B2", "kind: incursion", "no")]
    [InlineData("kind: incursion, minGrade: 2", "kind: incursion, grade: '2'", "certain")]
    [InlineData("kind: incursion, subkinds: [raid]", "kind: incursion, subkind: raid.night", "certain")]
    [InlineData("kind: incursion, actors: [imu]", "kind: incursion, actors: [IMU]", "certain")]
    [InlineData("kind: incursion, places: [sokh]", "kind: incursion", "no")]
    public void An_example_says_whatever_a_side_can_ask_for(string side, string incident, string fires)
    {
        var where = side.Contains("harvest", StringComparison.Ordinal) || side.Contains("ban", StringComparison.Ordinal) ? "helmand" : "batken-region";
        var text = Head + $"kind: season-window\ninside: {{ {side} }}\nseason: {{ opens: 06-01, closes: 09-01 }}\n"
            + $"examples: [{{ says: S, fires: {fires}, incidents: [{{ id: i, {incident}, when: 1999-08-01, where: {where} }}] }}]" + Foot;

        FiresAsItSays(ReadRules.Document("r.yaml", text, []));
    }

    [Theory]
    [InlineData("incursion")]
    [InlineData("hostage-taking")]
    [InlineData("release")]
    [InlineData("withdrawal")]
    [InlineData("attack")]
    public void An_example_says_how_many_of_any_kind_that_brings_persons(string kind)
    {
        var text = Head + $"kind: dose-response\ndose: {{ kind: harvest }}\nunit: t\nresponse: {{ kind: {kind} }}\nresponseUnit: persons\n"
            + "examples: [{ says: S, fires: certain, incidents: [{ id: h, kind: harvest, amount: 900, unit: t, when: 1999-06-01, where: helmand }, "
            + $"{{ id: i, kind: {kind}, amount: 12, when: 1999-08-01, where: batken-region }}] }}]" + Foot;

        var document = ReadRules.Document("r.yaml", text, []);

        FiresAsItSays(document);
        Assert.Equal(12, Measured(document.Examples.Single().Facts[1]));
    }

    private static void FiresAsItSays(RuleDocument document)
    {
        var example = Assert.Single(document.Examples);
        var found = TimelineEngine.FromNothing(Gazetteer.Standard, Theatres.Standard, [document.Rule], example.Facts, example.AsOf).Findings.Values.Select(f => f.Verdict);
        Assert.Equal(example.Fires, found.DefaultIfEmpty(Certainty.Impossible).Max());
    }

    private static decimal? Measured(Fact fact) => ((IReported)fact.Event).Particulars switch
    {
        IncursionDetails incursion => incursion.Attackers?.Best,
        HostageTakingDetails taking => taking.Hostages?.Best,
        ReleaseDetails release => release.Released?.Best,
        WithdrawalDetails withdrawal => withdrawal.Strength?.Best,
        AttackDetails attack => attack.Killed?.Best,
        _ => null,
    };

    [Fact]
    public void A_place_that_staff_added_may_be_named_where_it_is_known_in_the_rule_and_in_its_examples()
    {
        var text = Head + "kind: burst\nof: { kind: incursion, places: [atlantis] }\natLeast: 2\nwithin: { days: 3 }\n"
            + "examples: [{ says: S, fires: no, incidents: [{ id: i, kind: incursion, when: 1999-01-01, where: atlantis }] }]" + Foot;
        var known = Gazetteer.Standard.Copy();
        known.Take(new("atlantis", "Atlantis", PlaceType.Village, "Kyrgyzstan", null, null, null, ["batken-region"], []));

        var document = ReadRules.Document("r.yaml", text, [], known);

        Assert.Equal(["atlantis"], document.Rule.Cause.Places!);
        Assert.Contains("line 7: of.places: there is no place 'atlantis'", Assert.Throws<BrokenRuleException>(() => ReadRules.Document("r.yaml", text, [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_a_line_each()
    {
        var text = Head.Replace("claim: C", "claim: ''", StringComparison.Ordinal) + "kind: burst\nof: { kind: raid }\natLeast: 1\nwithin: { days: 3 }" + Foot;

        Assert.Equal(
            ["r.yaml, line 4: claim: it is missing", $"r.yaml, line 7: of.kind: 'raid' is not one of: {Kinds}", "r.yaml, line 8: atLeast: a whole number from 2"],
            Assert.Throws<BrokenRuleException>(() => ReadRules.Read("r.yaml", text, [])).Message.Split('\n'));
    }

    [Fact]
    public void All_that_a_side_can_ask_for_is_read()
    {
        var rule = ReadRules.Read("r.yaml", Head + "kind: burst\nof: { kind: harvest, subkinds: [national], crop: opium, actors: [farmers], places: [afghanistan], minGrade: B2, polarity: did-not-occur, edge: end }\natLeast: 2\nwithin: { days: 3, km: 7.5 }" + Foot, []);

        Assert.Equal(("opium", new Grading(Reliability.B, 2), Polarity.DidNotOccur, ComparedDay.End), (rule.Cause.Crop, rule.Cause.MinGrade, rule.Cause.Polarity!.Value, rule.Cause.Edge!.Value));
        Assert.Equal(["national", "farmers", "afghanistan"], rule.Cause.Subkinds!.Concat(rule.Cause.Actors!).Concat(rule.Cause.Places!));
        Assert.Equal(new Crowding(2, 3, 7.5), rule.Burst);
    }

    [Fact]
    public void All_that_a_step_can_ask_for_is_read()
    {
        var rule = ReadRules.Read("r.yaml", Chain.Replace("kind: ransom,", "kind: harvest, subkinds: [national], crop: opium, actors: [farmers], places: [afghanistan], minGrade: B2, polarity: did-not-occur, edge: end,", StringComparison.Ordinal), []);

        var (step, side) = (rule.Steps.Single(), ReadRules.Read("r.yaml", Head + "kind: burst\nof: { kind: harvest, subkinds: [national], crop: opium, actors: [farmers], places: [afghanistan], minGrade: B2, polarity: did-not-occur, edge: end }\natLeast: 2\nwithin: { days: 3 }" + Foot, []).Cause);
        Assert.Equal(("ransom", "ransom-for", 90), (step.Step, step.Rel, step.WithinDays));
        Assert.Equivalent(side, step.Of, strict: true);
    }

    [Theory]
    [InlineData("kind: gated-window\nopens: { kind: harvest, polarity: occurred }\ninside: { kind: incursion, polarity: did-not-occur }\ncloses: { kind: pass-closure, polarity: occurred }")]
    [InlineData("kind: gated-window\nopens: { kind: harvest }\ninside: { kind: incursion, polarity: imminent }\ncloses: { kind: pass-closure }")]
    [InlineData("kind: chain\nanchor: { kind: attack, polarity: imminent }\nsteps: [{ step: s, kind: attack, withinDays: 9 }]")]
    [InlineData("kind: chain\nanchor: { kind: ban, polarity: did-not-occur }\nsteps: [{ step: s, kind: harvest, withinDays: 9 }]")]
    [InlineData("kind: absence\nexpected: { kind: incursion, polarity: occurred }\nseason: { opens: 08-01, closes: 09-01 }")]
    public void What_a_side_may_ask_for_is_read(string sides) => Assert.NotEqual(default, ReadRules.Read("r.yaml", Head + sides + Foot, []).Kind.ToString());

    // what is in force was written so, and a version never changes
    [Fact]
    public void A_chain_without_filters_is_written_as_it_always_was()
    {
        var written = ReadRules.Document("r.yaml", Chain, []).File.Written();

        Assert.Equal(
            """{"id":"r","version":1,"title":"T","claim":"C","citation":"X","kind":"chain","anchor":{"kind":"hostage-taking"},"steps":[{"step":"ransom","kind":"ransom","rel":"ransom-for","withinDays":90}],"blindSpots":["none is known"]}""",
            written);
    }

    [Fact]
    public void Steps_that_ask_the_same_are_written_alike_and_else_not()
    {
        string Written(string step) => ReadRules.Document("r.yaml", Chain.Replace("step: ransom, kind: ransom, rel: ransom-for, withinDays: 90", step, StringComparison.Ordinal), []).File.Written();

        var written = Written("minGrade: B2, step: ransom, places: [batken-region], withinDays: 90, rel: ransom-for, kind: ransom");

        Assert.Equal(written, Written("step: ransom, kind: ransom, places: [batken-region], minGrade: B2, rel: ransom-for, withinDays: 90"));
        Assert.NotEqual(written, Written("step: ransom, kind: ransom, places: [batken-region], rel: ransom-for, withinDays: 90"));
        Assert.Contains(""""steps":[{"step":"ransom","kind":"ransom","places":["batken-region"],"minGrade":"B2","rel":"ransom-for","withinDays":90}]"""", written, StringComparison.Ordinal);
    }

    private const string Examples = """

        examples:
          - says: Paid in Batken
            fires: certain
            incidents:
              - { id: taking, kind: hostage-taking, when: 1999-08-09, where: osh-district }
              - { id: ransom, kind: ransom, when: 1999-08-12, where: batken-region, links: { ransom-for: taking }, actors: [IMU] }
          - says: Paid elsewhere
            fires: no
            incidents:
              - { id: taking, kind: hostage-taking, when: 1999-08-09, where: osh-district }
              - { id: ransom, kind: ransom, when: 1999-08-12, where: osh-district, links: { ransom-for: taking }, actors: [IMU] }
          - says: Said not to have been paid
            fires: no
            incidents:
              - { id: taking, kind: hostage-taking, when: 1999-08-09, where: osh-district }
              - { id: ransom, kind: ransom, when: 1999-08-12, where: batken-region, links: { ransom-for: taking }, polarity: did-not-occur, actors: [IMU] }
        """;

    [Theory]
    [InlineData("places: [batken-region], rel: ransom-for", null)]
    [InlineData("places: [batken-region]", null)]
    [InlineData("actors: [imu], places: [batken-region]", null)]
    [InlineData("rel: ransom-for", "r.yaml: examples[1].fires: “Paid elsewhere” should be no match and is a certain match")]
    [InlineData("actors: [Taliban], places: [batken-region], rel: ransom-for", "r.yaml: examples[0].fires: “Paid in Batken” should be a certain match and is no match")]
    public void A_chain_is_held_to_the_filters_of_its_steps_by_its_examples(string step, string? says)
    {
        var folder = Directory.CreateTempSubdirectory("timeline-rules");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "r.yaml"), Chain.Replace("rel: ransom-for", step, StringComparison.Ordinal) + Examples);

            var refused = Record.Exception(() => ReadRules.OfFolder(folder.FullName, []));

            Assert.Equal(says, refused?.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("# a comment alone")]
    public void An_empty_file_is_refused(string text) =>
        Assert.Equal("r.yaml: it is empty", Assert.Throws<BrokenRuleException>(() => ReadRules.Read("r.yaml", text, [])).Message);

    [Theory]
    [InlineData("colour: red", 11)]
    [InlineData("version: 2", 11)]
    [InlineData("withinDays: [", 11)]
    public void What_is_no_field_or_no_yaml_is_refused_with_its_line(string added, int line)
    {
        var broken = Assert.Throws<BrokenRuleException>(() => ReadRules.Read("r.yaml", Follows + "\n" + added + "\n", []));

        Assert.StartsWith($"r.yaml, line {line}: ", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_texts_before_they_are_broken_are_rules()
    {
        Assert.Equal((1, 92), (ReadRules.Read("r.yaml", Follows, []).MinLagDays, ReadRules.Read("r.yaml", Follows, []).MaxLagDays));
        Assert.Equal("ransom", ReadRules.Read("r.yaml", Chain, []).Steps.Single().Step);
    }

    private static void Refuses(string text, string was, string becomes, string says)
    {
        Assert.Contains(was, text, StringComparison.Ordinal);

        var broken = Assert.Throws<BrokenRuleException>(() => ReadRules.Read("r.yaml", text.Replace(was, becomes, StringComparison.Ordinal), ["fergana"]));

        Assert.Equal(says, broken.Message);
    }
}
