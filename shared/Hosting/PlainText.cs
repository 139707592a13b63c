namespace Timeline.Hosting;

/// <summary>What a person may write into a field that is kept as text.</summary>
public static class PlainText
{
    /// <summary>A text of at most so many characters, trimmed; null where empty, or where it cannot be kept and the problems say so.</summary>
    public static string? Read(string? text, int most, string field, Problems problems)
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
            problems.Add(field, Refused.NotText);
            return null;
        }

        return text.Trim();
    }

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
