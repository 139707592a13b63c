using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Timeline.Ingestion.Imports;

/// <summary>The rows of a timeline file: one JSON object a line, each with its line's number, or one array of them, each with its number in the array.</summary>
public static class ReadLines
{
    /// <summary>The most characters of one row.</summary>
    public const int LineMost = 1_000_000;

    private const int Block = 32 * 1024;

    public static IAsyncEnumerable<FileRow> OfAsync(ReceivedFile file, CancellationToken stop) => IsArray(file) ? OfArrayAsync(file, stop) : OfLinesAsync(file, stop);

    private static bool IsArray(ReceivedFile file)
    {
        using var text = file.Text();
        int letter;
        while ((letter = text.Read()) >= 0 && char.IsWhiteSpace((char)letter))
        {
            // an array may begin after empty lines
        }

        return letter == '[';
    }

    private static async IAsyncEnumerable<FileRow> OfLinesAsync(ReceivedFile file, [EnumeratorCancellation] CancellationToken stop)
    {
        using var text = file.Text();
        var (block, line, number, cut) = (new char[Block], new StringBuilder(), 1, false);
        int read;
        while ((read = await text.ReadBlockAsync(block, stop)) > 0)
        {
            for (var (from, to) = (0, 0); from < read; from = to + 1)
            {
                to = Array.IndexOf(block, '\n', from, read - from);
                var end = to < 0 ? read : to;
                // a line beyond all measure is not kept whole, and so takes no more memory than another
                var room = Math.Min(end - from, LineMost + 1 - line.Length);
                line.Append(block, from, Math.Max(0, room));
                cut |= line.Length > LineMost;
                if (to < 0)
                {
                    break;
                }

                if (RowOf(line, number++, ref cut) is { } row)
                {
                    yield return row;
                }
            }
        }

        if (RowOf(line, number, ref cut) is { } last)
        {
            yield return last;
        }
    }

    private static FileRow? RowOf(StringBuilder line, int number, ref bool cut)
    {
        var body = line.ToString().TrimEnd('\r');
        var trouble = cut ? $"The row has more than {LineMost} characters." : null;
        (_, cut) = (line.Clear(), false);
        return string.IsNullOrWhiteSpace(body) ? null : new(number, trouble is null ? body : body[..1000], trouble);
    }

    private static async IAsyncEnumerable<FileRow> OfArrayAsync(ReceivedFile file, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var utf8 = file.Utf8();
        var number = 0;
        await foreach (var row in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(utf8, cancellationToken: stop))
        {
            yield return new(++number, row.GetRawText());
        }
    }
}
