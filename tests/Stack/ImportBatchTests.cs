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

    [Fact]
    public async Task Rows_see_what_the_batch_before_them_did_though_it_is_committed_while_they_are_decided()
    {
        // a batch is 500 rows; nowhere and far off, so that they are of no other test's season
        var batch = Enumerable.Range(0, 500).Select(n => Rows.Report($"n{n}", "attack", $"{1481 + (n / 300)}-01-01", $"{1481 + (n / 300)}-01-01", "")).ToList();
        foreach (var row in batch)
        {
            row.Remove("where");
        }

        var more = Rows.Report("more", "attack", "1481-01-01", "1481-01-02", "");
        more.Remove("where");
        more["incident"] = "batches.n497";   // by the incident's own id, which is not in the store yet
        var taken = await system.ImportAsync(
            [.. batch, Rows.Moved("n499", "1482-01-05", "1482-01-05"), Rows.Retracted("n498"), batch[0].DeepClone(), more, Rows.Moved("n497", "1482-01-06", "1482-01-06"), Rows.Moved("nobody", "1482-01-06", "1482-01-06")], "batches");
        await system.SettleAsync();

        Assert.Equal(["corrected", "retracted", "unchanged", "created", "corrected", "rejected"], taken.Verdicts.Skip(500).Select(v => v.Word));
        Assert.Equal("batches.n497", taken.Verdicts[503].IncidentId);
        Assert.Equal(
            "n0 1, n497 3, n498 2, n499 2",
            await system.Databases.AskAsync<string>(
                RunningSystem.Ingestion,
                "select string_agg(split_part(id, '.', 2) || ' ' || version, ', ' order by id) from timeline.mt_streams where id in ('batches.n0', 'batches.n497', 'batches.n498', 'batches.n499')"));
        Assert.Equal(504, await system.Databases.AskAsync<long>(RunningSystem.Ingestion, "select count(*) from timeline.mt_events where stream_id like 'batches.%'"));
    }

    [Fact]
    public async Task An_import_that_the_store_will_never_take_ends_with_its_trouble_and_the_next_one_has_its_turn()
    {
        await system.Databases.AskAsync<object>(
            RunningSystem.Ingestion,
            """
            create function timeline.refuse_poison() returns trigger language plpgsql as $$ begin raise exception 'poison is refused'; end $$;
            create trigger refuse_poison before insert on timeline.mt_doc_importedrecord for each row when (new.id like 'poison/%') execute function timeline.refuse_poison();
            """);
        try
        {
            var poison = await system.SendAsync("/api/imports?format=timeline&set=poison", Rows.Incursion("raid", "1483-08-05", "1483-08-05").ToJsonString());
            var next = await system.ImportAsync([Rows.Incursion("raid", "1483-08-05", "1483-08-05")], "after-poison");
            var ended = await system.GetAsync($"/api/imports/{poison.Body!["id"]}");

            Assert.Equal(1, next.Counts["created"]);
            Assert.Equal("failed", (string?)ended["state"]);
            Assert.Contains("poison is refused", (string)ended["trouble"]!, StringComparison.Ordinal);
            Assert.Equal(0, await system.Databases.AskAsync<long>(RunningSystem.Ingestion, "select count(*) from timeline.mt_events where stream_id like 'poison.%'"));
        }
        finally
        {
            await system.Databases.AskAsync<object>(RunningSystem.Ingestion, "drop trigger refuse_poison on timeline.mt_doc_importedrecord; drop function timeline.refuse_poison()");
            await system.SettleAsync();
        }
    }
}
