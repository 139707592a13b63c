using System.Text.Json;
using Timeline.Vocabulary;

namespace Timeline.Contracts;

/// <summary>An event that has not happened: what one service asks another about, and nobody stores.</summary>
/// <param name="Version">The version it would have in its incident's stream.</param>
/// <param name="Type">Its lasting name.</param>
public sealed record Supposed(long Version, string Type, JsonElement Data);

/// <summary>What would follow from something that has not happened.</summary>
/// <param name="Begin">Correlations that would be detected.</param>
/// <param name="Change">Those that would be strengthened, weakened or revised.</param>
/// <param name="End">Those that would be withdrawn.</param>
public sealed record Consequences(IReadOnlyList<Consequence> Begin, IReadOnlyList<Consequence> Change, IReadOnlyList<Consequence> End);

/// <summary>A correlation as it would be; one that would end as it was.</summary>
/// <param name="Title">Of the rule.</param>
/// <param name="Change">detected, strengthened, weakened, revised or withdrawn.</param>
/// <param name="Why">In a sentence what changes it.</param>
public sealed record Consequence(
    string Id,
    string Rule,
    int RuleVersion,
    string Title,
    string Theatre,
    int SeasonYear,
    string Change,
    string Why,
    Certainty Verdict,
    double Share,
    IReadOnlyList<string> Incidents,
    IReadOnlyList<ExplanationStep> Explanation,
    IReadOnlyList<NotCounted> NotCounted);
