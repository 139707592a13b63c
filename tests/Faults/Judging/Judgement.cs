namespace Timeline.Faults.Judging;

/// <summary>What is found of a system at rest after its faults. A round has passed where nothing is.</summary>
internal sealed class Judgement
{
    private readonly List<string> problems = [];

    /// <summary>How many things are not there that were accepted, recorded or published.</summary>
    public int Lost { get; private set; }

    /// <summary>How many things were recorded or told more often than they happened.</summary>
    public int Twice { get; private set; }

    /// <summary>Whether what was told and what is shown equals a run over the same events without faults; null: not compared yet.</summary>
    public bool? Same { get; private set; }

    public IReadOnlyList<string> Problems => problems;

    public bool Passed => problems.Count == 0;

    public void AddLost(string where, IEnumerable<string> what) => Lost += Add($"lost {where}", what);

    public void AddTwice(string where, IEnumerable<string> what) => Twice += Add($"twice {where}", what);

    public int Add(string kind, IEnumerable<string> what)
    {
        var all = what.ToList();
        problems.AddRange(all.Take(10).Select(w => $"{kind}: {w}"));
        if (all.Count > 10)
        {
            problems.Add($"{kind}: and {all.Count - 10} more");
        }

        return all.Count;
    }

    public void Compare(string what, string expected, string actual)
    {
        var same = expected == actual;
        Same = (Same ?? true) && same;
        Add("not the same", same ? [] : [$"{what}: {First(expected, actual)}"]);
    }

    // where two texts part
    private static string First(string expected, string actual)
    {
        var at = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        var from = Math.Max(0, at - 60);
        return $"from character {at} on; without faults …{Cut(expected, from)}… with faults …{Cut(actual, from)}…";
    }

    private static string Cut(string text, int from) => text[Math.Min(from, text.Length)..Math.Min(from + 200, text.Length)];
}
