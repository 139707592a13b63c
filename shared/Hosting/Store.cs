using System.Diagnostics;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>A service's one store: its own database, its own daemon (DECISIONS 4: two daemons in one database freeze each other).</summary>
public static class Store
{
    /// <summary>The schema of every service's database.</summary>
    public const string Schema = "timeline";

    /// <summary>Adds the event store of a service.</summary>
    /// <param name="migrating">The schema step: tables may be made. A running service never alters one.</param>
    public static MartenServiceCollectionExtensions.MartenConfigurationExpression AddStore(
        this IServiceCollection services, Settings settings, bool migrating, Action<StoreOptions> configure)
    {
        var data = Connections(settings.Postgres);
        services.AddSingleton(data);
        services.AddSingleton(new SchemaSql(SchemaSql.Positions));
        services.AddHealthChecks().AddCheck<ReachesDatabase>("database");
        services.AddHostedService<EndStandstill>();
        var marten = services.AddMarten(_ =>
        {
            var options = new StoreOptions();
            Configure(options, data, migrating);
            configure(options);
            return options;
        }).UseLightweightSessions().AddAsyncDaemon(DaemonMode.HotCold);
        services.AddHostedService<ForgetStopped>();   // after the daemon, and so ended before it
        return marten;
    }

    /// <summary>Connections to a service's database.</summary>
    public static NpgsqlDataSource Connections(string postgres)
    {
        var source = new NpgsqlDataSourceBuilder(postgres);
        source.UseNodaTime();
        source.ConfigureTracing(tracing => tracing
            .ConfigureCommandFilter(_ => Activity.Current is not null)   // what polls belongs to no trace
            .ConfigureBatchFilter(_ => Activity.Current is not null));
        return source.Build();
    }

    private static void Configure(StoreOptions options, NpgsqlDataSource data, bool migrating)
    {
        options.Connection(data);
        options.DatabaseSchemaName = Schema;
        options.DisableNpgsqlLogging = true;
        options.AutoCreateSchemaObjects = migrating ? AutoCreate.CreateOrUpdate : AutoCreate.None;
        options.UseSystemTextJsonForSerialization(casing: Weasel.Core.Casing.CamelCase, configure: json => TimelineJson.Configure(json));
        options.UseNodaTimeMembers();
        if (Telemetry.Traces)
        {
            options.Listeners.Add(new KeepTrace());
        }

        var events = options.Events;
        events.StreamIdentity = StreamIdentity.AsString;
        events.AppendMode = EventAppendMode.Quick;
        events.MetadataConfig.HeadersEnabled = true;
        events.EnableUniqueIndexOnEventId = true;
        events.EnableExtendedProgressionTracking = true;     // why a shard was stopped stands beside its mark, for every process to say
        events.UseListenNotifyForEventAppends = true;        // 20 to 60 times sooner than polling
        events.UseAdvisoryLockTransaction = true;            // the session lock does not work with this lock library: no leader would ever be elected
        foreach (var type in EventCatalogue.OfIngestion.Concat(EventCatalogue.OfCorrelation))
        {
            events.MapEventType(type, EventCatalogue.NameOf(type));
        }

        var projections = options.Projections;
        projections.LeadershipPollingTime = 250;
        projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(500);   // a rolled-back append leaves a hole: pass it in a second
        projections.FastPollingTime = TimeSpan.FromMilliseconds(100);
        projections.SlowPollingTime = TimeSpan.FromMilliseconds(500);          // a NOTIFY can be missed: the safety net below it; each look writes
        projections.Errors.SkipApplyErrors = false;                           // nothing is skipped: a view that cannot follow stops, and says so
        projections.Errors.SkipSerializationErrors = false;
        projections.Errors.SkipUnknownEvents = false;
    }
}

/// <summary>Tables beside Marten's own, made in the schema step; must be harmless when run again.</summary>
/// <param name="First">It runs before the store looks at its own tables, which may not be there yet.</param>
public sealed record SchemaSql(string Text, bool First = false)
{
    /// <summary>How far each producer's events have been taken in; moved in the transaction that takes them (<see cref="ReceiveInOrder"/>).</summary>
    public const string Positions = """
        create table if not exists timeline.position (
            source text primary key, position bigint not null, moved_by text, moved_at timestamptz);
        alter table timeline.position add column if not exists turn bigint not null default 0;
        """;
}
