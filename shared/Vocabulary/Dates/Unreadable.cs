using System.Text.RegularExpressions;

namespace Timeline.Vocabulary;

/// <summary>Why words are not a date, and the nearest that are: a word misspelt, a word too many, a year of two figures.</summary>
internal static class Unreadable
{
    private const string Forms = "write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'";

    /// <summary>All words are known and yet they are not a date.</summary>
    public static Refusal Why(IReadOnlyList<DateToken> tokens, string stated)
    {
        if (tokens.Any(t => t is { Mark: Mark.Calendar, A: (int)SourceCalendar.SolarHijri }) && tokens.FirstOrDefault(t => t.Mark == Mark.Month) is { A: > 0 and var month })
        {
            return Refusal.Because($"{DateWords.Months[month - 1]} is no month of the Solar Hijri calendar; name its month or leave out the mark");
        }

        return tokens.Any(t => t.Mark == Mark.Calendar) && tokens.All(t => t.Mark is not Mark.Decade and not Mark.YearMonth and not Mark.Day && t.B < 3)
            ? Refusal.Because($"'{Short(stated)}' names a calendar and no year")
            : Refusal.Because($"'{Short(stated)}' is not a date I can read; {Forms}");
    }

    /// <summary>A word is not known: the same phrase with the nearest known word, else without it, where that reads.</summary>
    public static Refusal Mend(IReadOnlyList<DateToken> tokens, string stated, ReadingOptions options)
    {
        var unknown = tokens.Where(t => t.Mark == Mark.Unknown).Select(t => t.Text).Distinct().ToArray();
        var why = $"'{Short(stated)}' is not a date I can read: I do not know {string.Join(", ", unknown.Take(3).Select(u => $"'{Short(u)}'"))}";
        var respelt = Readable(unknown.Aggregate(stated, (text, word) => Replace(text, word, Nearest(word) ?? word)), options);
        var shortened = respelt.Length > 0 ? [] : Readable(WithoutLooseEnds(unknown.Aggregate(stated, (text, word) => Replace(text, word, " "))), options);
        return Refusal.Because(why, [.. respelt, .. shortened]);
    }

    /// <summary>A year of two figures, or null where there is none: the same phrase in either century, where that reads.</summary>
    public static Refusal? ShortYear(IReadOnlyList<DateToken> tokens, string stated)
    {
        if (tokens.FirstOrDefault(t => t is { Mark: Mark.Number, B: <= 2, A: > 31 }) is not { Text: { } figures })
        {
            return null;
        }

        var text = stated.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
        return Refusal.Because($"'{figures}' is no day of a month, and a year is written with four figures",
            [.. Readable(Replace(text, figures, $"19{figures}"), new()), .. Readable(Replace(text, figures, $"20{figures}"), new())]);
    }

    private static string[] Readable(string text, ReadingOptions options)
    {
        var tidy = Regex.Replace(text, @"\s+", " ").Trim();
        return tidy.Length > 0 && ReadDate.Attempt(tidy, options, mend: false) is DateRead { Occurrence.Begins: not null } ? [tidy] : [];
    }

    private static string WithoutLooseEnds(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var (first, last) = (words.FindIndex(w => !IsSilent(w)), words.FindLastIndex(w => !IsSilent(w)));
        return first < 0 ? "" : string.Join(' ', words[first..(last + 1)]);

        static bool IsSilent(string word) => DateWords.Silent.Contains(word.ToLowerInvariant());
    }

    private static string Replace(string text, string word, string by) =>
        Regex.Replace(text, char.IsAsciiLetterOrDigit(word[0]) ? $@"(?<![a-zA-Z0-9]){Regex.Escape(word)}(?![a-zA-Z0-9])" : Regex.Escape(word), by, RegexOptions.IgnoreCase);

    /// <summary>The known word fewest letters away: one letter in short words, two in longer ones.</summary>
    private static string? Nearest(string word)
    {
        var near = DateWords.Known.Keys.Where(k => k.Length > 2).Select(k => (Word: k, Away: Letters(word, k))).OrderBy(k => k.Away).ThenBy(k => k.Word, StringComparer.Ordinal).First();
        return word.Length > 2 && near.Away <= (word.Length <= 4 ? 1 : 2) ? DateWords.Months.FirstOrDefault(m => m.Equals(near.Word, StringComparison.OrdinalIgnoreCase)) ?? near.Word : null;
    }

    /// <summary>Letters to add, drop, change or swap with their neighbour.</summary>
    private static int Letters(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2)
        {
            return 3;
        }

        var away = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                away[i, j] = i == 0 ? j : j == 0 ? i
                    : Math.Min(Math.Min(away[i - 1, j], away[i, j - 1]) + 1, away[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    away[i, j] = Math.Min(away[i, j], away[i - 2, j - 2] + 1);
                }
            }
        }

        return away[a.Length, b.Length];
    }

    public static string Short(string text) => text.Length <= 60 ? text : $"{text[..57]}...";
}
