using System.Globalization;
using System.Text.RegularExpressions;
using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.Imports;

/// <summary>An import as a person reads it.</summary>
public static partial class ImportWords
{
    private const int RefusalsSaid = 5;

    public static string State(ImportView import) => import.State switch
    {
        "queued" => "Waits for its turn",
        "running" => "Taking rows in",
        "waiting" => $"Waits for another person's approval, at line {import.Waits?.Line}",
        "done" => import.DryRun ? "Tried; nothing was recorded" : "Done",
        "cancelled" => $"{import.Trouble ?? "Cancelled"}; what was recorded before stands",
        "failed" => $"Ended. {import.Trouble}",
        "taking-back" => "Being taken back",
        "taken-back" => "Taken back",
        var other => Words.Title(other),
    };

    public static string Counts(ImportView import) =>
        string.Join(", ", import.Counts.Where(c => c.Value > 0).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value:N0} {c.Key}"))) is { Length: > 0 } said ? said : "none";

    public static string Chip(string verdict) => verdict switch { "created" or "corrected" => "certain", "rejected" or "retracted" => "withdrawn", "duplicate" => "possible", _ => "" };

    /// <summary>What became of rows that were settled together: how many, and of the first that were refused why.</summary>
    public static string Settled(IReadOnlyList<RowOutcome> outcomes, bool report)
    {
        var (done, refused) = (outcomes.Count(o => o.Did != "refused"), outcomes.Where(o => o.Did == "refused").ToList());
        var whys = string.Join(" ", refused.Take(RefusalsSaid).Select(r => $"Line {r.Line}: {r.Says}"));
        return outcomes.Count == 0 ? "No row was held with such a score; nothing was settled."
            : $"{Words.Count(done, "row")} {(done == 1 ? "is" : "are")} recorded as {(report ? "further reports of the incidents that were found" : "incidents of their own")}."
                + (refused.Count == 0 ? "" : $" {Words.Count(refused.Count, "row")} could not be. {whys}{(refused.Count > RefusalsSaid ? " And others." : "")}");
    }

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} bytes",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:0.#} MB"),
    };

    /// <summary>"Attacks 1999 (final).csv.gz" to "attacks-1999-final": the set that a file's name proposes.</summary>
    public static string SetOf(string file)
    {
        var name = Ending().Replace(file, "").ToLowerInvariant();
        var bare = Other().Replace(name, "-").Trim('-');
        return bare.Length <= 40 ? bare : bare[..40].Trim('-');
    }

    [GeneratedRegex(@"(\.[A-Za-z]{1,6}){1,2}$")]
    private static partial Regex Ending();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Other();
}
