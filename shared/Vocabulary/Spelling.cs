using System.Globalization;
using System.Text;

namespace Timeline.Vocabulary;

/// <summary>
/// Makes spellings of one name alike: case, diacritics, apostrophes, hyphens and spaces go, Cyrillic becomes Latin.
/// </summary>
/// <remarks>By its own table, because the library's decomposition of letters does nothing where globalization is invariant.</remarks>
public static class Spelling
{
    private static readonly Dictionary<char, string> Letters = Table(
        "àáâãäåāăą=a æ=ae çć=c č=ch ďđ=d èéêëēĕėęě=e ğģĝ=g ḥħ=h ìíîïīĭįı=i ķ=k ĺļľł=l ñńņň=n òóôõöøōŏő=o œ=oe ŕřŗ=r ś=s şšș=sh ß=ss ţťțṭ=t ùúûüūŭůűų=u ýÿ=y źżẓ=z ž=zh " +
        "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya " +
        "ғ=gh қ=q ҳ=h ҷ=j ӯ=u ӣ=i ў=u ң=ng ө=o ү=u ә=a ұ=u і=i һ=h");

    // These say what sort of place it is and are written or left out at will.
    private static readonly HashSet<string> Sorts = new(StringComparer.Ordinal)
    {
        "region", "oblast", "district", "province", "rayon", "viloyat", "viloyati", "wilayat", "valley", "enclave", "exclave", "gorge", "city", "town",
        "village", "area", "areas", "agency", "mountains", "raion", "raiona", "oblasti", "oblusu", "dolina", "ushchele", "gorod", "selo", "anklav", "the",
    };

    /// <summary>The words of a name in plain lower-case Latin letters and digits, without apostrophes; hyphens part words.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant())
        {
            if (Letters.TryGetValue(letter, out var latin))
            {
                plain.Append(latin);
            }
            else if (char.IsAsciiLetterOrDigit(letter))
            {
                plain.Append(letter);
            }
            else if (!IsMarkInsideAWord(letter))
            {
                plain.Append(' ');
            }
        }

        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>All words in one string: what two spellings of the very same name share.</summary>
    public static string Whole(string text) => string.Concat(Words(text));

    /// <summary>Without the words that only say what sort of place it is; the whole where nothing else is left.</summary>
    public static string Bare(string text) =>
        string.Concat(Words(text).Where(w => !Sorts.Contains(w))) is { Length: > 0 } bare ? bare : Whole(text);

    /// <summary>Letters that one transliteration writes this way and another that way made alike: kh and h, q and k, dzh and j …</summary>
    public static string Loose(string text)
    {
        var alike = new StringBuilder(Bare(text))
            .Replace("dzh", "j").Replace("zh", "j").Replace("kh", "h").Replace("gh", "g").Replace("ya", "a").Replace("yo", "o").Replace("yu", "u")
            .Replace('q', 'k').Replace('w', 'v').Replace('y', 'i').Replace("ou", "u").ToString();
        return string.Concat(alike.Where((letter, at) => at == 0 || alike[at - 1] != letter));
    }

    /// <summary>How few letters must be added, dropped, changed or swapped with their neighbour to make one of the other.</summary>
    public static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                    rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }

    private static bool IsMarkInsideAWord(char letter) =>
        letter is '\'' or '`' or '´' or '‘' or '’' or 'ʻ' or 'ʼ' or 'ʹ' || char.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark;

    private static Dictionary<char, string> Table(string rows) => rows.Split(' ')
        .Select(row => row.Split('='))
        .SelectMany(row => row[0].Select(letter => (letter, latin: row[1])))
        .ToDictionary(pair => pair.letter, pair => pair.latin);
}
