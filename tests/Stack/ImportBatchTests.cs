using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack;

[Collection(SharedSystem.Name)]
public class ImportBatchTests(RunningSystem system)
{
    [Fact]
    public async Task Rows_of_one_batch_see_what_the_rows_before_them_did_and_an_old_file_undoes_nothing()
    {
        var raid = Rows.Incursion("raid", "1953-08-05", "1953-08-05");
        var first = await system.ImportAsync([raid, raid.DeepClone(), Rows.Moved("raid", "1953-08-07", "1953-08-07"), Rows.Retracted("nobody")], "batch");
        var again = await system.ImportAsync([raid.DeepClone(), Rows.Retracted("raid"), "{ no json"], "batch");
        var settled = await system.SettleAsync();

        Assert.Equal(["created", "unchanged", "corrected", "rejected"], first.Verdicts.Select(v => v.Word));
        Assert.Equal(["unchanged", "retracted", "rejected"], again.Verdicts.Select(v => v.Word));
        Assert.Equal(3, await system.Databases.AskAsync<long>(RunningSystem.Ingestion, "select version from timeline.mt_streams where id = 'batch.raid'"));
        Assert.True((bool)settled["settled"]!);
    }
}
