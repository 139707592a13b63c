using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Operations;

/// <summary>The schema step runs whenever a system is brought up: over databases that have all their tables, and rows in them, it changes nothing and fails on nothing.</summary>
[Collection(SharedSystem.Name)]
public class SchemaStepTests(RunningSystem system)
{
    [Fact]
    public async Task It_runs_again_over_what_it_made_and_leaves_every_index_as_it_was()
    {
        const string indexes = "select string_agg(indexdef, E'\\n' order by indexname) from pg_indexes where schemaname = 'timeline'";
        var before = await system.Databases.AskAsync<string>(RunningSystem.Ingestion, indexes);

        await system.MigrateAgainAsync();

        Assert.Contains("incident_links", before, StringComparison.Ordinal);
        Assert.Equal(before, await system.Databases.AskAsync<string>(RunningSystem.Ingestion, indexes));
    }
}
