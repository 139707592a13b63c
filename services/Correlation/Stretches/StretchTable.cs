using Npgsql;

namespace Timeline.Correlation.Stretches;

/// <summary>The stretches that are kept, beside the table of facts. With them gone nothing is lost: all that is in them is read from the facts instead.</summary>
internal static class StretchTable
{
    public const string Schema = """
        create table if not exists timeline.fact_stretch (
            after bigint primary key, upto bigint not null, facts int not null, form text not null, digest bytea not null, data bytea not null);
        """;

    /// <summary>Where each stretch in the form of today ends, as long as they follow on one another from the first fact on.</summary>
    public static async Task<List<long>> EndsAsync(NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand("select after, upto from timeline.fact_stretch where form = $1 order by after");
        command.Parameters.Add(new() { Value = Form.OfEvents });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var ends = new List<long>();
        while (await rows.ReadAsync(stop) && rows.GetInt64(0) == (ends.Count == 0 ? 0 : ends[^1]))
        {
            ends.Add(rows.GetInt64(1));
        }

        return ends;
    }

    /// <summary>Whether there are as many facts up to a number as in the stretches up to it. Where there are not, they were made of another table of facts.</summary>
    public static async Task<bool> AreOfTheseFactsAsync(NpgsqlDataSource data, long upTo, CancellationToken stop)
    {
        await using var command = data.CreateCommand(
            "select (select count(*) from timeline.fact where seq <= $1) = (select sum(facts) from timeline.fact_stretch where form = $2 and upto <= $1)");
        command.Parameters.Add(new() { Value = upTo });
        command.Parameters.Add(new() { Value = Form.OfEvents });
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>Marks a stretch that could not be read, so that it is made anew.</summary>
    public static async Task DoubtAsync(NpgsqlDataSource data, long after, CancellationToken stop)
    {
        await using var command = data.CreateCommand("update timeline.fact_stretch set digest = '' where after = $1");
        command.Parameters.Add(new() { Value = after });
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async IAsyncEnumerable<Stretch> ReadAsync(NpgsqlDataSource data, long upTo, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = data.CreateCommand("select after, upto, facts, form, digest, data from timeline.fact_stretch where form = $1 and upto <= $2 order by after");
        command.Parameters.Add(new() { Value = Form.OfEvents });
        command.Parameters.Add(new() { Value = upTo });
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            yield return new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt32(2), rows.GetString(3), rows.GetFieldValue<byte[]>(4), rows.GetFieldValue<byte[]>(5));
        }
    }
}
