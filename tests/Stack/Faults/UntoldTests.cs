using System.Collections.Concurrent;
using JasperFx;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Daemon.Coordination;
using Marten.Subscriptions;
using Microsoft.Extensions.Logging.Abstractions;
using Timeline.Hosting;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace Timeline.Tests.Stack.Faults;

/// <summary>
/// A subscription that was begun anew in the moment in which the daemon ended its reading of how far the store has come: it runs and is told of nothing. The moment cannot be
/// forced, what it leaves can.
/// </summary>
public class UntoldTests(RunningSystem system) : FaultTests(system)
{
    private const string Schema = "untold";

    [Fact]
    public async Task A_subscription_that_runs_while_nobody_reads_how_far_the_store_has_come_is_told_again()
    {
        var heard = new Heard();
        await using var store = DocumentStore.For(options =>
        {
            options.Connection(System.Databases.Of(Correlation));
            options.DatabaseSchemaName = Schema;
            options.AutoCreateSchemaObjects = AutoCreate.All;
            options.Events.Subscribe(heard);
        });
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        await HappenAsync(store, 1);
        await heard.UntilAsync(1);

        await ((JasperFxAsyncDaemon<IDocumentOperations, IQuerySession, Marten.Events.Projections.IProjection>)daemon).PauseHighWaterAgentAsync();
        await HappenAsync(store, 2);
        Assert.False(daemon.IsRunning);
        Assert.Contains(daemon.CurrentAgents(), a => a.Status == AgentStatus.Running);
        await Task.Delay(TimeSpan.FromSeconds(3));   // longer than the daemon ever leaves between two looks
        Assert.False(heard.Has(2));
        using var forget = new ForgetStopped(new OneDaemon(daemon), TimeProvider.System, NullLogger<ForgetStopped>.Instance);
        await forget.StartAsync(CancellationToken.None);
        await heard.UntilAsync(2);

        await forget.StopAsync(CancellationToken.None);
        await daemon.StopAllAsync();
        await System.Databases.AskAsync<int>(Correlation, $"drop schema {Schema} cascade");
    }

    private static async Task HappenAsync(DocumentStore store, int number)
    {
        await using var session = store.LightweightSession();
        session.Events.StartStream(Guid.NewGuid(), new Happened(number));
        await session.SaveChangesAsync();
    }

    public sealed record Happened(int Number);

    private sealed class Heard : SubscriptionBase
    {
        private readonly ConcurrentBag<int> numbers = [];

        public bool Has(int number) => numbers.Contains(number);

        public Task<int> UntilAsync(int number) => Wait.ForAsync(() => Task.FromResult(numbers.DefaultIfEmpty().Max()), most => most == number, Limit);

        public override Task<IChangeListener> ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
        {
            foreach (var happened in page.Events.Select(e => e.Data).OfType<Happened>())
            {
                numbers.Add(happened.Number);
            }

            return Task.FromResult(NullChangeListener.Instance);
        }
    }

    /// <summary>The daemon alone: who leads is not asked here.</summary>
    private sealed class OneDaemon(IProjectionDaemon daemon) : IProjectionCoordinator
    {
        public IProjectionDaemon DaemonForMainDatabase() => daemon;

        public ValueTask<IProjectionDaemon> DaemonForDatabase(string databaseIdentifier) => new(daemon);

        public ValueTask<IReadOnlyList<IProjectionDaemon>> AllDaemonsAsync() => new([daemon]);

        public Task PauseAsync() => Task.CompletedTask;

        public Task ResumeAsync() => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
