using System.Diagnostics;
using DuckDB.NET.Data;

namespace Timeline.Bench;

/// <summary>The same window join in DuckDB: both sides in its own tables, its own plan, as many threads.</summary>
internal sealed class JoinInDuckDb : IDisposable
{
    private readonly DuckDBConnection connection = new("DataSource=:memory:");

    private JoinInDuckDb()
    {
    }

    public static JoinInDuckDb Load(JoinedSides sides, int threads)
    {
        var join = new JoinInDuckDb();
        join.connection.Open();
        join.Run($"set threads = {threads}");
        join.Fill("cause", sides.Causes);
        join.Fill("response", sides.Responses);
        return join;
    }

    /// <summary>Of the two ways to write it the quicker, each run twice: theatres as an equality (hash join), and theatre and day in one number (inequalities alone, a sorted join).</summary>
    /// <param name="keep">The pairs are kept as a table with certainty, as the engine keeps its findings; else they are only counted.</param>
    /// <returns>With the length of time also the processor time, of all threads together: on a crowded machine only that says anything.</returns>
    public (Pairs Pairs, TimeSpan Took, TimeSpan Used, string How) Run(JoinedSides sides, bool keep)
    {
        var (min, max) = (sides.MinLag, sides.MaxLag);
        var equal = $"a.theatre = b.theatre and b.first - a.last <= {max} and b.last - a.first >= {min}";
        var ranges = $"b.at_first <= a.at_last + {max} and b.at_last >= a.at_first + {min}";
        return new[] { ("theatre as equality", equal), ("theatre and day as one number", ranges) }
            .SelectMany(way => new[] { way, way }).Select(way => Measure(way.Item2, way.Item1, min, max, keep)).MinBy(r => r.Used);
    }

    public void Dispose() => connection.Dispose();

    private (Pairs Pairs, TimeSpan Took, TimeSpan Used, string How) Measure(string on, string how, int min, int max, bool keep)
    {
        var certain = $"b.first - a.last >= {min} and b.last - a.first <= {max}";
        const string Sum = $"(cause + 17) * (response + 7919) % 4294967291";
        var pairs = $"select a.number::bigint as cause, b.number::bigint as response, {certain} as certain from cause a join response b on {on}";
        var (begin, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        if (keep)
        {
            Run($"create or replace table pairs as {pairs}");
        }

        var (kept, usedToKeep) = (Stopwatch.GetElapsedTime(begin), Environment.CpuUsage.TotalTime - used);
        using var ask = connection.CreateCommand();
        ask.CommandText = $"select count(*)::bigint, count(*) filter (where certain)::bigint, coalesce(sum({Sum}), 0)::bigint from {(keep ? "pairs" : $"({pairs})")}";
        using var rows = ask.ExecuteReader();
        rows.Read();
        var found = new Pairs(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2));
        return keep ? (found, kept, usedToKeep, how) : (found, Stopwatch.GetElapsedTime(begin), Environment.CpuUsage.TotalTime - used, how);
    }

    private void Fill(string table, IReadOnlyList<Stretch> side)
    {
        // no theatre's days reach into those of the next
        Run($"create table {table} (number integer, theatre integer, first integer, last integer, at_first bigint, at_last bigint)");
        using var append = connection.CreateAppender(table);
        foreach (var s in side)
        {
            var row = append.CreateRow();
            row.AppendValue(s.Number).AppendValue(s.Theatre).AppendValue(s.From).AppendValue(s.To).AppendValue((s.Theatre * 1_000_000L) + s.From).AppendValue((s.Theatre * 1_000_000L) + s.To);
            row.EndRow();
        }
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
