using Npgsql;
using Timeline.Hosting;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// The connections by which imports are taken in. A batch sends the same few statements for each of its rows, so they are read once and kept by the server; planned they are anew
/// each time, since tables that were empty when a file began are large when it ends.
/// </summary>
public sealed class ImportLane(Settings settings) : IAsyncDisposable
{
    public NpgsqlDataSource Data { get; } = Store.Connections(For(new(settings.Postgres)));

    public ValueTask DisposeAsync() => Data.DisposeAsync();

    private static string For(NpgsqlConnectionStringBuilder usual)
    {
        usual.MaxAutoPrepare = 40;
        usual.AutoPrepareMinUsages = 2;
        usual.MaxPoolSize = 2;
        usual.ApplicationName += "-import";
        usual.Options += " -c plan_cache_mode=force_custom_plan -c jit=off";
        return usual.ConnectionString;
    }
}
