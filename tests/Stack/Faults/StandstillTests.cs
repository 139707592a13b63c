using Npgsql;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Faults;

/// <summary>A client that stops inside a transaction keeps its connection and its locks. Nobody may wait behind it for ever.</summary>
public class StandstillTests(RunningSystem system) : FaultTests(system)
{
    private const string Hold = "update timeline.position set moved_by = moved_by where source = 'ingestion'";

    [Fact]
    public async Task Whoever_stops_in_the_middle_of_what_it_says_and_holds_the_position_loses_it_and_reports_are_taken_in_again()
    {
        await using var between = await System.Databases.Of(Correlation).OpenConnectionAsync();
        await using var transaction = await between.BeginTransactionAsync();
        await RunAsync(between, Hold);
        await using var middle = await System.Databases.Of(Projection).OpenConnectionAsync();
        await using var other = await middle.BeginTransactionAsync();
        await RunAsync(middle, Hold + "; create temporary table half (line text) on commit drop");
        var copy = await middle.BeginTextImportAsync("copy half from stdin");   // to PostgreSQL: active, and the client says nothing
        await System.ImportAsync([Rows.Harvest("harvest", 1989), Rows.Closure("closure", 1989), Rows.Incursion("raid", "1989-08-05", "1989-08-05")], "still");

        await System.SettleAsync();

        var found = (await System.GetAsync("/api/correlations?rule=incursion-in-harvest-window&state=holds")).AsArray();
        Assert.Single(found, c => c!["incidents"]!.AsArray().Any(i => (string)i! == "still.raid"));
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(between, "select 1"));
        await Assert.ThrowsAnyAsync<Exception>(async () => await copy.DisposeAsync());
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
