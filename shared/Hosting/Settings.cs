using Npgsql;

namespace Timeline.Hosting;

/// <summary>What a service must be told from outside: environment variables, the same names for all (infra/local/README.md), read by <see cref="Surroundings"/>.</summary>
public sealed record Settings(string Service, string Instance, string Postgres, Uri Rabbit, byte[] Key, IReadOnlyDictionary<string, Uri> Services)
{
    public static readonly string[] Roles = ["ingestion", "correlation", "projection"];

    /// <summary>How long a mark may stand still behind what is stored before the service says that it is not ready (TIMELINE_STILL_SECONDS).</summary>
    public TimeSpan StillLimit { get; init; } = TimeSpan.FromSeconds(Number("TIMELINE_STILL_SECONDS", 15, 1, 3600));

    /// <summary>How long the bus may be down though the broker can be reached, or the outbox wait for confirms that others get, before the process ends to be started again (TIMELINE_BUS_SECONDS).</summary>
    public TimeSpan BusLimit { get; init; } = TimeSpan.FromSeconds(Number("TIMELINE_BUS_SECONDS", 30, 3, 3600));

    /// <summary>How many events may wait to be published before nothing more is recorded (TIMELINE_BACKLOG). On two cores a broker takes some thousand a second.</summary>
    public long Backlog { get; init; } = Number("TIMELINE_BACKLOG", 50_000, 1, int.MaxValue);

    /// <summary>How many facts are put together in one stretch, for a quick start over a long history (TIMELINE_STRETCH).</summary>
    public int Stretch { get; init; } = Number("TIMELINE_STRETCH", 10_000, 10, 100_000);

    /// <summary>The broker's management API, with user and password; null where it is not told (TIMELINE_RABBIT_MANAGEMENT).</summary>
    public Uri? RabbitManagement { get; init; } = Surroundings.Value("TIMELINE_RABBIT_MANAGEMENT") is { Length: > 0 } stated ? new(stated.TrimEnd('/') + "/") : null;

    /// <exception cref="InvalidOperationException">A variable is missing or not of its form; the message names it.</exception>
    /// <param name="hasStore">Whether the service keeps a store; the console keeps none.</param>
    public static Settings Read(string service, bool hasStore = true)
    {
        var postgres = new NpgsqlConnectionStringBuilder(hasStore ? Surroundings.Required("TIMELINE_POSTGRES") : "")
        {
            Database = $"{Surroundings.Value("TIMELINE_DATABASE") ?? "timeline"}_{service}",
            Timezone = "UTC",   // quick append stamps now() at time zone 'utc' into a timestamptz: right only in a UTC session
            MaxPoolSize = 24,
            Timeout = 5,   // who waits for a connection is told sooner that there is none
            ApplicationName = service,
            // A killed process must lose its locks at once: without the check PostgreSQL keeps a dead leader's session for a minute. One that stands
            // still inside a transaction holds the position row: after half a minute it loses it, and whoever stands by goes on. One whose machine or
            // network is gone says nothing at all: without the last four its locks are kept for two hours.
            Options = "-c client_connection_check_interval=100 -c idle_in_transaction_session_timeout=30000"
                + " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3 -c tcp_user_timeout=20000",
        };
        return new(
            service,
            Surroundings.Value("TIMELINE_INSTANCE") ?? $"{service}-{Environment.ProcessId}",
            postgres.ConnectionString,
            new Uri(Surroundings.Required("TIMELINE_RABBIT")),
            Convert.FromBase64String(Surroundings.Required("TIMELINE_KEY")),
            Roles.Where(r => Surroundings.Value(Variable(r)) is not null).ToDictionary(r => r, r => new Uri(Surroundings.Required(Variable(r)))));
    }

    private static string Variable(string role) => $"TIMELINE_{role.ToUpperInvariant()}";

    private static int Number(string name, int usual, int least, int most) => Surroundings.Value(name) switch
    {
        null or "" => usual,
        var stated when int.TryParse(stated, out var number) && number >= least && number <= most => number,
        var stated => throw new InvalidOperationException($"the environment variable {name} is '{stated}', and not a number from {least} to {most}"),
    };
}
