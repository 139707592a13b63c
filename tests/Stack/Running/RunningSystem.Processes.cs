namespace Timeline.Tests.Stack.Running;

/// <summary>The processes one by one, for whoever ends and starts them in the middle of everything and does not wait until all is well.</summary>
public sealed partial class RunningSystem
{
    /// <summary>The present process of each name: "correlation", "correlation-2".</summary>
    public IReadOnlyDictionary<string, ServiceProcess> Present => running;

    /// <summary>Starts a process, the first or again, and does not wait for it.</summary>
    /// <param name="process">The service's name, with "-2" for a second one.</param>
    public void Launch(string process)
    {
        var service = process.Split('-')[0];
        ports.TryAdd(process, Surroundings.FreePort());
        Launch(process, service, process == service ? $"{service}-1" : process, ports[process]);
    }

    /// <summary>
    /// As it was made: no second processes, nobody told anything else than the others, everybody ready. What runs as it began runs on, unless all is
    /// to begin anew.
    /// </summary>
    public async Task MendAsync(bool allAnew)
    {
        await KillAsync([.. running.Keys.Where(p => allAnew || !Services.Contains(p) || changes.Keys.Any(who => who.Split('-')[0] == p))]);
        changes.Clear();
        foreach (var service in Services.Where(s => !running[s].IsAlive))
        {
            Launch(service);
        }

        await Task.WhenAll(Services.Select(s => ReadyAsync(s, ports[s])));
    }

    /// <summary>Whether a process says that it can do its work.</summary>
    public async Task<bool> IsReadyAsync(string process)
    {
        try
        {
            using var answer = await services.GetAsync(new Uri($"http://127.0.0.1:{ports[process]}/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>
    /// A system over what another has recorded: Ingestion's store is a copy, from which everything is published anew; the others begin with
    /// nothing. The other's Ingestion must not run meanwhile.
    /// </summary>
    public static async Task<RunningSystem> StartOverAsync(RunningSystem other)
    {
        var system = new RunningSystem();
        try
        {
            await system.Broker.MakeAsync();
            await system.Databases.CopyAsync(await Schemas.MadeAsync(system.MigrateAsync), Correlation, Projection);
            other.Databases.Disconnect();
            await system.Databases.CopyAsync(other.Databases.Prefix, Ingestion);
            await using var forget = system.Databases.Of(Ingestion).CreateCommand("delete from timeline.mt_event_progression where name like 'outbox:%'");
            await forget.ExecuteNonQueryAsync();
            await system.StartAllAsync();
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives a service an empty database in place of its own; none of its processes may run.</summary>
    public async Task EmptyAsync(string service)
    {
        Databases.Disconnect();
        await Databases.DropAsync(service);
        await Databases.CopyAsync(await Schemas.MadeAsync(MigrateAsync), service);
    }

    /// <summary>Keeps all that every process has written, a file each.</summary>
    public async Task KeepLinesAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (process, number) in all.Select((p, i) => (p, i)))
        {
            await File.WriteAllLinesAsync(Path.Combine(folder, $"{number:00} {process.Name} {process.Id}.log"), process.Lines);
        }
    }
}
