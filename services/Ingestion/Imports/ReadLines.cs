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
    private static readonly char[] Spaces = [' ', '\t', '\r', '\n'];
    private static readonly string TooLong = $"The row has more than {LineMost} characters.";

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
        var trouble = cut ? TooLong : null;
        (_, cut) = (line.Clear(), false);
        return string.IsNullOrWhiteSpace(body) ? null : new(number, trouble is null ? body : body[..1000], trouble);
    }

    private static async IAsyncEnumerable<FileRow> OfArrayAsync(ReceivedFile file, [EnumeratorCancellation] CancellationToken stop)
    {
        using var text = file.Text();
        var (block, elements) = (new char[Block], new Elements());
        int read;
        while ((read = await text.ReadBlockAsync(block, stop)) > 0)
        {
            for (var at = 0; at < read; at++)
            {
                if (elements.Take(block[at]) is { } row)
                {
                    yield return row;
                }
            }
        }

        elements.End();
    }

    /// <summary>
    /// An array, letter by letter: its elements end where a comma or its bracket stands outside of any text and any bracket of theirs. One beyond all measure is not kept whole, as no line is; each
    /// other is read as JSON by itself.
    /// </summary>
    private sealed class Elements
    {
        private readonly StringBuilder element = new();
        private int number, depth;
        private long line, inLine, fromLine, from;
        private bool begun, ended, inText, escaped, cut;

        /// <summary>The element that ends with this letter, with its number from 1; null where none does.</summary>
        /// <exception cref="JsonException">It is no array of JSON.</exception>
        public FileRow? Take(char letter)
        {
            var row = !begun || ended ? Outside(letter) : inText || depth > 0 || letter is not (',' or ']') ? Inside(letter) : Whole(letter == ']');
            (line, inLine) = letter == '\n' ? (line + 1, 0) : (line, inLine + Bytes(letter));
            return row;
        }

        /// <summary>The file ends.</summary>
        public void End()
        {
            if (!ended)
            {
                throw Broken();
            }
        }

        private FileRow? Outside(char letter)
        {
            if (ended && !IsSpace(letter))
            {
                throw Broken();
            }

            begun |= letter == '[';
            return null;
        }

        private FileRow? Inside(char letter)
        {
            if (element.Length == 0)
            {
                if (IsSpace(letter))
                {
                    return null;
                }

                (fromLine, from) = (line, inLine);
            }

            var marks = letter == '"' && !escaped;
            escaped = inText && letter == '\\' && !escaped;
            depth += inText ? 0 : letter is '{' or '[' ? 1 : letter is '}' or ']' && depth > 0 ? -1 : 0;
            inText ^= marks;
            if (element.Length < LineMost)
            {
                element.Append(letter);
            }
            else
            {
                cut |= !IsSpace(letter);
            }

            return null;
        }

        private FileRow? Whole(bool last)
        {
            var (body, tooLong) = (element.ToString().TrimEnd(Spaces), cut);
            (ended, cut, _) = (last, false, element.Clear());
            if (body.Length == 0 && last && number == 0)
            {
                return null;
            }

            if (body.Length == 0)
            {
                throw Broken();
            }

            number++;
            if (tooLong)
            {
                return new(number, body[..1000], TooLong);
            }

            try
            {
                using var read = JsonDocument.Parse(body);
                return new(number, body);
            }
            catch (JsonException e)
            {
                throw new JsonException(e.Message, null, fromLine + e.LineNumber, e.LineNumber == 0 ? from + e.BytePositionInLine : e.BytePositionInLine);
            }
        }

        private JsonException Broken() => new(null, null, line, inLine);

        private static bool IsSpace(char letter) => letter is ' ' or '\t' or '\r' or '\n';

        // each half of a letter that takes two is two of its four bytes
        private static int Bytes(char letter) => letter < 0x80 ? 1 : letter < 0x800 || char.IsSurrogate(letter) ? 2 : 3;
    }
}
