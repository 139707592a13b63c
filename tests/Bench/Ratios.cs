using System.Globalization;

namespace Timeline.Bench;

/// <summary>The table that a run ends with: each figure beside the limit under it, measured in the same run on the same servers.</summary>
internal sealed class Ratios
{
    private readonly List<(string What, double Ours, string Unit, string Limit, double Under)> rows = [];

    /// <summary>A length of time: the ratio says how many times the limit it takes.</summary>
    /// <param name="limit">What the least imaginable way was.</param>
    public void Took(string what, double milliseconds, string limit, double under) => rows.Add((what, milliseconds, "ms", limit, under));

    /// <summary>A rate: the ratio says which part of the limit it reaches.</summary>
    public void Rate(string what, double perSecond, string limit, double under) => rows.Add((what, perSecond, "/s", limit, under));

    public void Say()
    {
        if (rows.Count == 0)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine($"{"what",-46} {"ours",10}    {"limit under it",-46} {"limit",10}    {"ours / limit",12}");
        foreach (var (what, ours, unit, limit, under) in rows)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-46} {Number(ours),10} {unit,-2} {limit,-46} {Number(under),10} {unit,-2} {Number(ours / under),12}"));
        }
    }

    private static string Number(double value) => value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
