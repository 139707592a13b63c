using System.Text.Json;

namespace Timeline.Vectors.Timelines;

/// <summary>
/// Simulated histories with known truth. A file "expected.json" names scenarios, each with its events in "scenario.csv"; one of ours ("timelines")
/// holds a scenario whole; "x_expected.json" goes with the revisions in "x_revisions.jsonl".
/// </summary>
internal static class SimulatedTimelines
{
    public static bool Knows(string file, JsonElement root) =>
        root.TryGetProperty("timelines", out _) || Path.GetFileName(file).EndsWith("expected.json", StringComparison.Ordinal);

    public static IEnumerable<Check> Check(string file, JsonElement root)
    {
        if (root.TryGetProperty("timelines", out var name))
        {
            yield return root.TryGetProperty("per_replicate", out var all) && all[0].TryGetProperty("orders", out _)
                ? Guarded(name.GetString()!, check => RevisedHistories.Compare(check, root, RevisedHistories.FromShort))
                : Scenario(name.GetString()!, root, replicate => ReadHistories.FromShort(replicate.GetProperty("days")));
            yield break;
        }

        var folder = Path.GetDirectoryName(file)!;
        if (root.TryGetProperty("rule", out _))
        {
            var revisions = Path.Combine(folder, Path.GetFileName(file).Replace("_expected.json", "_revisions.jsonl", StringComparison.Ordinal));
            yield return Guarded("revisions", check => RevisedHistories.Compare(check, root, RevisedHistories.FromLines(revisions)));
            yield break;
        }

        foreach (var scenario in root.EnumerateObject())
        {
            var table = Path.Combine(folder, scenario.Name + ".csv");
            Dictionary<int, History>? histories = null;
            yield return Scenario(scenario.Name, scenario.Value, one => (histories ??= ReadHistories.FromTable(table))[one.GetProperty("replicate").GetInt32()]);
        }
    }

    private static Check Scenario(string name, JsonElement scenario, Func<JsonElement, History> historyOf) => Guarded(name, check =>
    {
        var rule = scenario.GetProperty("rule");
        if (rule.TryGetProperty("lag", out _))
        {
            LagScenario.Compare(check, scenario, historyOf);
        }
        else if (rule.TryGetProperty("trigger", out _))
        {
            SurgeScenario.Compare(check, scenario, historyOf);
        }
        else if (rule.TryGetProperty("first_year", out _))
        {
            AbsenceScenario.Compare(check, scenario, historyOf);
        }
        else
        {
            check.Complain($"{name}: no kind of rule here looks like this one");
        }
    });

    private static Check Guarded(string name, Action<Check> compare)
    {
        var check = new Check(name, 1e-9, 1e-12);
        try
        {
            compare(check);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or IOException or NodaTime.Text.UnparsableValueException)
        {
            check.Complain($"{name}: {e.Message}");
        }

        return check;
    }
}
