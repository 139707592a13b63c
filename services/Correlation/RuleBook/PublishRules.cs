using System.Text.Json;
using Marten;
using Timeline.Contracts;

namespace Timeline.Correlation.RuleBook;

/// <summary>A version of a rule that came into force.</summary>
public sealed record PublishedRule(string Id, Rule Rule)
{
    public static string Key(Rule rule) => $"{rule.Id}~{rule.Version}";
}

/// <summary>Puts the rules of the files into force, once a version. Runs in the schema step, before any service starts.</summary>
public static class PublishRules
{
    /// <exception cref="BrokenRuleException">A version that is in force says something else in its file now.</exception>
    public static async Task RunAsync(IDocumentStore store, IReadOnlyList<Rule> rules, CancellationToken stop)
    {
        await using var session = store.LightweightSession();
        foreach (var rule in rules)
        {
            var published = (await session.LoadAsync<PublishedRule>(PublishedRule.Key(rule), stop))?.Rule;
            if (published is not null && Written(published) == Written(rule))
            {
                continue;
            }

            if (published is not null && !MatchesTheSame(published, rule))
            {
                throw new BrokenRuleException(rule.Id + ".yaml", null, $"version {rule.Version} is in force and says something else; a version never changes: raise it");
            }

            session.Events.Append("rule~" + rule.Id, new RulePublished(rule));
            session.Store(new PublishedRule(PublishedRule.Key(rule), rule));
        }

        await session.SaveChangesAsync(stop);
    }

    /// <summary>Whether only the competing claims differ: other accounts of the same events change no match and may be added to a version in force.</summary>
    public static bool MatchesTheSame(Rule published, Rule rule) => Written(published with { Competing = null }) == Written(rule with { Competing = null });

    private static string Written(Rule rule) => JsonSerializer.Serialize(rule, TimelineJson.Options);
}
