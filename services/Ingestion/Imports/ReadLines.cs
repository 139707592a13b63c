using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Timeline.Ingestion.Imports;

/// <summary>The rows of a timeline file: one JSON object a line, each with its line's number, or one array of them, each with its number in the array.</summary>
public static class ReadLines
{
    /// <summary>The most characters of one row.</summary>
    public const int LineMost = 1_000_000;

    public static async IAsyncEnumerable<(int Line, string Body)> OfAsync(Stream file, [EnumeratorCancellation] CancellationToken stop)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var (number, begun) = (0, false);
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            number++;
            var text = line.AsSpan().Trim();
            if (!begun && text.StartsWith("["))
            {
                await foreach (var row in OfArrayAsync(line, reader, stop))
                {
                    yield return row;
                }

                yield break;
            }

            if (text.Length > 0)
            {
                begun = true;
                yield return (number, line.Length <= LineMost ? line : line[..LineMost]);
            }
        }
    }

    // an array is rarely large: what is large comes a line a row
    private static async IAsyncEnumerable<(int, string)> OfArrayAsync(string first, StreamReader rest, [EnumeratorCancellation] CancellationToken stop)
    {
        var text = first + "\n" + await rest.ReadToEndAsync(stop);
        using var document = JsonDocument.Parse(text);
        var number = 0;
        foreach (var row in document.RootElement.EnumerateArray())
        {
            yield return (++number, row.GetRawText());
        }
    }
}
