using Timeline.Contracts;
using Timeline.Correlation.RuleBook;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Correlation;

/// <summary>Every rule that ships, at once.</summary>
public class RuleFilesTests
{
    private static readonly string Folder = Repository.At("services", "Correlation", "Rules");

    private static readonly string[] TheatreIds = [.. Theatres.Standard.Select(t => t.Id)];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public void A_rule_is_whole_and_says_what_it_cannot_see(string file)
    {
        var rule = Read(file);

        Assert.Equal(file, rule.Id + ".yaml");
        Assert.True(rule.Version >= 1);
        Assert.All([rule.Title, rule.Claim, rule.Citation], Assert.NotEmpty);
        Assert.NotEmpty(rule.BlindSpots);
        Assert.All(rule.BlindSpots, Assert.NotEmpty);
    }

    [Theory, MemberData(nameof(Files))]
    public void A_rule_has_the_sides_of_its_kind_and_no_others(string file)
    {
        var rule = Read(file);

        Assert.Equal(rule.Kind != RuleKind.Chain, rule.Response is not null);
        Assert.Equal(rule.Kind == RuleKind.GatedWindow, rule.Closes is not null);
        Assert.Equal(rule.Kind == RuleKind.Follows, rule is { MinLagDays: not null, MaxLagDays: not null });
        Assert.Equal(rule.Kind == RuleKind.Chain, rule.Steps.Count > 0);
    }

    [Fact]
    public void No_two_rules_share_an_id_a_title_or_a_claim()
    {
        var rules = ReadRules.OfFolder(Folder, TheatreIds);

        Assert.Equal(Files.Count, rules.Count);
        Assert.Equal(rules.Count, rules.DistinctBy(r => r.Id).Count());
        Assert.Equal(rules.Count, rules.DistinctBy(r => r.Title).Count());
        Assert.Equal(rules.Count, rules.DistinctBy(r => r.Claim).Count());
    }

    [Fact]
    public void Every_kind_of_rule_has_an_example_that_ships() =>
        Assert.Equal(Enum.GetValues<RuleKind>().Order(), ReadRules.OfFolder(Folder, TheatreIds).Select(r => r.Kind).Distinct().Order());

    private static Rule Read(string file) => ReadRules.Read(file, File.ReadAllText(Path.Combine(Folder, file)), TheatreIds);
}
