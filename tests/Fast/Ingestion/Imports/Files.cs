using System.Text;
using Timeline.Ingestion.Imports;
using Timeline.Ingestion.Reports;
using Timeline.Hosting;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion.Imports;

/// <summary>Files as they are sent, and what is read of them.</summary>
internal static class Files
{
    /// <summary>The rows of a timeline file.</summary>
    public static async Task<List<FileRow>> RowsAsync(byte[] sent)
    {
        await using var file = await ReceivedFile.TakeAsync(new MemoryStream(sent), TestContext.Current.CancellationToken);
        var rows = new List<FileRow>();
        await foreach (var row in ReadLines.OfAsync(file, TestContext.Current.CancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The rows of a file of cells.</summary>
    public static async Task<(SheetHeader Header, List<FileRow> Rows)> SheetAsync(string file)
    {
        var header = ReadSheet.Header(file);
        var rows = new List<FileRow>();
        await foreach (var row in ReadSheet.OfAsync(new StringReader(file), header, TestContext.Current.CancellationToken))
        {
            rows.Add(row);
        }

        return (header, rows);
    }

    /// <summary>What every row of a file says in a format, and how the report reads that it becomes.</summary>
    public static async Task<List<Taken>> TakeAsync(string format, string file, Mapping? mapping = null)
    {
        var (header, rows) = await SheetAsync(file);
        Assert.Empty(Formats.Of(format, mapping).Sheet!.Missing(header));
        var read = new ReadRow(new() { Id = "i", Set = "s", Format = format, By = "test", Header = header, Mapping = mapping });
        return [.. rows.Select(r => Take(read, r))];
    }

    private static Taken Take(ReadRow read, FileRow row)
    {
        if (row.Trouble is not null)
        {
            return new(row.Line, null, null, null, row.Trouble, []);
        }

        var said = read.Of(row.Body);
        if (said.Row is null)
        {
            return new(row.Line, null, null, said.Column, said.Reason, []);
        }

        try
        {
            var problems = new Problems();
            var reading = new ReadReport(Gazetteer.Standard).Read(said.Row, problems, _ => null);
            problems.ThrowIfAny();
            return new(row.Line, said.Row, reading, null, null, said.Proposals ?? []);
        }
        catch (Refused e)
        {
            var refused = read.Refuse(e);
            return new(row.Line, null, null, refused.Column, refused.Reason, []);
        }
    }

    /// <param name="Row">Null where it was rejected.</param>
    internal sealed record Taken(int Line, TimelineRow? Row, Reading? Reading, int? Column, string? Reason, IReadOnlyList<Proposal> Proposals)
    {
        public Account Account => Reading?.Account ?? throw new InvalidOperationException($"line {Line} was rejected: {Reason}");
    }
}
