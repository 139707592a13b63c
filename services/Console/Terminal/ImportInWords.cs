using System.Globalization;

namespace Timeline.Console.Terminal;

/// <summary>An import as a person reads it.</summary>
public static class ImportInWords
{
    private const int RejectedShown = 20;

    /// <summary>"rows 120 of 900", or the state while the rows are not counted yet.</summary>
    public static string Progress(ImportView import) => (import.Done, import.Rows) switch
    {
        ({ } done, { } rows) => string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {rows:N0} rows"),
        ({ } done, null) => string.Create(CultureInfo.InvariantCulture, $"{done:N0} rows"),
        _ => import.State,
    };

    /// <summary>One line of counts, then a line for each row that was rejected.</summary>
    public static IEnumerable<string> Verdict(string file, string set, ImportView import)
    {
        var counts = (import.Counts ?? new Dictionary<string, int>()).Where(c => c.Value > 0)
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value:N0} {c.Key}"));
        var verdict = string.Join(", ", counts) is { Length: > 0 } said ? said : "no rows";
        yield return import.State switch
        {
            "done" => $"{file} into set {set}: {verdict}",
            "waiting" => $"{file} into set {set} waits for another person's approval, on /import?import={import.Id}; so far: {verdict}",
            var other => $"{file} into set {set} {other}: {import.Trouble ?? verdict}",
        };
        foreach (var row in (import.Rejected ?? []).Take(RejectedShown))
        {
            yield return $"  line {row.Line}{(row.Column is { } column ? $", column {column}" : "")}: {row.Reason}";
        }

        if (import.Counts?.GetValueOrDefault("rejected") is > RejectedShown and var all)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  and {all - RejectedShown:N0} more: /import?import={import.Id} shows each, /api/imports/{import.Id}/rejected has the rows");
        }
    }
}
