using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Timeline.Hosting;

namespace Timeline.Forms;

/// <summary>Single values of a form: each is read, or named with what it can be.</summary>
public static class ReadWords
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

        problems.Add(field, $"'{Excerpt(word)}' is not one of: {string.Join(", ", System.Enum.GetValues<T>().Select(Spelling))}.");
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

        problems.Add(field, $"'{Excerpt(word)}' is not a day; write it as 1999-08-09.");
        return null;
    }

    /// <summary>A text of at most so many characters, trimmed; null where empty.</summary>
    public static string? Text(string? text, int most, string field, Problems problems) => PlainText.Read(text, most, field, problems);

    /// <summary>Why somebody does something; it must be said.</summary>
    public static string? Reason(string? text, string field, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (!problems.Has(field))
            {
                problems.Add(field, "Say why.");
            }

            return null;
        }

        return Text(text, 2000, field, problems);
    }

    public static string Spelling<T>(T value) where T : struct, System.Enum =>
        typeof(T) == typeof(Vocabulary.Reliability) ? value.ToString() : JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>A word as it is quoted in a refusal: of at most 60 characters.</summary>
    public static string Excerpt(string word) => word.Length <= 60 ? word : word[..57] + "…";
}
