using Timeline.Console.Terminal;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public sealed class ImportInWordsTests
{
    [Fact]
    public void Every_rejected_row_is_named_with_line_column_and_reason()
    {
        var import = new ImportView("i1", "done", 3, 3, new Dictionary<string, int> { ["created"] = 1, ["unchanged"] = 0, ["rejected"] = 2 },
            [new(2, null, "when: not a date"), new(3, 7, "not JSON")]);

        Assert.Equal(["a.ndjson into set paper: 1 created, 2 rejected", "  line 2: when: not a date", "  line 3, column 7: not JSON"], ImportInWords.Verdict("a.ndjson", "paper", import));
    }

    [Fact]
    public void Of_many_rejected_rows_the_first_are_named_and_where_the_rest_are()
    {
        var import = new ImportView("i1", "done", 300, 300, new Dictionary<string, int> { ["rejected"] = 300 }, [.. Enumerable.Range(2, 300).Select(line => new RejectedRow(line, null, "no date"))]);

        var said = ImportInWords.Verdict("a.csv", "paper", import).ToList();

        Assert.Equal(22, said.Count);
        Assert.Equal("  and 280 more: /import?import=i1 shows each, /api/imports/i1/rejected has the rows", said[^1]);
    }

    [Fact]
    public void A_failed_import_says_that_it_failed_and_why()
    {
        var import = new ImportView("i1", "failed", null, null, null, null, "the store was away");

        Assert.Equal(["a.ndjson into set paper failed: the store was away"], ImportInWords.Verdict("a.ndjson", "paper", import));
    }

    [Fact]
    public void Progress_counts_rows_once_they_are_known()
    {
        Assert.Equal("queued", ImportInWords.Progress(new("i1", "queued", null, null, null, null)));
        Assert.Equal("1,200 of 3,400 rows", ImportInWords.Progress(new("i1", "running", 3400, 1200, null, null)));
    }

    [Fact]
    public void One_that_waits_for_a_second_person_is_not_waited_for_and_says_where_it_is_approved()
    {
        var import = new ImportView("i1", "waiting", 3, 1, new Dictionary<string, int> { ["created"] = 1 }, null);

        Assert.True(import.IsOver);
        Assert.Equal(["a.csv into set staff waits for another person's approval, on /import?import=i1; so far: 1 created"], ImportInWords.Verdict("a.csv", "staff", import));
    }
}
