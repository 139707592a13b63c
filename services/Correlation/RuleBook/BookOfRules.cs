using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;

namespace Timeline.Correlation.RuleBook;

/// <summary>A version of a rule that came into force.</summary>
/// <param name="By">Who put it in force; null of those that came before this was kept.</param>
/// <param name="Document">The rule as it was written: JSON, its fields in their fixed order; null of those that came before this was kept.</param>
public sealed record PublishedRule(string Id, Rule Rule, string? By = null, string? Document = null)
{
    public static string Key(Rule rule) => Key(rule.Id, rule.Version);

    public static string Key(string rule, int version) => $"{rule}~{version}";

    public static string Stream(string rule) => "rule~" + rule;
}

/// <summary>That a rule was taken out of force, with all its versions up to one.</summary>
/// <param name="Id">Rule and version: a version can be retired once.</param>
public sealed record RetiredRule(string Id, string Rule, int Version, string Why, string By, Instant At)
{
    public static RetiredRule Of(RuleRetired happened) => new(PublishedRule.Key(happened.Rule, happened.Version), happened.Rule, happened.Version, happened.Why, happened.By, happened.At);
}

/// <summary>
/// Every version of every rule that was ever in force, and what was retired: the fold of the rules' streams, kept beside them in the same transactions. Nothing is
/// ever taken out of it, so that the number of its entries says whether it is what it was.
/// </summary>
public sealed class BookOfRules(IReadOnlyList<PublishedRule> published, IReadOnlyList<RetiredRule> retired)
{
    private readonly Dictionary<string, Rule> byKey = published.ToDictionary(p => p.Id, p => p.Rule);

    public IReadOnlyList<PublishedRule> Published { get; } = published;

    public IReadOnlyList<RetiredRule> Retired { get; } = retired;

    public int Entries => Published.Count + Retired.Count;

    /// <summary>The rules in force, each in its highest version, by id.</summary>
    public IReadOnlyList<Rule> InForce { get; } =
    [
        .. published.Select(p => p.Rule).GroupBy(r => r.Id).Select(g => g.MaxBy(r => r.Version)!)
            .Where(r => !retired.Any(gone => gone.Rule == r.Id && gone.Version == r.Version)).OrderBy(r => r.Id, StringComparer.Ordinal),
    ];

    /// <summary>The versions of a rule, the first one first; none where there never was such a rule.</summary>
    public IReadOnlyList<PublishedRule> VersionsOf(string id) => [.. Published.Where(p => p.Rule.Id == id).OrderBy(p => p.Rule.Version)];

    /// <summary>How a version was taken out of force; null where it never was, or another superseded it.</summary>
    public RetiredRule? RetirementOf(Rule rule) => Retired.FirstOrDefault(r => r.Rule == rule.Id && r.Version == rule.Version);

    /// <exception cref="KeyNotFoundException">That version was never in force.</exception>
    public Rule VersionOf(string id, int version) => byKey[PublishedRule.Key(id, version)];

    public static async Task<BookOfRules> ReadAsync(IQuerySession session, CancellationToken stop) =>
        new(await session.Query<PublishedRule>().ToListAsync(stop), await session.Query<RetiredRule>().ToListAsync(stop));

    /// <summary>How many entries the book has now.</summary>
    public static async Task<int> CountAsync(NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand("select ((select count(*) from timeline.mt_doc_publishedrule) + (select count(*) from timeline.mt_doc_retiredrule))::int");
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Writes in the book, one at a time, so that what is decided rests on what was written last.</summary>
    /// <param name="work">Is given the book as it stands; what it returns is the answer. Nothing is written when it throws.</param>
    public static async Task<T> WriteAsync<T>(IDocumentStore store, NpgsqlDataSource data, Func<IDocumentSession, BookOfRules, T> work, CancellationToken stop)
    {
        await using var connection = await data.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('timeline.rules'))", connection, transaction))
        {
            await turn.ExecuteNonQueryAsync(stop);
        }

        await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        var answer = work(session, await ReadAsync(session, stop));
        await session.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return answer;
    }
}
