using Timeline.Correlation.RuleBook;
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
        { "kind: follows", "kind: precedes", "r.yaml, line 6: kind: 'precedes' is not one of: gated-window, follows, chain" },
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
        { "steps:", "withinDays: [1, 2]\nsteps:", "r.yaml, line 8: withinDays: a rule of kind chain has no such field" },
    };

    [Theory, MemberData(nameof(BrokenChains))]
    public void A_broken_chain_is_refused_in_words(string was, string becomes, string says) => Refuses(Chain, was, becomes, says);

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
