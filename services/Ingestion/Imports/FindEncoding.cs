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

/// <summary>
/// Whether bytes, taken for Windows-1251, make plainly Cyrillic words: Western words have a letter with an accent among others, Cyrillic ones are of bytes beyond ASCII alone, and of some much more than
/// of others.
/// </summary>
internal sealed class CyrillicWords
{
    // of so few letters nothing is safe to say
    private const int FewestLetters = 20;

    // of the letters of Russian, Kyrgyz, Tajik and their neighbours about half and more are these; of Greek or Hebrew bytes, or of other Cyrillic encodings, taken for Cyrillic ones about a third at most
    private const double LeastUsual = 0.38;

    private const double LeastInWords = 0.9;

    // о е а и н т с р, large and small
    private static readonly HashSet<byte> Usual = [0xee, 0xe5, 0xe0, 0xe8, 0xed, 0xf2, 0xf1, 0xf0, 0xce, 0xc5, 0xc0, 0xc8, 0xcd, 0xd2, 0xd1, 0xd0];

    // what stands between words in both: quotation marks, dashes, dots, the number sign, a space
    private static readonly HashSet<byte> Signs = [0x82, 0x84, 0x85, 0x8b, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x9b, 0xa0, 0xa7, 0xab, 0xb0, 0xb7, 0xb9, 0xbb];

    // of Russian and its neighbours beside those from 0xc0 on: Ё ё І і Ї ї Є є Ґ ґ Ў ў
    private static readonly HashSet<byte> Beside = [0xa8, 0xb8, 0xb2, 0xb3, 0xaf, 0xbf, 0xaa, 0xba, 0xa5, 0xb4, 0xa1, 0xa2];

    private long letters, usual, run, usualOfRun;
    private bool afterLatin;

    /// <summary>Bytes that are neither ASCII nor a sign between words.</summary>
    public long Beyond { get; private set; }

    /// <summary>Those of them in words that have no Latin letter in them.</summary>
    public long InWords { get; private set; }

    public bool ArePlain => letters >= FewestLetters && InWords >= Beyond * LeastInWords && usual >= letters * LeastUsual;

    public void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b >= 0xc0 || Beside.Contains(b))
            {
                Beyond++;
                run++;
                usualOfRun += Usual.Contains(b) ? 1 : 0;
                continue;
            }

            Beyond += b >= 0x80 && !Signs.Contains(b) ? 1 : 0;
            EndWord(char.IsAsciiLetter((char)b));
        }
    }

    public void End() => EndWord(false);

    private void EndWord(bool beforeLatin)
    {
        if (run > 0 && !beforeLatin && !afterLatin)
        {
            InWords += run;
            // by single letters and pairs nothing is told
            (letters, usual) = run >= 3 ? (letters + run, usual + usualOfRun) : (letters, usual);
        }

        (run, usualOfRun, afterLatin) = (0, 0, beforeLatin);
    }
}
