using System.Text;
using System.Text.Json;
using Timeline.Ingestion.Imports;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion.Imports;

/// <summary>A file is a row a line, or one array; every row knows its place in it.</summary>
public class ReadLinesTests
{
    [Fact]
    public async Task Rows_stand_a_line_each_and_empty_lines_count_as_lines() =>
        Assert.Equal([(1, """{"a":1}"""), (4, """{"b":2}""")], await Rows("{\"a\":1}\n\n  \r\n{\"b\":2}\n"));

    [Fact]
    public async Task The_last_line_needs_no_end() => Assert.Equal([(1, "{}"), (2, "{}")], await Rows("{}\n{}"));

    [Fact]
    public async Task A_mark_of_byte_order_is_passed_over() => Assert.Equal([(1, "{}")], await Rows("\ufeff{}\n"));

    [Fact]
    public async Task A_line_that_is_not_json_is_a_row_all_the_same() => Assert.Equal([(1, "{}"), (2, "broken"), (3, "{}")], await Rows("{}\nbroken\n{}"));

    [Fact]
    public async Task Of_an_array_each_row_has_its_number_wherever_its_lines_end() =>
        Assert.Equal([(1, """{"a":1}"""), (2, """{"b":2}"""), (3, """{"c":[]}"""), (4, "{}")], await Rows("[{\"a\":1},\n{\"b\":2}, {\"c\":[]},\n\n\n  {}]"));

    [Fact]
    public async Task An_array_may_begin_after_empty_lines() => Assert.Equal([(1, "{}")], await Rows("\n\n[{}]"));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\n\n")]
    public async Task An_empty_file_has_no_rows(string file) => Assert.Empty(await Rows(file));

    [Theory]
    [InlineData("[{}, ")]
    [InlineData("[{}")]
    [InlineData("[{},]")]
    [InlineData("[,{}]")]
    [InlineData("[{} {}]")]
    [InlineData("[{}] {}")]
    [InlineData("[{]")]
    [InlineData("[}]")]
    [InlineData("[{\"a\":\"]")]
    [InlineData("[broken]")]
    public async Task A_broken_array_is_no_file(string file) => await Assert.ThrowsAnyAsync<JsonException>(() => Rows(file));

    [Fact]
    public async Task Where_an_array_is_broken_is_said()
    {
        var broken = await Assert.ThrowsAnyAsync<JsonException>(() => Rows("[{\"a\":\"Ош\"},\n {\"b\":x}]"));

        Assert.Equal((1, 6), (broken.LineNumber, broken.BytePositionInLine));
    }

    [Fact]
    public async Task What_parts_rows_of_an_array_may_stand_in_their_texts()
    {
        string[] rows = ["{'a':'],[{\\'\\\\'}", "'},[\\\\'", "[[],[1,2]]"];

        Assert.Equal(
            rows.Select((r, n) => (n + 1, r.Replace('\'', '"'))), await Rows($"[{string.Join(',', rows)}]".Replace('\'', '"')));
    }

    [Fact]
    public async Task A_line_beyond_all_measure_is_refused_and_the_next_one_is_read()
    {
        var rows = await ReadAsync("{\"a\":\"" + new string('x', 3 * ReadLines.LineMost) + "\"}\n{}");

        Assert.Equal([(1, false), (2, true)], rows.Select(r => (r.Line, r.Trouble is null)));
        Assert.True(rows[0].Body.Length < ReadLines.LineMost);
    }

    [Fact]
    public async Task A_row_of_an_array_beyond_all_measure_is_refused_and_the_next_one_is_read()
    {
        var whole = "{\"a\":\"" + new string('x', ReadLines.LineMost - 8) + "\"}";
        var rows = await ReadAsync($"[{{}}, {{\"a\":[\"{new string('x', 3 * ReadLines.LineMost)}\", {{}}]}},{whole}  , {{}}]");

        Assert.Equal([(1, null), (2, "The row has more than 1000000 characters."), (3, null), (4, null)], rows.Select(r => (r.Line, r.Trouble)));
        Assert.Equal((1000, ReadLines.LineMost), (rows[1].Body.Length, rows[2].Body.Length));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task An_array_or_lines_in_utf_16_are_read_as_well(string encoding)
    {
        var letters = Encoding.GetEncoding(encoding);
        var lines = await Files.RowsAsync(letters.GetPreamble().Concat(letters.GetBytes("{\"a\":\"Ош\"}\n{}")).ToArray());
        var array = await Files.RowsAsync(letters.GetPreamble().Concat(letters.GetBytes("[{\"a\":\"Ош\"}, {}]")).ToArray());

        Assert.Equal(["{\"a\":\"Ош\"}", "{}"], lines.Select(r => r.Body));
        Assert.Equal(["{\"a\":\"Ош\"}", "{}"], array.Select(r => r.Body));
    }

    private static async Task<List<(int Line, string Body)>> Rows(string file) => [.. (await ReadAsync(file)).Select(r => (r.Line, r.Body))];

    private static Task<List<FileRow>> ReadAsync(string file) => Files.RowsAsync(Encoding.UTF8.GetBytes(file));
}
