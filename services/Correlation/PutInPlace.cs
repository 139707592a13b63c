using Marten;
using NodaTime;
using Npgsql;
using Timeline.Correlation.Alerts;
using Timeline.Correlation.RuleBook;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation;

/// <summary>
/// The schema step, before every start: tables, the rules of the files, the first watch. The rules are read first: one that is broken ends the step with its file, line and
/// reason, before anything has changed.
/// </summary>
internal static class PutInPlace
{
    /// <returns>How the process ends: 0, or 1 where a rule is broken.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, Settings settings, CancellationToken stop)
    {
        var store = services.GetRequiredService<IDocumentStore>();
        try
        {
            var known = await KnownPlaces.ReadAsync(services.GetRequiredService<NpgsqlDataSource>(), stop);
            var rules = ReadRules.DocumentsOfFolder(Path.Combine(AppContext.BaseDirectory, "Rules"), [.. Theatres.Standard.Select(t => t.Id)], known);
            await Migrate.RunAsync(services, settings, ["ingestion"], stop);
            await PublishRules.RunAsync(store, services.GetRequiredService<NpgsqlDataSource>(), rules, services.GetRequiredService<IClock>(), stop);
        }
        catch (BrokenRuleException broken)
        {
            await Console.Error.WriteLineAsync(broken.Message.AsMemory(), stop);
            return 1;
        }

        await SetFirstWatch.RunAsync(store, stop);
        return 0;
    }
}
