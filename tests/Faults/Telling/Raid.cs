using System.Text.Json.Nodes;
using Timeline.Tests.Stack;

namespace Timeline.Faults.Telling;

/// <summary>An incursion that was told, as it must stand: the truth that the system is compared with.</summary>
/// <param name="year">Its season's year.</param>
/// <param name="inside">Whether it lies inside the season's window, on every day that it may have been, or outside on every day.</param>
internal sealed class Raid(int year, bool inside)
{
    /// <summary>The seasons in which all of them lie: each has one harvest that ends in June, and passes that close in the last days of September.</summary>
    public const int FirstYear = 1990, Years = 10;

    /// <summary>What it was told as.</summary>
    public required string Mark { get; init; }
    public required string IncidentId { get; init; }
    public required string ReportId { get; init; }
    public int Year { get; } = year;
    public bool Inside { get; private set; } = inside;

    /// <summary>How many events its stream has.</summary>
    public long Version { get; set; } = 1;
    public bool Retracted { get; set; }
    public Raid? MergedInto { get; set; }

    /// <summary>Whether another is merged into it: then it is left alone, so that what both make together stays easy to say.</summary>
    public bool HasDouble { get; set; }

    public bool Stands => !Retracted && MergedInto is null;

    /// <summary>Whether it must be a correlation that holds.</summary>
    public bool IsFound => Stands && Inside;

    public void Move() => Inside = !Inside;

    /// <summary>The harvests and closings of all seasons, as rows of a file.</summary>
    public static IEnumerable<JsonObject> Seasons() =>
        Enumerable.Range(FirstYear, Years).SelectMany(year => new[] { Rows.Harvest($"harvest-{year}", year), Rows.Closure($"closure-{year}", year) });

    /// <summary>Words that are no date.</summary>
    public static JsonObject NoDate => new() { ["text"] = "the 45th of Smarch" };

    /// <summary>When an incursion inside or outside the window of a year begins.</summary>
    public static JsonObject When(int year, bool inside)
    {
        var (earliest, latest) = inside ? ("08-05", "08-10") : ("11-20", "11-22");
        return new() { ["begins"] = new JsonObject { ["earliest"] = $"{year}-{earliest}", ["latest"] = $"{year}-{latest}" } };
    }

    /// <summary>A report of an incursion.</summary>
    /// <param name="mark">Its title, by which its event is known among all others.</param>
    /// <param name="but">A field that is otherwise.</param>
    public static JsonObject Report(string mark, int year, bool inside, params (string Field, JsonNode Value)[] but)
    {
        var report = Rows.Incursion(mark, "", "");
        report.Remove("externalId");
        report["title"] = mark;
        report["when"] = When(year, inside);
        foreach (var (field, value) in but)
        {
            report[field] = value;
        }

        return report;
    }
}
