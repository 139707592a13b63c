using System.Globalization;
using System.Text.Json;

namespace Timeline.Vectors;

/// <summary>What was found of one method or scenario: how many cases, how near the worst number came to its tolerance, and what was wrong.</summary>
/// <param name="rel">The relative tolerance: a number passes where |got - expected| ≤ abs + rel |expected|.</param>
public sealed class Check(string name, double rel, double abs)
{
    private readonly List<string> complaints = [];
    private readonly List<string> notes = [];
    private readonly Dictionary<string, double> shares = new(StringComparer.Ordinal);

    public string Name => name;

    public int Cases { get; private set; }

    /// <summary>The worst error in tolerances: at most 1 passes.</summary>
    public double Worst { get; private set; }

    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>What is worth reading besides.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Shares of the histories of a scenario, from 0 to 1: false alarms where it is independent, power where it is not.</summary>
    public IReadOnlyDictionary<string, double> Shares => shares;

    public bool Passed => complaints.Count == 0 && Cases > 0;

    public string Line() => string.Create(CultureInfo.InvariantCulture, $"{Name,-30} {Cases,5} cases   worst error {Worst,8:0.0e+0} of tolerance   {(Passed ? "pass" : "FAIL")}");

    public void Complain(string sentence) => complaints.Add(sentence);

    public void Note(string sentence) => notes.Add(sentence);

    public void Share(string name, double share) => shares[name] = share;

    public void Count() => Cases++;

    /// <summary>Compares all that is expected; what was answered besides is no error.</summary>
    /// <param name="at">Where in the file, for a complaint.</param>
    public void Compare(string at, JsonElement expected, object? got)
    {
        switch (expected.ValueKind)
        {
            case var _ when ReferenceEquals(got, Answer.NotAsked):
                break;
            case JsonValueKind.Object:
                foreach (var field in expected.EnumerateObject())
                {
                    if (got is not Answer answer || !answer.TryGet(field.Name, out var value))
                    {
                        complaints.Add($"{at}: nothing here answers '{field.Name}'");
                        continue;
                    }

                    Compare($"{at} {field.Name}", field.Value, value);
                }

                break;
            case JsonValueKind.Array when got is System.Collections.IEnumerable list:
                var items = list.Cast<object?>().ToList();
                if (items.Count != expected.GetArrayLength())
                {
                    complaints.Add($"{at}: {expected.GetArrayLength()} expected, {items.Count} found");
                    break;
                }

                foreach (var (item, i) in expected.EnumerateArray().Select((item, i) => (item, i)))
                {
                    Compare($"{at}[{i}]", item, items[i]);
                }

                break;
            case JsonValueKind.Number when Number(got) is { } number:
                CompareNumbers(at, expected.GetDouble(), number);
                break;
            case JsonValueKind.Null when got is null:
            case JsonValueKind.True when got is true:
            case JsonValueKind.False when got is false:
                break;
            case JsonValueKind.String when got is string text && text == expected.GetString():
                break;
            default:
                complaints.Add($"{at}: {expected.GetRawText()} expected, {Say(got)} found");
                break;
        }
    }

    public void CompareNumbers(string at, double expected, double got)
    {
        var error = got == expected ? 0 : Math.Abs(got - expected) / (abs + (rel * Math.Abs(expected)));
        Worst = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(Worst, error);
        if (!(error <= 1))
        {
            complaints.Add(FormattableString.Invariant($"{at}: {expected:R} expected, {got:R} found"));
        }
    }

    private static double? Number(object? got) => got is double or int or long or float ? Convert.ToDouble(got, CultureInfo.InvariantCulture) : null;

    private static string Say(object? got) => got switch
    {
        null => "nothing",
        bool b => b ? "true" : "false",
        _ => FormattableString.Invariant($"{got}"),
    };
}
