using Npgsql;
using Timeline.Hosting;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// The connections by which batches of imports are committed. A batch sends the same few statements for each of its rows, so they are read once, planned once and kept by the server. Each
/// looks rows up by their keys or writes them; a plan that was made while the tables were empty would read them whole when they are large, so these connections may not plan that.
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
        usual.Options += " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";
        return usual.ConnectionString;
    }
}
