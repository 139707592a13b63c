using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;

namespace Timeline.Correlation.RuleBook;

/// <summary>Puts the rules of the files into force, once a version. Runs in the schema step, before any service starts.</summary>
public static class PublishRules
{
    private const string By = "timeline";

    /// <exception cref="BrokenRuleException">A version that is in force says something else in its file now.</exception>
    public static async Task RunAsync(IDocumentStore store, NpgsqlDataSource data, IReadOnlyList<RuleDocument> documents, IClock clock, CancellationToken stop)
    {
        await FillInAsync(store, data, stop);
        await BookOfRules.WriteAsync(store, data, (session, book) =>
        {
            foreach (var document in documents)
            {
                Publish(session, document, book.Published.FirstOrDefault(p => p.Id == PublishedRule.Key(document.Rule)), clock);
            }

            return documents.Count;
        }, stop);
    }

    private static void Publish(IDocumentSession session, RuleDocument document, PublishedRule? published, IClock clock)
    {
        var (rule, written) = (document.Rule, document.File.Written());
        if (published is not null && Same(published.Rule, rule))
        {
            // examples change no match: what stands in the file now is shown, and nothing has happened to the rule
            if (published.Document != written)
            {
                session.Store(published with { Document = written });
            }

            return;
        }

        if (published is not null && !MatchesTheSame(published.Rule, rule))
        {
            throw new BrokenRuleException(rule.Id + ".yaml", [new(null, $"version {rule.Version} is in force and says something else; a version never changes: raise it")]);
        }

        Append(session, rule with { Published = published?.Rule.Published ?? clock.GetCurrentInstant() }, By, written);
    }

    /// <summary>Queues what puts a version in force.</summary>
    public static PublishedRule Append(IDocumentSession session, Rule rule, string by, string document)
    {
        var published = new PublishedRule(PublishedRule.Key(rule), rule, by, document);
        session.Events.Append(PublishedRule.Stream(rule.Id), new RulePublished(rule, by, document));
        session.Store(published);
        return published;
    }

    /// <summary>Whether only the competing claims differ: other accounts of the same events change no match and may be added to a version in force.</summary>
    public static bool MatchesTheSame(Rule published, Rule rule) => Same(published with { Competing = null }, rule with { Competing = null });

    /// <summary>Whether two versions say the same; when they were put in force is no part of that.</summary>
    public static bool Same(Rule published, Rule rule) => Written(published) == Written(rule);

    private static string Written(Rule rule) => JsonSerializer.Serialize(rule with { Published = null }, TimelineJson.Options);

    // versions that were put in force before that instant was kept with them: it is that of the event
    private static async Task FillInAsync(IDocumentStore store, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var session = store.LightweightSession();
        foreach (var old in (await BookOfRules.ReadAsync(session, stop)).Published.Where(p => p.Rule.Published is null))
        {
            var first = (await session.Events.FetchStreamAsync(PublishedRule.Stream(old.Rule.Id), token: stop)).First(e => e.Data is RulePublished { Rule: var rule } && rule.Version == old.Rule.Version);
            session.Store(old with { Rule = old.Rule with { Published = Instant.FromDateTimeOffset(first.Timestamp) } });
        }

        await session.SaveChangesAsync(stop);
    }
}
