using Timeline.Hosting;
using Timeline.Ingestion.Imports;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion.Imports;

/// <summary>Rows of cells: each with the line it begins in, each that cannot be read refused by itself.</summary>
public class ReadSheetTests
{
    [Fact]
    public async Task A_row_knows_the_line_it_begins_in_whatever_stands_between_quotation_marks()
    {
        var (header, rows) = await Files.SheetAsync("id,text\r\n1,\"one\r\ntwo\nthree\"\r\n\r\n2,\"with \"\"marks\"\", and a comma\"\n3,last");

        Assert.Equal([2, 6, 7], rows.Select(r => r.Line));
        Assert.Equal(["1", "one\r\ntwo\nthree"], ReadSheet.CellsOf(rows[0].Body, header));
        Assert.Equal(["2", "with \"marks\", and a comma"], ReadSheet.CellsOf(rows[1].Body, header));
        Assert.All(rows, r => Assert.Null(r.Trouble));
    }

    [Theory]
    [InlineData("a;b\n1;2", ";")]
    [InlineData("a\tb\n1\t2", "\t")]
    [InlineData("a|b\n1|2", "|")]
    [InlineData("\"a,x\";b\n1;2", ";")]
    [InlineData("\n\na,b\n1,2", ",")]
    public async Task What_stands_between_two_cells_is_seen_in_the_header(string file, string separator)
    {
        var (header, rows) = await Files.SheetAsync(file);

        Assert.Equal(separator, header.Separator);
        Assert.Equal(["1", "2"], ReadSheet.CellsOf(Assert.Single(rows).Body, header));
    }

    [Fact]
    public async Task A_column_without_a_name_at_the_end_asks_for_no_cell_and_holds_none()
    {
        var (_, rows) = await Files.SheetAsync("a,b,\n1,2,\n1,2\n1,2,,\n1,2,3\n");

        Assert.Equal([true, true, true, false], rows.Select(r => r.Trouble is null));
    }

    [Fact]
    public async Task A_ragged_row_is_refused_and_the_next_one_is_read()
    {
        var (_, rows) = await Files.SheetAsync("a,b,c\n1,2\n1,2,3,4\n1,2,3");

        Assert.Equal(["It has 2 cells where the header has 3.", "It has 4 cells where the header has 3.", null], rows.Select(r => r.Trouble));
    }

    [Fact]
    public async Task A_quotation_mark_inside_a_plain_cell_spoils_its_own_row_alone()
    {
        var (_, rows) = await Files.SheetAsync("a,b\n5\" pipe,x\n6,y\n\"7\"8,z\n9,w");

        Assert.Equal([2, 3, 4, 5], rows.Select(r => r.Line));
        Assert.Equal([false, true, false, true], rows.Select(r => r.Trouble is null));
        Assert.StartsWith("A quotation mark stands where none can", rows[0].Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mark_that_is_never_closed_is_one_bad_row_to_the_end_and_says_so()
    {
        var (_, rows) = await Files.SheetAsync("a,b\n1,2\n3,\"open\n5,6\n7,8\n");

        Assert.Equal([2, 3], rows.Select(r => r.Line));
        Assert.Contains("not closed", rows[1].Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_beyond_all_measure_ends_the_reading_and_says_so()
    {
        var (_, rows) = await Files.SheetAsync("a,b\n1,2\n3,\"" + new string('x', ReadSheet.CellMost + 5) + "\"\n5,6\n");

        Assert.Equal([2, 3], rows.Select(r => r.Line));
        Assert.Contains($"more than {ReadSheet.CellMost} characters", rows[1].Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_header_once_more_and_a_row_quoted_as_a_whole_are_refused()
    {
        var (_, rows) = await Files.SheetAsync("a,b\n1,2\na,b\n\"3,4\"\n");

        Assert.Equal([null, "It is the header once more.", "The whole row stands between quotation marks, as one cell: perhaps a spreadsheet did that."], rows.Select(r => r.Trouble));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\n")]
    [InlineData(",,,\n")]
    [InlineData("a,b,a\n")]
    public void A_file_without_a_clear_header_is_none(string file) => Assert.Throws<Refused>(() => ReadSheet.Header(file));

    [Fact]
    public async Task A_cell_that_a_spreadsheet_would_run_is_guarded_going_out_and_comes_back_as_it_was()
    {
        var (header, rows) = await Files.SheetAsync("a,b,c\n=1+2,\"@sum(\"\"x\"\")\",-12.5\n");

        var guarded = ReadSheet.Guarded(rows[0].Body, header);

        Assert.Equal("\"'=1+2\",\"'@sum(\"\"x\"\")\",\"-12.5\"", guarded);
        Assert.Equal(ReadSheet.CellsOf(rows[0].Body, header), ReadSheet.CellsOf(guarded, header));
    }

    [Fact]
    public async Task Rejected_rows_go_out_with_a_guarded_header_and_why_and_come_back_with_the_same_columns()
    {
        var (header, rows) = await Files.SheetAsync("id;=HYPERLINK(1);@name;\n1;x;-y;\n2;\"two\nlines\";z\n");

        var given = $"{ReadSheet.WithReasons(header)}\n{ReadSheet.WithReason(rows[0].Body, header, "=bad; \"very\"")}\n{ReadSheet.WithReason(rows[1].Body, header, "worse")}\n";
        var (again, back) = await Files.SheetAsync(given);

        Assert.StartsWith("\"id\";\"'=HYPERLINK(1)\";\"'@name\";\"\";rejected because\n\"1\";\"x\";\"'-y\";\"\";\"'=bad; \"\"very\"\"\"\n", given, StringComparison.Ordinal);
        Assert.Equal(header.Columns, again.Columns.SkipLast(1));
        Assert.All(back, r => Assert.Null(r.Trouble));
        Assert.Equal([["1", "x", "-y", "", "=bad; \"very\""], ["2", "two\nlines", "z", "", "worse"]], back.Select(r => ReadSheet.CellsOf(r.Body, again)));

        // rejected once more it says why anew, and has no second column for it
        Assert.Equal(ReadSheet.Header(given).Columns, ReadSheet.Header(ReadSheet.WithReasons(again) + "\n").Columns);
        Assert.Equal("\"2\";\"two\nlines\";\"z\";\"\";\"still\"", ReadSheet.WithReason(back[1].Body, again, "still"));
    }

    [Theory]
    [InlineData("1,2")]
    [InlineData("1,\"2")]
    [InlineData("5\" pipe,2,3")]
    [InlineData("\"1,2,3\"")]
    public async Task A_row_whose_cells_are_in_doubt_goes_out_as_it_came_and_is_refused_again_until_it_is_mended(string row)
    {
        var (header, rows) = await Files.SheetAsync($"a,b,c\n{row}\n");
        var given = ReadSheet.WithReason(Assert.Single(rows).Body, header, "why");

        var (_, back) = await Files.SheetAsync($"{ReadSheet.WithReasons(header)}\n{given}\n");
        var (_, mended) = await Files.SheetAsync($"{ReadSheet.WithReasons(header)}\n1,2,3\n");

        Assert.Equal(row, given);
        Assert.NotNull(Assert.Single(back).Trouble);
        Assert.Null(Assert.Single(mended).Trouble);
    }

    [Fact]
    public async Task A_row_with_a_cell_too_many_has_it_still_when_it_comes_back_with_why()
    {
        var (header, rows) = await Files.SheetAsync("a,b,c\n1,2,3,4\n");
        var given = ReadSheet.WithReason(Assert.Single(rows).Body, header, "why");
        var (_, back) = await Files.SheetAsync($"{ReadSheet.WithReasons(header)}\n{given}\n{given.Replace("\"4\",", "", StringComparison.Ordinal)}\n");

        Assert.Equal("\"1\",\"2\",\"3\",\"4\",\"why\"", given);
        Assert.Equal([false, true], back.Select(r => r.Trouble is null));
    }

    [Fact]
    public void No_mapping_and_no_format_reads_why_a_row_was_rejected() =>
        Assert.Equal(
            ProposeMapping.Of(ReadSheet.Header("no,date,place\n")).Fields!.Keys, ProposeMapping.Of(ReadSheet.Header($"no,date,place,{SheetHeader.Reasons}\n")).Fields!.Keys);
}
