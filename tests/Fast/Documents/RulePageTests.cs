using System.Text.RegularExpressions;
using Timeline.Correlation.RuleBook;
using Xunit;

namespace Timeline.Tests.Fast.Documents;

/// <summary>The page on writing a rule shows a rule that is one, and a refusal as it is really given.</summary>
public partial class RulePageTests
{
    private static readonly string Page = File.ReadAllText(Repository.At("services", "Correlation", "Rules", "README.md"));
    private static readonly string Example = Fenced("yaml");

    [Fact]
    public void The_example_is_a_rule()
    {
        var rule = ReadRules.Read("attack-follows-ransom.yaml", Example, ["fergana"]);

        Assert.Equal<(int?, int?, bool)>((0, 60, false), (rule.MinLagDays, rule.MaxLagDays, rule.Alert));
    }

    [Fact]
    public void The_refusal_is_the_one_that_a_person_would_see()
    {
        var broken = Example.Replace("[0, 60]", "[60, 0]", StringComparison.Ordinal);

        var refused = Assert.Throws<BrokenRuleException>(() => ReadRules.Read("attack-follows-ransom.yaml", broken, ["fergana"]));

        Assert.Equal(Fenced("text").Trim(), refused.Message);
    }

    [Fact]
    public void Every_field_that_a_shipped_rule_uses_stands_in_the_table()
    {
        var used = Directory.GetFiles(Repository.At("services", "Correlation", "Rules"), "*.yaml")
            .SelectMany(f => Field().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct();

        Assert.All(used, field => Assert.Contains($"`{field}`", Page, StringComparison.Ordinal));
    }

    private static string Fenced(string language) =>
        Regex.Match(Page, $"^```{language}\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

    [GeneratedRegex("^([a-zA-Z]+):", RegexOptions.Multiline)]
    private static partial Regex Field();
}
