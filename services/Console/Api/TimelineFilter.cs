using System.Globalization;
using Timeline.Vocabulary;

namespace Timeline.Console.Api;

/// <summary>Which incidents <c>GET /api/timeline</c> is asked for. What is null or empty leaves nothing out.</summary>
/// <param name="MinGrade">Such as B2: sources and items of at least that grade.</param>
/// <param name="Month">1 to 12: incidents that may have begun in that month of any year.</param>
public sealed record TimelineFilter(KindSet Kinds = default, string? Theatre = null, string? Place = null, string? Actor = null, string? Text = null, string? MinGrade = null, int? Month = null)
{
    /// <summary>The parameters as the API and the page's address both name them, only those that are set.</summary>
    public IEnumerable<(string Name, string Value)> Parameters() =>
        new (string, string?)[]
        {
            ("kind", Kinds.IsEmpty ? null : Kinds.ToString()), ("theatre", Theatre), ("place", Place), ("actor", Actor), ("text", Text), ("minGrade", MinGrade),
            ("month", Month?.ToString(CultureInfo.InvariantCulture)),
        }.Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => (p.Item1, p.Item2!));

    /// <summary>How many of the filters are set.</summary>
    public int Count => Parameters().Count();
}

/// <summary>Some of the kinds; written as the API takes them: "harvest,incursion".</summary>
public readonly record struct KindSet(int Bits)
{
    public static KindSet Of(params IEnumerable<Kind> kinds) => new(kinds.Aggregate(0, (bits, kind) => bits | (1 << (int)kind)));

    public bool IsEmpty => Bits == 0;

    public bool Has(Kind kind) => (Bits & (1 << (int)kind)) != 0;

    public KindSet Turn(Kind kind) => new(Bits ^ (1 << (int)kind));

    public KindSet Without(Kind kind) => new(Bits & ~(1 << (int)kind));

    public IEnumerable<Kind> All() => Enum.GetValues<Kind>().Where(Has);

    /// <returns>Null where one of the words is no kind.</returns>
    public static KindSet? Read(string words)
    {
        var known = Enum.GetValues<Kind>().ToDictionary(Words.Wire);
        var asked = words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return asked.All(known.ContainsKey) ? Of(asked.Select(word => known[word])) : null;
    }

    public override string ToString() => string.Join(',', All().Select(Words.Wire));
}
