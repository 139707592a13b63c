namespace Timeline.Ingestion.Imports;

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
