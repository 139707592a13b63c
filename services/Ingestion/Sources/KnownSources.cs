using Marten;
using NpgsqlTypes;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Ingestion.Reports;

namespace Timeline.Ingestion.Sources;

/// <summary>
/// The names of all sources that ever told anything, each written down in the transaction of the first report that bears it. A new name that differs from a known one in case, blanks and punctuation alone is doubted:
/// "Irin" may be "IRIN".
/// </summary>
public static class KnownSources
{
    private const int Most = 4;

    /// <summary>What was recorded before the names were kept is gone through once.</summary>
    public const string Schema = """
        do $$ begin
          if to_regclass('timeline.source_known') is null then
            create table timeline.source_known (name text primary key, letters text not null);
            create index source_known_letters on timeline.source_known (letters);
            insert into timeline.source_known
              select distinct n, lower(regexp_replace(n, '[^[:alnum:]]', '', 'g'))
              from timeline.mt_doc_incidentrecord d, jsonb_array_elements(d.data->'reports') r, lateral (select r->'account'->'source'->>'name') as named(n) where n is not null;
          end if;
        end $$;
        """;

    private const string Write = "insert into timeline.source_known select * from unnest(?::text[], ?::text[]) on conflict do nothing";

    private const string Like = "select name, letters from timeline.source_known where letters = any($1) or name = any($2) order by name";

    /// <summary>Writes the names of these accounts' sources down with all else that is committed.</summary>
    public static void Keep(IDocumentSession session, IEnumerable<IIncidentEvent> happened)
    {
        // in one order, so that no two transactions wait for each other's names
        var names = happened.Select(e => e.AccountOf()?.Source.Name).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (names.Length > 0)
        {
            session.QueueSqlCommand(Write, names, Array.ConvertAll(names, Letters));
        }
    }

    /// <summary>By name that nobody has told anything under, what is known and written almost so; names that staff gave a source are known.</summary>
    public static async Task<IReadOnlyDictionary<string, Doubt>> DoubtsAsync(IReadOnlyCollection<string> names, IQuerySession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var asked = names.Select(n => n.Trim()).Where(n => Letters(n).Length > 0 && !n.Contains('\0', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToArray();
        if (asked.Length == 0)
        {
            return new Dictionary<string, Doubt>();
        }

        var known = new List<(string Name, string Letters)>();
        await using (var command = data.CreateCommand(Like))
        {
            command.Parameters.Add(new() { Value = Array.ConvertAll(asked, Letters), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            command.Parameters.Add(new() { Value = asked, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            await using var rows = await command.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
            {
                known.Add((rows.GetString(0), rows.GetString(1)));
            }
        }

        var doubted = asked.Where(n => !known.Exists(k => k.Name == n) && known.Exists(k => k.Letters == Letters(n))).ToList();
        var said = doubted.Count == 0 ? null : await session.LoadAsync<SourceNamesRecord>(SourceNamed.Stream, stop);
        return doubted.Where(n => said?.Find(n) is null).ToDictionary(n => n, n => Of(known.Where(k => k.Letters == Letters(n)).Select(k => k.Name).Take(Most)));
    }

    /// <summary>A name without what is often written otherwise.</summary>
    internal static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static Doubt Of(IEnumerable<string> like) =>
        new("source.name", $"Perhaps known, written otherwise: {string.Join(", ", like)}. Two names are two sources, each with reports and a reliability of its own.");
}
