using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Timeline.Hosting;
using Timeline.Ingestion.Imports;
using Timeline.Ingestion.Reports;
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

    private static readonly (string Format, string Header, string[] Cells)[] Good =
    [
        ("ucdp-ged", "id,type_of_violence,dyad_name,side_a,side_b,where_prec,where_coordinates,latitude,longitude,date_prec,date_start,date_end,best,high,low,event_clarity,source_headline",
            ["901", "1", "A - B", "A", "B", "1", "Mill", "40.1", "70.2", "1", "1999-08-03", "1999-08-03", "5", "7", "4", "1", "\"A headline, with a comma\""]),
        ("acled", "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,location,latitude,longitude,geo_precision,source,notes,fatalities",
            ["UTO1", "23 February 2022", "1", "Battles", "Armed clash", "A", "B", "Mill", "40.1", "70.2", "1", "A wire", "\"Notes, \"\"quoted\"\"\"", "3"]),
        ("asam", "reference,date,position,navArea,subreg,hostility,victim,description,",
            ["1999-7", "1999-08-03", "\"12°53'15\"\"N\n121°46'15\"\"E\"", "XI", "92", "ROBBERS", "TUG", "\"NOWHERE: The tug (STAR) was hijacked.\"", ""]),
        ("csv", "no,type,date,place,groups,people", ["7", "taking", "3 August 1999", "Batken", "IMU;others", "4"]),
    ];

    private static readonly Mapping Log = CheckMapping.Read("""
        { "fields": { "externalId": { "column": "no" }, "kind": { "column": "type", "words": { "taking": "hostage-taking" } }, "title": { "text": "{type} at {place}" }, "when.text": { "column": "date" },
          "where.text": { "column": "place" }, "actors": { "column": "groups", "split": ";" }, "details.hostages.best": { "column": "people" }, "source.name": { "value": "log" } } }
        """);

    private static readonly string[] Odd =
    [
        "", " ", "NA", "-99", "0", "-1", "1e400", "99999999999999999999999999999", "NaN", "Infinity", "٣", "1,5", "1999-02-30", "0000-00-00", "9999-12-31", "1999-08-03T25:61:61", "early August 1999", "\"", "\"\"", "\"a\"b",
        "a\"b", "\"a\nb\"", "\"a,b\"", ",", "=1+2", "@SUM(A1)", "\0", "\u0001", "\ud800", "\u202e", "ÿþ", "Ош", "'; drop table x; --", "{}", "[1]", "null", "{0}", "90°00'00\"\"N", "1°1'1\"\"N 1°1'1\"\"E", "\r", "\r\n", "\n", "\t",
    ];

    [Fact]
    public async Task Whatever_comes_is_refused_with_a_field_or_every_row_becomes_a_report_or_a_reason()
    {
        var (refused, reports, reasons) = (0, 0, 0);
        for (var seed = 1; seed <= Files; seed++)
        {
            var random = new Random(seed);
            var (format, bytes, lines) = Draw(random);
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

    private static (string Format, byte[] Bytes, int Lines) Draw(Random random)
    {
        var json = random.Next(5) == 0;
        var (format, header, cells) = json ? ("timeline", "", []) : Good[random.Next(Good.Length)];
        var rows = Enumerable.Range(0, random.Next(1, 12)).Select(_ => json ? OfJson(random) : string.Join(',', cells.Select(c => random.Next(12) == 0 ? Odd[random.Next(Odd.Length)] : c))).ToList();
        if (!json)
        {
            rows = [.. rows.Select(r => random.Next(14) switch { 0 => r + ",more", 1 => r[..random.Next(r.Length)], 2 => header, 3 => $"\"{r}\"", _ => r })];
            rows.Insert(0, random.Next(25) == 0 ? header.Replace(",", random.Next(2) == 0 ? ";" : ",,", StringComparison.Ordinal) : header);
        }

        var end = random.Next(3) switch { 0 => "\r\n", 1 => "\n", _ => random.Next(4) == 0 ? "\r" : "\n" };
        var text = json && random.Next(2) == 0 ? $"[{string.Join(",", rows)}]" : string.Join(random.Next(20) == 0 ? end + end : end, rows) + (random.Next(2) == 0 ? end : "");
        var lines = text.Count(c => c is '\n' or '\r') + rows.Count + 1;
        byte[] bytes = random.Next(8) switch
        {
            0 => [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(text)],
            1 => [0xff, 0xfe, .. Encoding.Unicode.GetBytes(text)],
            2 => Encoding.Latin1.GetBytes(text),
            _ => Encoding.UTF8.GetBytes(text),
        };
        for (var flips = random.Next(6) == 0 ? random.Next(1, 6) : 0; flips > 0 && bytes.Length > 0; flips--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            lines += 5;   // a flipped byte may be a line's end
        }

        if (random.Next(10) == 0)
        {
            bytes = bytes[..random.Next(bytes.Length + 1)];
        }

        return random.Next(10) == 0 ? (format, Packed(bytes, random), lines) : (format, bytes, lines);
    }

    private static string OfJson(Random random)
    {
        var word = JsonSerializer.Serialize(Odd[random.Next(Odd.Length)].Replace("\ud800", "", StringComparison.Ordinal));
        return random.Next(8) switch
        {
            0 => "{broken", 1 => "5", 2 => "null", 3 => $$"""{"externalId":{{word}},"kind":"attack"}""", 4 => $$"""{"externalId":"a","kind":"attack","title":"t","when":{"date":{{word}}},"source":{"name":"s"} }""",
            _ => $$"""{"externalId":"a","kind":"attack","title":{{word}},"when":{"date":"1999-08-03"},"where":{"lat":40,"lon":70,"precision":"point"},"details":{"killed":{"best": {{random.Next(-3, 9)}} } },"source":{"name":"s"} }""",
        };
    }

    private static byte[] Packed(byte[] bytes, Random random)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        var whole = packed.ToArray();
        return random.Next(3) == 0 ? whole[..random.Next(2, whole.Length)] : whole;
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
