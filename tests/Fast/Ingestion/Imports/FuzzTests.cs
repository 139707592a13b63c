using System.Text;
using System.Text.Json;
using Timeline.Hosting;
using Timeline.Ingestion.Imports;
using Timeline.Ingestion.Reports;
using Timeline.Tests.Files;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion.Imports;

/// <summary>
/// Files that are broken in the ways in which files break: good rows of each format, changed in their cells, their quotation marks, their lines, their bytes and their wrapping. Whatever comes, the file is
/// refused whole with a field, or every row becomes a report or a reason, on a line that the file has. More of them: TIMELINE_FUZZ=100000.
/// </summary>
public class FuzzTests
{
    private static readonly int Files = int.TryParse(Environment.GetEnvironmentVariable("TIMELINE_FUZZ"), out var many) ? many : 400;

    private static readonly Mapping Log = CheckMapping.Read(BrokenFiles.Log);

    [Fact]
    public async Task Whatever_comes_is_refused_with_a_field_or_every_row_becomes_a_report_or_a_reason()
    {
        var (refused, reports, reasons) = (0, 0, 0);
        for (var seed = 1; seed <= Files; seed++)
        {
            var random = new Random(seed);
            var (format, bytes, lines) = BrokenFiles.Draw(random);
            try
            {
                var (good, bad) = await ReadAsync(format, bytes, lines);
                (reports, reasons) = (reports + good, reasons + bad);
            }
            catch (Refused e)
            {
                Assert.NotEmpty(e.Errors);
                refused++;
            }
            catch (Exception e) when (e is DecoderFallbackException or JsonException)
            {
                refused++;   // what StartImport makes a refusal of
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}, format {format}: {Convert.ToBase64String(bytes[..Math.Min(bytes.Length, 3000)])}", e);
            }
        }

        // it must break files, and must not break all of them
        Assert.True(reports > Files && reasons > Files / 4 && refused > 0, $"{reports} reports, {reasons} reasons, {refused} refused");
    }

    private static async Task<(int Reports, int Reasons)> ReadAsync(string format, byte[] bytes, int lines)
    {
        await using var file = await ReceivedFile.TakeAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken);
        var mapping = format == Formats.Csv ? Log : null;
        var sheet = Formats.Of(format, mapping).Sheet;
        SheetHeader? header = null;
        if (sheet is null)
        {
            file.GuessNothing();
        }
        else if (sheet.Missing(header = ReadSheet.Header(await file.BeginningAsync(64 * 1024, TestContext.Current.CancellationToken))).Count > 0)
        {
            throw Refused.Field("body", "It is none of this format.");
        }

        var read = new ReadRow(new() { Id = "i", Set = "s", Format = format, By = "fuzz", Header = header, Mapping = mapping });
        using var text = header is null ? null : file.Text();
        var (reports, reasons, last) = (0, 0, 0);
        await foreach (var row in header is null ? ReadLines.OfAsync(file, TestContext.Current.CancellationToken) : ReadSheet.OfAsync(text!, header, TestContext.Current.CancellationToken))
        {
            Assert.InRange(row.Line, last + 1, lines);
            last = row.Line;
            var reason = row.Trouble ?? Reason(read, row.Body, header);
            Assert.True(reason is null || reason.Length > 0);
            (reports, reasons) = reason is null ? (reports + 1, reasons) : (reports, reasons + 1);
            if (header is not null)
            {
                _ = ReadSheet.Guarded(row.Body, header);
            }
        }

        return (reports, reasons);
    }

    private static string? Reason(ReadRow read, string body, SheetHeader? header)
    {
        var said = read.Of(body);
        Assert.True(said.Column is null or > 0 && (header is null || said.Column is null || said.Column <= header.Columns.Count));
        if (said.Row is null)
        {
            return said.Reason;
        }

        try
        {
            var problems = new Problems();
            new ReadReport(Gazetteer.Standard).Read(said.Row, problems, _ => null);
            problems.ThrowIfAny();
            return null;
        }
        catch (Refused e)
        {
            return read.Refuse(e).Reason;
        }
    }
}
