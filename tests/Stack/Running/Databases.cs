using Npgsql;

namespace Timeline.Tests.Stack.Running;

/// <summary>The databases of one system: one a service, under a prefix of its own.</summary>
public sealed class Databases(string prefix) : IAsyncDisposable
{
    public static readonly string[] Services = ["ingestion", "correlation", "projection"];

    private readonly Dictionary<string, NpgsqlDataSource> open = Services.ToDictionary(s => s, s => Open($"{prefix}_{s}"));

    /// <summary>A service's database.</summary>
    public NpgsqlDataSource Of(string service) => open[service];

    /// <summary>One value of one row; null where there is no row.</summary>
    public async Task<T?> AskAsync<T>(string service, string sql)
    {
        await using var command = Of(service).CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>The beginning of their names.</summary>
    public string Prefix => prefix;

    /// <summary>Makes them as copies of others, to which nobody may be connected.</summary>
    /// <param name="services">Those to make; usually all.</param>
    public Task CopyAsync(string from, params string[] services) =>
        OnServerAsync(services.Length == 0 ? Services : services, service => $"create database \"{prefix}_{service}\" template \"{from}_{service}\"");

    /// <summary>Drops one of them, whoever is connected.</summary>
    public Task DropAsync(string service) => OnServerAsync([service], s => $"drop database \"{prefix}_{s}\" with (force)");

    public Task DropAsync() => OnServerAsync(Services, service => $"drop database if exists \"{prefix}_{service}\" with (force)");

    /// <summary>Closes the connections that are kept for the next question: the server they led to may be another by now.</summary>
    public void Disconnect() => open.Values.ToList().ForEach(source => source.Clear());

    public async ValueTask DisposeAsync()
    {
        foreach (var source in open.Values)
        {
            await source.DisposeAsync();
        }
    }

    private static async Task OnServerAsync(IEnumerable<string> services, Func<string, string> sql)
    {
        await using var server = Open("postgres");
        foreach (var service in services)
        {
            await using var command = server.CreateCommand(sql(service));
            await command.ExecuteNonQueryAsync();
        }
    }

    private static NpgsqlDataSource Open(string database)
    {
        var address = Surroundings.Postgres;
        address.Database = database;
        address.ApplicationName = "stack tests";
        return NpgsqlDataSource.Create(address.ConnectionString);
    }
}
