using System.Text;
using Timeline.Forms;
using Timeline.Hosting;

namespace Timeline.Ingestion.Imports;

/// <summary>How a file's bytes are read as letters.</summary>
/// <param name="Says">Which encoding was taken, and why, in words.</param>
/// <param name="Guessed">By what its bytes look like alone: every file of bytes can be read so.</param>
public sealed record EncodingFound(Encoding Encoding, string Says, bool Guessed = false);

/// <summary>
/// Finds the encoding of a file: as whoever sent it says, by its mark, as UTF-8 where every byte of it is, as Windows-1251 where its words are plainly Cyrillic in it, and otherwise as Windows-1252. What
/// was taken, and why, is always said.
/// </summary>
public static class FindEncoding
{
    /// <summary>What is said of a file that is not UTF-8: it is read as Western European, which every file of bytes can be.</summary>
    public const string Western = "not UTF-8, so read as Windows-1252: look whether its letters with accents are right, and say its encoding where they are not";

    private const int Block = 128 * 1024;

    private static readonly (string Name, string Says, Func<Encoding> Make)[] Known =
    [
        ("utf-8", "UTF-8", () => new UTF8Encoding(false, true)), ("utf-16le", "UTF-16, little endian", () => Encoding.Unicode), ("utf-16be", "UTF-16, big endian", () => Encoding.BigEndianUnicode),
        ("windows-1250", "Windows-1250 (Central European)", () => Page(1250)), ("windows-1251", "Windows-1251 (Cyrillic)", () => Page(1251)), ("windows-1252", "Windows-1252 (Western European)", () => Page(1252)),
        ("windows-1254", "Windows-1254 (Turkish)", () => Page(1254)), ("windows-1256", "Windows-1256 (Arabic)", () => Page(1256)), ("koi8-r", "KOI8-R (Cyrillic)", () => Page(20866)), ("ibm866", "IBM 866 (Cyrillic)", () => Page(866)),
    ];

    /// <summary>The encodings that can be named.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(k => k.Name)];

    /// <exception cref="Refused">It is none of <see cref="Names"/>.</exception>
    public static void Check(string? name)
    {
        if (name is not null && !Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw Refused.Field("encoding", $"'{ReadWords.Excerpt(name)}' is not one of: {string.Join(", ", Names)}.");
        }
    }

    /// <param name="start">The first bytes of the file, at most some thousands.</param>
    /// <param name="said">One of <see cref="Names"/>, or null.</param>
    /// <exception cref="Refused">The file is not in the encoding that was said.</exception>
    internal static async Task<EncodingFound> OfAsync(Stream file, byte[] start, string? said, CancellationToken stop)
    {
        var marked = await MarkedAsync(file, start, stop);
        if (said is not null)
        {
            return await AsSaidAsync(file, Known.First(k => k.Name.Equals(said, StringComparison.OrdinalIgnoreCase)), marked, stop);
        }

        return marked ?? start switch
        {
            _ when Zeros(start, 1) > 0.3 => new(Encoding.Unicode, "UTF-16, little endian, without a byte order mark"),
            _ when Zeros(start, 0) > 0.3 => new(Encoding.BigEndianUnicode, "UTF-16, big endian, without a byte order mark"),
            _ when await IsUtf8Async(file, stop) => new(new UTF8Encoding(false, true), "UTF-8"),
            _ => await CyrillicAsync(file, stop) ?? new(Page(1252), Western, Guessed: true),
        };
    }

    private static async Task<EncodingFound> AsSaidAsync(Stream file, (string Name, string Says, Func<Encoding> Make) known, EncodingFound? marked, CancellationToken stop)
    {
        if (marked is not null && marked.Encoding.CodePage != known.Make().CodePage)
        {
            throw Refused.Field("encoding", $"The file begins with the mark of {marked.Says}, and is not {known.Says}.");
        }

        return known.Name != "utf-8" || await IsUtf8Async(file, stop) ? marked ?? new(known.Make(), $"{known.Says}, as was said")
            : throw Refused.Field("encoding", "The file is not UTF-8: there are bytes in it that can be no letter. Say another encoding, or leave it out.");
    }

    private static async Task<EncodingFound?> MarkedAsync(Stream file, byte[] start, CancellationToken stop) => start switch
    {
        [0xef, 0xbb, 0xbf, ..] when await IsUtf8Async(file, stop) => new(new UTF8Encoding(true, true), "UTF-8 with a byte order mark"),
        [0xff, 0xfe, ..] => new(Encoding.Unicode, "UTF-16, little endian"),
        [0xfe, 0xff, ..] => new(Encoding.BigEndianUnicode, "UTF-16, big endian"),
        _ => null,
    };

    private static async Task<EncodingFound?> CyrillicAsync(Stream file, CancellationToken stop)
    {
        var (words, block) = (new CyrillicWords(), new byte[Block]);
        file.Position = 0;
        int read;
        while ((read = await file.ReadAsync(block, stop)) > 0)
        {
            words.Take(block.AsSpan(0, read));
        }

        file.Position = 0;
        words.End();
        return words.ArePlain
            ? new(
                Page(1251),
                $"Windows-1251 (Cyrillic): it is not UTF-8, and {words.InWords} of the {words.Beyond} letters in it that are not Latin ones stand in words that are Cyrillic so; say its encoding where that is wrong",
                Guessed: true)
            : null;
    }

    private static Encoding Page(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;

    // text in Latin letters has every second byte zero in UTF-16, and none in UTF-8
    private static double Zeros(byte[] start, int parity) =>
        start.Length < 4 ? 0 : start.Index().Count(b => b.Index % 2 == parity && b.Item == 0) / (start.Length / 2.0);

    private static async Task<bool> IsUtf8Async(Stream file, CancellationToken stop)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var (block, letters) = (new byte[Block], new char[Block + 16]);
        file.Position = 0;
        try
        {
            int read;
            while ((read = await file.ReadAsync(block, stop)) > 0)
            {
                decoder.GetChars(block.AsSpan(0, read), letters, flush: false);
            }

            decoder.GetChars([], letters, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        finally
        {
            file.Position = 0;
        }
    }
}
