using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Timeline.Tests.Files;

/// <summary>
/// Files that are broken in the ways in which files break: good rows of each format, changed in their cells, their quotation marks, their lines, their bytes and their wrapping.
/// </summary>
internal static class BrokenFiles
{
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

    /// <summary>The mapping of the files of format csv.</summary>
    public const string Log = """
        { "fields": { "externalId": { "column": "no" }, "kind": { "column": "type", "words": { "taking": "hostage-taking" } }, "title": { "text": "{type} at {place}" }, "when.text": { "column": "date" },
          "where.text": { "column": "place" }, "actors": { "column": "groups", "split": ";" }, "details.hostages.best": { "column": "people" }, "source.name": { "value": "log" } } }
        """;

    private static readonly string[] Odd =
    [
        "", " ", "NA", "-99", "0", "-1", "1e400", "99999999999999999999999999999", "NaN", "Infinity", "٣", "1,5", "1999-02-30", "0000-00-00", "9999-12-31", "1999-08-03T25:61:61", "early August 1999", "\"", "\"\"", "\"a\"b",
        "a\"b", "\"a\nb\"", "\"a,b\"", ",", "=1+2", "@SUM(A1)", "\0", "\u0001", "\ud800", "\u202e", "ÿþ", "Ош", "'; drop table x; --", "{}", "[1]", "null", "{0}", "90°00'00\"\"N", "1°1'1\"\"N 1°1'1\"\"E", "\r", "\r\n", "\n", "\t",
    ];

    /// <summary>A file by chance.</summary>
    /// <param name="year">In which its good rows lie, of four digits.</param>
    /// <returns>Its format, what it holds, and how many lines it has at most.</returns>
    public static (string Format, byte[] Bytes, int Lines) Draw(Random random, string year = "1999")
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
        text = text.Replace("1999", year, StringComparison.Ordinal).Replace("2022", year, StringComparison.Ordinal);
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
        return random.Next(12) switch
        {
            8 => $$"""{"externalId":{{Key(random)}},"action":"correction","reason":{{word}},"when":{"date":{{word}}} }""",
            9 => $$"""{"externalId":{{Key(random)}},"action":"{{(random.Next(3) == 0 ? "feast" : "retraction")}}","reason":"r"}""",
            10 => $$"""{"externalId":{{Key(random)}},"kind":"attack","title":"t","incident":{{Key(random)}},"when":{"text":"August 1999"},"source":{"name":"other"},"links":[{"rel":"part-of","to":{{(random.Next(2) == 0 ? word : Key(random))}} }] }""",
            11 => $$"""{"externalId":{{Key(random)}},"kind":"incursion","title":"t","knownFrom":{{word}},"when":{"date":"1999-08-03"},"source":{"name":"s"} }""",
            0 => "{broken", 1 => "5", 2 => "null", 3 => $$"""{"externalId":{{word}},"kind":"attack"}""", 4 => $$"""{"externalId":"a","kind":"attack","title":"t","when":{"date":{{word}}},"source":{"name":"s"} }""",
            _ => $$"""{"externalId":{{Key(random)}},"kind":"attack","title":{{word}},"when":{"date":"1999-08-03"},"where":{"lat":40,"lon":70,"precision":"point"},"details":{"killed":{"best": {{random.Next(-3, 9)}} } },"source":{"name":"s"} }""",
        };
    }

    // few, so that rows meet one another
    private static string Key(Random random) => $"\"{"abcdefgh"[random.Next(8)]}\"";

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
}
