namespace Timeline.Console.Terminal;

/// <summary>Lines for a terminal: labels in a column of their own, words wrapped beside it, no colours.</summary>
public static class Lines
{
    public const int Width = 100;
    private const int LabelWidth = 19;

    /// <summary>"  Label            words", wrapped under the words; an empty label continues the one above.</summary>
    public static IEnumerable<string> Labelled(string label, string words) => Hanging("  " + label.PadRight(LabelWidth - 2), words);

    /// <summary>The words after a first indent, wrapped under where they begin.</summary>
    public static IEnumerable<string> Hanging(string indent, string words)
    {
        var rest = new string(' ', indent.Length);
        var line = indent;
        var empty = true;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                (line, empty) = (rest, true);
            }

            line += (empty ? "" : " ") + word;
            empty = false;
        }

        yield return line.TrimEnd();
    }

    /// <summary>Indents what hangs under a label.</summary>
    public static string Under { get; } = new(' ', LabelWidth);

    /// <summary>A heading and a rule of its length.</summary>
    public static IEnumerable<string> Heading(string words) => [words, new string('─', Math.Min(words.Length, Width))];
}
