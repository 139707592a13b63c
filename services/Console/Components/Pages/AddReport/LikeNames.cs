using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.AddReport;

/// <summary>Known sources whose name is like one that is typed: "Irin" may be "IRIN".</summary>
public static class LikeNames
{
    private const int Most = 4;

    /// <summary>The source of exactly this name; null where none is known by it.</summary>
    public static SourceView? Itself(IEnumerable<SourceView> known, string name) => known.FirstOrDefault(s => s.Name == name.Trim());

    /// <summary>The sources whose names differ from this one in case, blanks and punctuation alone: perhaps one source, written in two ways.</summary>
    public static IReadOnlyList<SourceView> SameLetters(IEnumerable<SourceView> known, string name) =>
        Letters(name) is { Length: > 0 } letters ? [.. known.Where(s => s.Name != name.Trim() && Letters(s.Name) == letters).OrderByDescending(s => s.Reports.Standing).Take(Most)] : [];

    /// <summary>The sources whose names begin with these letters, or hold them: those of whom most is known first.</summary>
    public static IReadOnlyList<SourceView> Holding(IEnumerable<SourceView> known, string name) => Letters(name) is { Length: > 1 } letters
        ? [.. known.Where(s => Letters(s.Name).Contains(letters, StringComparison.Ordinal)).OrderBy(s => !Letters(s.Name).StartsWith(letters, StringComparison.Ordinal)).ThenByDescending(s => s.Reports.Standing).Take(Most)]
        : [];

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
