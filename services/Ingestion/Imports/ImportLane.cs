using Npgsql;
using Timeline.Hosting;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// The connections by which imports are taken in. A batch sends the same few statements for each of its rows, so they are read once and kept by the server; planned they are anew
/// each time, since tables that were empty when a file began are large when it ends.
/// </summary>
public sealed class ImportLane : IAsyncDisposable
{
    public ImportLane(Settings settings)
    {
        var source = new NpgsqlDataSourceBuilder(settings.Postgres);
        var connection = source.ConnectionStringBuilder;
        connection.MaxAutoPrepare = 40;
        connection.AutoPrepareMinUsages = 2;
        connection.MaxPoolSize = 2;
        connection.ApplicationName += "-import";
        connection.Options += " -c plan_cache_mode=force_custom_plan -c jit=off";
        source.UseNodaTime();
        Data = source.Build();
    }

    public NpgsqlDataSource Data { get; }

    public ValueTask DisposeAsync() => Data.DisposeAsync();
}
