using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Timeline.Ingestion.Reports;

/// <summary>Single values of a form: each is read, or named with what it can be.</summary>
internal static class ReadWords
{
    public static T? Enum<T>(string? word, string field, Problems problems) where T : struct, System.Enum
    {
        if (string.IsNullOrWhiteSpace(word))
        {
            return null;
        }

        foreach (var value in System.Enum.GetValues<T>())
        {
            if (string.Equals(Spelling(value), word.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        problems.Add(field, $"'{Short(word)}' is not one of: {string.Join(", ", System.Enum.GetValues<T>().Select(Spelling))}.");
        return null;
    }

    public static LocalDate? Day(string? word, string field, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(word))
        {
            return null;
        }

        if (LocalDatePattern.Iso.Parse(word.Trim()) is { Success: true, Value: var day } && day.Year is >= 1000 and <= 2999)
        {
            return day;
        }

        problems.Add(field, $"'{Short(word)}' is not a day; write it as 1999-08-09.");
        return null;
    }

    /// <summary>A text of at most so many characters, trimmed; null where empty.</summary>
    public static string? Text(string? text, int most, string field, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (text.Length > most)
        {
            problems.Add(field, $"It has {text.Length} characters; {most} is the most.");
            return null;
        }

        if (text.AsSpan().IndexOfAnyInRange('\0', '\u0008') >= 0 || !IsWhole(text))
        {
            problems.Add(field, "It holds characters that are not text.");
            return null;
        }

        return text.Trim();
    }

    public static string Spelling<T>(T value) where T : struct, System.Enum =>
        typeof(T) == typeof(Vocabulary.Reliability) ? value.ToString() : JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static string Short(string word) => word.Length <= 60 ? word : word[..57] + "…";

    // a text with a lone surrogate cannot be stored as UTF-8
    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
