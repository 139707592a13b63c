using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Timeline.Vocabulary;

/// <summary>One word, number or numeric date of a phrase.</summary>
/// <param name="A">What it names: the month, season, part, number or year.</param>
/// <param name="B">Of a number its count of digits; of a numeric date its month.</param>
/// <param name="C">Of a numeric date its day.</param>
/// <param name="Iso">A numeric date in the ISO form, which has one meaning in one calendar.</param>
internal readonly record struct DateToken(Mark Mark, string Text, int A = 0, int B = 0, int C = 0, bool Iso = false);

/// <summary>Cuts a phrase into tokens. What could be day-first or month-first is refused here and nowhere guessed.</summary>
internal static partial class DateTokens
{
    /// <summary>Lower case, one kind of dash, plain digits, no commas, brackets or abbreviation dots, single spaces.</summary>
    public static string Plain(string words)
    {
        var plain = new StringBuilder(words.Length);
        foreach (var c in words)
        {
            plain.Append(c switch
            {
                '–' or '—' => '–',
                >= '\u2010' and <= '\u2012' or '\u2212' => '-',
                '~' => " about ",
                ',' or ';' or '(' or ')' or '[' or ']' or '"' => ' ',
                '\'' or '\u2018' or '\u2019' => "",
                _ when char.IsWhiteSpace(c) => ' ',
                _ when char.GetUnicodeCategory(c) == UnicodeCategory.Format => "",
                _ when char.IsDigit(c) => (char)('0' + (int)char.GetNumericValue(c)),
                _ => (object)char.ToLowerInvariant(c),
            });
        }

        var text = YearDashYear().Replace(plain.ToString(), "$1/$2").Replace('–', '-').Replace("..", " - ");
        text = LetterDot().Replace(text, "");
        text = LooseDot().Replace(text, " ");
        return Spaces().Replace(text, " ").Trim();
    }

    public static (IReadOnlyList<DateToken> Tokens, Refusal? Refusal) Of(string plain)
    {
        var text = $" {plain} ";
        foreach (var (words, one) in DateWords.Phrases)
        {
            text = text.Replace($" {words} ", $" {one} ", StringComparison.Ordinal);
        }

        var tokens = new List<DateToken>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            var length = Next(text, at, tokens, out var refusal);
            if (refusal is not null)
            {
                return ([], refusal);
            }

            at += length;
        }

        return (tokens, null);
    }

    private static int Next(string text, int at, List<DateToken> tokens, out Refusal? refusal)
    {
        refusal = null;
        if (YearFirst().Match(text, at) is { Success: true } ymd)
        {
            tokens.Add(new(Mark.Day, ymd.Value, Int(ymd, 1), Int(ymd, 3), Int(ymd, 4), Iso: ymd.Groups[2].Value == "-"));
            return ymd.Length;
        }

        if (YearLast().Match(text, at) is { Success: true } dmy)
        {
            refusal = NumericDates.Read(dmy.Value, Int(dmy, 1), Int(dmy, 3), dmy.Groups[4].Value, dmy.Groups[2].Value == ".", out var token);
            tokens.Add(token);
            return dmy.Length;
        }

        if (MonthYear().Match(text, at) is { Success: true } my)
        {
            tokens.Add(new(Mark.YearMonth, my.Value, Int(my, 2), Int(my, 1)));
            return my.Length;
        }

        if (YearThen().Match(text, at) is { Success: true } ym)
        {
            refusal = NumericDates.YearThen(ym, tokens);
            return ym.Length;
        }

        if (DecadeForm().Match(text, at) is { Success: true } decade)
        {
            tokens.Add(new(Mark.Decade, decade.Value, Int(decade, 1)));
            return decade.Length;
        }

        if (QuarterForm().Match(text, at) is { Success: true } quarter)
        {
            tokens.Add(new(quarter.Groups[1].Value == "q" ? Mark.Quarter : Mark.Half, quarter.Value, Int(quarter, 2)));
            return quarter.Length;
        }

        if (NumberForm().Match(text, at) is { Success: true } number)
        {
            tokens.Add(new(Mark.Number, number.Value, Int(number, 1), number.Groups[2].Success ? 1 : number.Groups[1].Length));
            return number.Length;
        }

        if (WordForm().Match(text, at) is { Success: true } word)
        {
            if (!DateWords.Silent.Contains(word.Value))
            {
                var (mark, value) = DateWords.Known.GetValueOrDefault(word.Value);
                tokens.Add(new(mark, word.Value, value));
            }

            return word.Length;
        }

        tokens.Add(new(text[at] switch { '-' => Mark.Dash, '/' => Mark.Slash, _ => Mark.Unknown }, text[at].ToString()));
        return 1;
    }

    private static int Int(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<!\d)(\d{4})–(\d{2})(?![\d-])")] private static partial Regex YearDashYear();
    [GeneratedRegex(@"(?<=[a-z])\.(?=[a-z](\.|\b))")] private static partial Regex LetterDot();
    [GeneratedRegex(@"(?<!\d)\.|\.(?!\d)")] private static partial Regex LooseDot();
    [GeneratedRegex(@"\s+")] private static partial Regex Spaces();
    [GeneratedRegex(@"\G(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")] private static partial Regex YearFirst();
    [GeneratedRegex(@"\G(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")] private static partial Regex YearLast();
    [GeneratedRegex(@"\G(\d{1,2})[-/.](\d{4})(?!\d)")] private static partial Regex MonthYear();
    [GeneratedRegex(@"\G(\d{4})([-/])(\d{1,2})(?!\d)")] private static partial Regex YearThen();
    [GeneratedRegex(@"\G(\d{4})s(?![a-z])")] private static partial Regex DecadeForm();
    [GeneratedRegex(@"\G([qh])([1-4])(?![a-z0-9])")] private static partial Regex QuarterForm();
    [GeneratedRegex(@"\G(\d{1,9})(st|nd|rd|th)?")] private static partial Regex NumberForm();
    [GeneratedRegex(@"\G[a-z]+")] private static partial Regex WordForm();
}
