using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Timeline.Contracts;

namespace Timeline.Tests.Stack.Running;

/// <summary>
/// A whole Timeline of its own: databases, a virtual host of the broker, ports and a process for each service, made for one test class and
/// removed after it. Only processes that it started are ended, by their id.
/// </summary>
public sealed partial class RunningSystem : IAsyncDisposable
{
    public const string Ingestion = "ingestion", Correlation = "correlation", Projection = "projection", Console = "console";

    /// <summary>Generous: the machine may have two cores, and others may be at work on it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly string[] Services = [Ingestion, Correlation, Projection, Console];

    private static readonly string[] Errors = [" fail: ", " crit: ", "Unhandled exception"];

    private readonly string name = $"t{Guid.NewGuid().ToString("N")[..8]}";
    private readonly Dictionary<string, int> ports = Services.ToDictionary(s => s, _ => Surroundings.FreePort());
    private readonly Dictionary<string, Dictionary<string, string>> changes = [];
    private readonly Dictionary<string, ServiceProcess> running = [];
    private readonly List<ServiceProcess> all = [];
    private readonly string key = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
    private readonly List<AlertListener> listeners = [];
    private readonly HttpClient services = new() { Timeout = TimeSpan.FromSeconds(30) };

    public RunningSystem()
    {
        Broker = new(name);
        Databases = new(name);
        services.DefaultRequestHeaders.Add("X-Timeline-Key", key);
        Gateway = new() { BaseAddress = Address(Console), Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Everything people and programs ask goes through this one origin.</summary>
    public HttpClient Gateway { get; }

    /// <summary>The key that signs this system's tokens.</summary>
    public byte[] Key => Convert.FromBase64String(key);

    public Broker Broker { get; }

    public Databases Databases { get; }

    /// <summary>A system that is up and empty; for tests that need a second one. Dispose it.</summary>
    public static async Task<RunningSystem> StartNewAsync()
    {
        var system = new RunningSystem();
        try
        {
            await system.InitializeAsync();
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes its virtual host and databases and starts all four processes.</summary>
    public async ValueTask InitializeAsync()
    {
        await Broker.MakeAsync();
        await Databases.CopyAsync(await Schemas.MadeAsync(MigrateAsync));
        await StartAllAsync();
    }

    /// <summary>Where a service listens.</summary>
    public Uri Address(string service) => new($"http://127.0.0.1:{ports[service]}");

    /// <summary>Tells a service something else than the others from its next start on.</summary>
    /// <param name="who">The service, or one instance of it ("correlation-1", "correlation-2").</param>
    public void Change(string who, string variable, string value)
    {
        changes.TryAdd(who, []);
        changes[who][variable] = value;
    }

    /// <summary>Starts a service (again) and waits until it is ready.</summary>
    public async Task StartAsync(string service)
    {
        Launch(service, service, $"{service}-1", ports[service]);
        await ReadyAsync(service, ports[service]);
    }

    /// <summary>Starts a second process of a service, which stands by; its name is the service's with "-2".</summary>
    public async Task StartSecondAsync(string service)
    {
        ports.TryAdd($"{service}-2", Surroundings.FreePort());
        Launch($"{service}-2", service, $"{service}-2", ports[$"{service}-2"]);
        await ReadyAsync($"{service}-2", ports[$"{service}-2"]);
    }

    public async Task StartAllAsync()
    {
        foreach (var service in Services)
        {
            Launch(service, service, $"{service}-1", ports[service]);
        }

        await Task.WhenAll(Services.Select(s => ReadyAsync(s, ports[s])));
    }

    /// <summary>SIGKILL to one process: "correlation", or "correlation-2" for the second.</summary>
    public Task KillAsync(string process) => running[process].KillAsync();

    /// <summary>SIGKILL to several at once, those that are alive.</summary>
    public Task KillAsync(IEnumerable<string> processes) => Task.WhenAll(processes.Select(p => running[p]).Where(p => p.IsAlive).Select(p => p.KillAsync()));

    public Task KillAllAsync() => KillAsync(running.Keys.ToList());

    /// <summary>SIGKILL to every process, and all four up again.</summary>
    public async Task RestartAllAsync()
    {
        await KillAllAsync();
        await StartAllAsync();
    }

    /// <summary>SIGSTOP.</summary>
    public void Pause(string process) => running[process].Pause();

    /// <summary>SIGCONT.</summary>
    public void Resume(string process) => running[process].Resume();

    /// <summary>The id of the present process of that name.</summary>
    public int ProcessId(string process) => running[process].Id;

    /// <summary>What the present process of that name has written.</summary>
    public IReadOnlyCollection<string> Lines(string process) => running[process].Lines;

    /// <summary>What any process has written at level error or worse, with the line that follows: empty in a run without faults.</summary>
    /// <remarks>A send that ran out of time is left out (S-FAULT): the outbox tries again, and on a busy machine it happens.</remarks>
    public IReadOnlyList<string> Complaints() =>
    [
        .. from process in all
           from pair in process.Lines.Zip(process.Lines.Skip(1).Append(""))
           where Errors.Any(e => pair.First.Contains(e, StringComparison.Ordinal)) && !pair.Second.Contains("S-FAULT", StringComparison.Ordinal)
           select $"{process.Name} {pair.First} {pair.Second}",
    ];

    public Task<Answer> PostAsync(string path, object body) => ReadAsync(Gateway.PostAsJsonAsync(path, body, TimelineJson.Options));

    /// <summary>The body of a successful answer.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        var answer = await ReadAsync(Gateway.GetAsync(path));
        return answer.Succeeded ? answer.Body! : throw new HttpRequestException($"GET {path}: {(int)answer.Status} {answer.Body}");
    }

    /// <summary>Imports rows in the timeline format and waits until the import has ended.</summary>
    /// <param name="rows">One JSON object each; a string is sent as it is.</param>
    /// <param name="throughFaults">Whether a service may be away meanwhile: then the file is sent again, which changes nothing.</param>
    public async Task<Imported> ImportAsync(IEnumerable<object> rows, string set, bool backfill = false, bool throughFaults = false)
    {
        var file = string.Join('\n', rows.Select(r => r as string ?? System.Text.Json.JsonSerializer.Serialize(r, TimelineJson.Options)));
        var path = $"/api/imports?format=timeline&set={set}&backfill={(backfill ? "true" : "false")}";
        var begun = throughFaults
            ? await Wait.ForAsync(() => SendAsync(path, file), a => a.Succeeded, Limit)
            : await SendAsync(path, file);
        if (begun.Status != HttpStatusCode.Accepted)
        {
            throw new InvalidOperationException($"the import was refused: {(int)begun.Status} {begun.Body}");
        }

        var id = (string)begun.Body!["id"]!;
        var ended = await Wait.ForAsync(() => GetAsync($"/api/imports/{id}?take=10000"), i => (string?)i["state"] == "done", Limit);
        return new(
            id,
            ended["counts"]!.AsObject().ToDictionary(c => c.Key, c => (int)c.Value!),
            [.. ended["verdicts"]!.AsArray().Select(v => new Verdict((int)v!["line"]!, (string)v["verdict"]!, (string?)v["incidentId"], (string?)v["reportId"], (string?)v["reason"]))]);
    }

    /// <summary>Waits until all that was recorded has been published, taken in and projected everywhere.</summary>
    public async Task<JsonNode> SettleAsync(TimeSpan? limit = null) =>
        await Wait.ForAsync(() => GetAsync("/ops/settled"), a => (bool)a["settled"]!, limit ?? Limit);

    /// <summary>How far a service has come; asked of the service itself.</summary>
    public async Task<JsonNode> MarksAsync(string service) => (await services.GetFromJsonAsync<JsonNode>(new Uri(Address(service), "/internal/marks")))!;

    /// <summary>What a process says of its readiness: "correlation", or "correlation-2" for the second.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> ReadyAsync(string process)
    {
        using var answer = await services.GetAsync(new Uri($"http://127.0.0.1:{ports[process]}/health/ready"));
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>The events of a service's feed after a position.</summary>
    public async Task<IReadOnlyList<FedRow>> FeedAsync(string service, long after = 0)
    {
        var events = new List<FedRow>();
        while ((await services.GetFromJsonAsync<JsonArray>(new Uri(Address(service), $"/internal/events?after={after}")))! is { Count: > 0 } page)
        {
            events.AddRange(page.Select(e => new FedRow((long)e!["position"]!, (string)e["type"]!, (string)e["stream"]!, e["data"]!)));
            after = events[^1].Position;
        }

        return events;
    }

    public async Task<SystemDigests> DigestsAsync()
    {
        var told = (await services.GetFromJsonAsync<JsonNode>(new Uri(Address(Correlation), "/internal/digest")))!;
        var views = (await services.GetFromJsonAsync<JsonNode>(new Uri(Address(Projection), "/internal/digest")))!;
        return new((string)told["told"]!, (string)told["fromNothing"]!, (string)views["views"]!, (string)views["fromNothing"]!);
    }

    /// <summary>Listens to the alert stream; ended with the system.</summary>
    /// <param name="after">The position after which to listen; null: from now on.</param>
    public AlertListener ListenToAlerts(long? after = 0)
    {
        var listener = new AlertListener(Address(Console), after);
        listeners.Add(listener);
        return listener;
    }

    /// <summary>Every alert event that the stream tells from its beginning.</summary>
    public async Task<IReadOnlyList<Heard>> ReadAlertsAsync()
    {
        var expected = (await FeedAsync(Correlation)).Count(e => e.IsAlert);
        await using var listener = new AlertListener(Address(Console), 0);
        return await listener.UntilAsync(heard => heard.Count >= expected, Limit);
    }

    /// <summary>The end of what each process wrote, for a test that failed.</summary>
    public string Output(int linesEach = 60)
    {
        var text = new StringBuilder();
        foreach (var process in all)
        {
            text.AppendLine().Append("== ").Append(process.Name).Append(" (").Append(process.Id).Append(process.IsAlive ? ", alive)" : ", ended)").AppendLine();
            process.Lines.TakeLast(linesEach).ToList().ForEach(l => text.AppendLine(l));
        }

        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync();
        }

        await KillAllAsync();
        await Databases.DropAsync();
        await Databases.DisposeAsync();
        await Broker.RemoveAsync();
        Broker.Dispose();
        services.Dispose();
        Gateway.Dispose();
    }

    /// <summary>The schema step of each service once more, over the databases as they are: as when a system is brought up again.</summary>
    public Task MigrateAgainAsync() => MigrateAsync(name);

    private Task MigrateAsync(string prefix) => Task.WhenAll(Databases.Services.Select(async service =>
    {
        var environment = Environment(service, $"{service}-1", ports[service]);
        environment["TIMELINE_DATABASE"] = prefix;
        var step = new ServiceProcess($"{service} migrate", service, environment, "migrate");
        all.Add(step);
        using var limit = new CancellationTokenSource(Limit);
        if (await step.EndAsync(limit.Token) != 0)
        {
            throw new InvalidOperationException($"the schema step of {service} failed:\n{string.Join('\n', step.Lines)}");
        }
    }));

    private void Launch(string process, string service, string instance, int port)
    {
        if (running.TryGetValue(process, out var before) && before.IsAlive)
        {
            throw new InvalidOperationException($"{process} is running already");
        }

        running[process] = new(process, service, Environment(service, instance, port));
        all.Add(running[process]);
    }

    private async Task ReadyAsync(string process, int port)
    {
        try
        {
            await Wait.UntilAsync(
                async () =>
                {
                    if (!running[process].IsAlive)
                    {
                        throw new InvalidOperationException($"{process} ended at its start");
                    }

                    using var answer = await services.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"));
                    return answer.IsSuccessStatusCode;
                },
                Limit);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{process} does not become ready: {e.Message}\n{Output()}", e);
        }
    }

    private Dictionary<string, string> Environment(string service, string instance, int port)
    {
        var environment = new Dictionary<string, string>
        {
            ["TIMELINE_POSTGRES"] = Surroundings.Postgres.ConnectionString,
            ["TIMELINE_DATABASE"] = name,
            ["TIMELINE_RABBIT"] = Broker.Address().ToString(),
            ["TIMELINE_RABBIT_MANAGEMENT"] = Surroundings.RabbitManagement.ToString(),
            ["TIMELINE_KEY"] = key,
            ["TIMELINE_INSTANCE"] = instance,
            ["TIMELINE_REQUIRE_TOKEN"] = "",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        };
        MakeFitForTests(environment);
        foreach (var one in Services)
        {
            environment[$"TIMELINE_{one.ToUpperInvariant()}"] = Address(one).ToString();
        }

        foreach (var (variable, value) in (changes.GetValueOrDefault(service) ?? []).Concat(changes.GetValueOrDefault(instance) ?? []))
        {
            environment[variable] = value;
        }

        return environment;
    }

    // for the tests; what is measured runs as it does for its users
    static partial void MakeFitForTests(Dictionary<string, string> environment);

    /// <summary>Sends a file of rows.</summary>
    public async Task<Answer> SendAsync(string path, string file)
    {
        using var content = new StringContent(file, Encoding.UTF8, "application/x-ndjson");
        return await ReadAsync(Gateway.PostAsync(path, content));
    }

    private static async Task<Answer> ReadAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        var text = await answer.Content.ReadAsStringAsync();
        return new(answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}

/// <summary>An event of a service's feed.</summary>
public sealed record FedRow(long Position, string Type, string Stream, JsonNode Data)
{
    public bool IsAlert => Stream.StartsWith("alert~", StringComparison.Ordinal);
}
