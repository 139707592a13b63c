using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Timeline.Hosting;

/// <summary>The schema step: makes the service's database and all its tables, or changes them. It runs before any service starts.</summary>
public static class Migrate
{
    public static async Task RunAsync(IServiceProvider services, Settings settings, IEnumerable<string> sources, CancellationToken stop)
    {
        await MakeDatabaseAsync(settings, stop);
        var data = services.GetRequiredService<NpgsqlDataSource>();
        var beside = services.GetServices<SchemaSql>().ToLookup(sql => sql.First);
        await RunAsync(beside[true], data, stop);
        await services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await RunAsync(beside[false], data, stop);
        foreach (var source in sources)
        {
            await using var command = data.CreateCommand("insert into timeline.position (source, position) values ($1, 0) on conflict do nothing");
            command.Parameters.Add(new() { Value = source });
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    private static async Task RunAsync(IEnumerable<SchemaSql> sqls, NpgsqlDataSource data, CancellationToken stop)
    {
        foreach (var sql in sqls)
        {
            await using var command = data.CreateCommand(sql.Text);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    private static async Task MakeDatabaseAsync(Settings settings, CancellationToken stop)
    {
        var own = new NpgsqlConnectionStringBuilder(settings.Postgres);
        var name = own.Database!;
        own.Database = "postgres";
        await using var server = NpgsqlDataSource.Create(own.ConnectionString);
        await using var find = server.CreateCommand("select 1 from pg_database where datname = $1");
        find.Parameters.Add(new() { Value = name });
        if (await find.ExecuteScalarAsync(stop) is null)
        {
            await using var create = server.CreateCommand($"create database \"{name}\"");
            await create.ExecuteNonQueryAsync(stop);
        }
    }
}
