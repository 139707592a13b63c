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
            var published = await session.LoadAsync<PublishedRule>(PublishedRule.Key(rule), stop);
            if (published is null)
            {
                session.Events.Append("rule~" + rule.Id, new RulePublished(rule));
                session.Insert(new PublishedRule(PublishedRule.Key(rule), rule));
            }
            else if (JsonSerializer.Serialize(published.Rule, TimelineJson.Options) != JsonSerializer.Serialize(rule, TimelineJson.Options))
            {
                throw new BrokenRuleException(rule.Id + ".yaml", null, $"version {rule.Version} is in force and says something else; a version never changes: raise it");
            }
        }

        await session.SaveChangesAsync(stop);
    }
}
