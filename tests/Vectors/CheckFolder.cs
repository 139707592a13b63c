using System.Text.Json;
using Timeline.Vectors.Methods;
using Timeline.Vectors.Timelines;

namespace Timeline.Vectors;

/// <summary>Checks whatever a folder holds: vector files, one a method, and simulated timelines. A file that is neither is a failure, said in a sentence.</summary>
public static class CheckFolder
{
    public static IEnumerable<Check> Check(string folder)
    {
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToList();
        return files.SelectMany(file => Of(file, files)).Concat(Directory.GetDirectories(folder).Order(StringComparer.Ordinal).SelectMany(Check));
    }

    public static IEnumerable<Check> CheckFile(string file) => Of(file, [file]);

    private static IEnumerable<Check> Of(string file, List<string> files)
    {
        var name = Path.GetFileName(file);
        return Path.GetExtension(file) switch
        {
            // the timelines themselves are read with the file that says what to expect of them
            ".csv" or ".jsonl" => files.Any(f => Path.GetFileName(f).EndsWith("expected.json", StringComparison.Ordinal)) ? [] : [Unknown(name, "timelines without a file expected.json beside them")],
            ".md" or ".txt" => [],
            ".json" => OfJson(file, name),
            _ => [Unknown(name, "neither vectors nor timelines")],
        };
    }

    private static IEnumerable<Check> OfJson(string file, string name)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(File.ReadAllText(file));
        }
        catch (JsonException e)
        {
            return [Unknown(name, $"it is no JSON ({e.Message})")];
        }

        var root = json.RootElement;
        return root.ValueKind != JsonValueKind.Object ? [Unknown(name, "neither vectors nor timelines")]
            : root.TryGetProperty("method", out var method) ? [Vectors(root, method.GetString() ?? "", name)]
            : SimulatedTimelines.Knows(file, root) ? SimulatedTimelines.Check(file, root)
            : [Unknown(name, "neither vectors nor timelines")];
    }

    private static Check Vectors(JsonElement root, string method, string file)
    {
        if (!KnownMethods.TryGet(method, out var answer))
        {
            return Unknown(file, $"no method here is called '{method}'");
        }

        var tolerance = root.GetProperty("tolerance");
        var check = new Check(method, tolerance.GetProperty("rel").GetDouble(), tolerance.GetProperty("abs").GetDouble());
        foreach (var one in root.GetProperty("cases").EnumerateArray())
        {
            check.Count();
            var id = one.GetProperty("id").ToString();
            try
            {
                check.Compare(id, one.GetProperty("expected"), answer(one.GetProperty("input"), one.GetProperty("expected")));
            }
            catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or ArithmeticException)
            {
                check.Complain($"{id}: {e.Message}");
            }
        }

        return check;
    }

    private static Check Unknown(string file, string why)
    {
        var check = new Check(file, 0, 0);
        check.Complain($"{file} cannot be checked: {why}.");
        return check;
    }
}
