using System.Text.Json.Serialization;
using MassTransit;
using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Contracts;

/// <summary>One step of the reasons for a correlation.</summary>
/// <param name="Step">The step's name in the rule: cause, response, opens, closes, ransom, release …</param>
/// <param name="IncidentId">The incident that the step rests on; null for a step that rests on a usual date or on none.</param>
/// <param name="Says">The step in a sentence for a person.</param>
public sealed record ExplanationStep(string Step, string? IncidentId, string Says);

/// <param name="Why">"circular": its date was derived from what it would be tested against. "usual": a usual date, not an observation.</param>
public sealed record NotCounted(string IncidentId, string Why);

/// <summary>How many days lie between two uncertain days: both ends count.</summary>
public sealed record LagDays(int Min, int Max);

/// <summary>A rule met by incidents, as it stands: the content of a correlation.</summary>
/// <param name="CorrelationId">Made of rule, version, theatre and key: found again, it is the same.</param>
/// <param name="SeasonYear">The season year it lies in.</param>
/// <param name="Share">1 where certain; else the share of day combinations that satisfy the rule.</param>
/// <param name="Incidents">The incidents it is made of, cause first.</param>
/// <param name="HangsOn">The incidents each of whose removal ends it.</param>
/// <param name="Lag">Cause to response in days, where the rule has a lag.</param>
public sealed record Finding(
    string CorrelationId,
    string Rule,
    int RuleVersion,
    string Theatre,
    int SeasonYear,
    Certainty Verdict,
    double Share,
    IReadOnlyList<string> Incidents,
    IReadOnlyList<ExplanationStep> Explanation,
    IReadOnlyList<string> HangsOn,
    IReadOnlyList<NotCounted> NotCounted,
    LagDays? Lag);

/// <summary>What happened to a correlation.</summary>
public interface ICorrelationEvent
{
    Finding Finding { get; }
}

/// <summary>A rule was met by these incidents. Claims nothing about chance.</summary>
[EntityName("timeline.correlation-detected.v1"), MessageUrn("timeline:correlation-detected:v1")]
public sealed record CorrelationDetected(Finding Finding) : ICorrelationEvent;

/// <summary>It became certain, likelier, or gained a step.</summary>
[EntityName("timeline.correlation-strengthened.v1"), MessageUrn("timeline:correlation-strengthened:v1")]
public sealed record CorrelationStrengthened(Finding Finding, string Why) : ICorrelationEvent;

/// <summary>It became merely possible, less likely, or lost a step.</summary>
[EntityName("timeline.correlation-weakened.v1"), MessageUrn("timeline:correlation-weakened:v1")]
public sealed record CorrelationWeakened(Finding Finding, string Why) : ICorrelationEvent;

/// <summary>Its reasons changed and its strength did not: other days, another lag.</summary>
[EntityName("timeline.correlation-revised.v1"), MessageUrn("timeline:correlation-revised:v1")]
public sealed record CorrelationRevised(Finding Finding, string Why) : ICorrelationEvent;

/// <summary>It no longer holds. The finding is the last that held; the reason says what took it away.</summary>
[EntityName("timeline.correlation-withdrawn.v1"), MessageUrn("timeline:correlation-withdrawn:v1")]
public sealed record CorrelationWithdrawn(Finding Finding, string Why) : ICorrelationEvent;

/// <summary>The strength of the evidence, weakest first (METHODS' evidence ladder).</summary>
public enum Tier { None, Anecdote, Untestable, DateDependent, NotDistinguishable, Lead, Pattern }

/// <summary>Whether a season (or, for a chain, a taking) speaks for the rule, against it, or cannot be judged.</summary>
/// <param name="Unit">The season year, or the incident id of the taking.</param>
/// <param name="Cause">present, absent, circular or unknown.</param>
/// <param name="Response">present, absent or unknown.</param>
/// <param name="Judged">It is closed, its cause is independently known and its response seen or recorded absent.</param>
/// <param name="Held">Judged, and both or neither came.</param>
/// <param name="Says">A sentence for a person: what was seen, or why it cannot be judged.</param>
public sealed record Judgement(string Unit, int SeasonYear, string Cause, string Response, bool Judged, bool Held, string Says);

/// <summary>How much a rule is worth so far in one theatre.</summary>
/// <param name="K">What surely agrees with the rule and counts (what is circular does not): responses in a window, cases, or seasons, as the kind of rule has it.</param>
/// <param name="KPossible">K and the merely possible ones.</param>
/// <param name="Expected">How much of K chance alone would bring; null where the test has no such number.</param>
/// <param name="P">The chance of as much or more where the rule says nothing true: the greater of the tests. Null where rules of this kind are not tested.</param>
/// <param name="PMin">The smallest p that what is known can give at all.</param>
/// <param name="E">The bet against chance, the lesser of the tests: below 3 nothing, 20 and more strong.</param>
public sealed record Evidence(
    Tier Tier,
    int SeasonsJudged,
    int SeasonsHeld,
    int K,
    int KPossible,
    double? Expected,
    double? P,
    double? PMin,
    double? E,
    string Says,
    IReadOnlyList<Judgement> Judgements)
{
    /// <summary>P adjusted for all rules of the theatre that were tested (Benjamini and Yekutieli); null where P is.</summary>
    public double? Q { get; init; }

    /// <summary>What p would be if the merely possible held too: P is always that of what is certain. Null where P is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PPossible { get; init; }

    /// <summary>Numbers that describe and decide nothing; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ShownNumber>? Shown { get; init; }
}

/// <summary>A number that is shown beside the evidence and is no p value: a share with its limits, a median lag, how many times as much.</summary>
/// <param name="Name">
/// completed, median-lag, precursor-rate, trigger-rate, on-route, in-window, mean-day, spread, ratio, multiplier, superiority, risk-difference, next-empty,
/// next-three-empty, most-together, pairs, of the present surge-now and surge-now-e; "naive-p" is no evidence and is greyed.
/// </param>
/// <param name="Value">A share is from 0 to 1, and given for three cases or more only.</param>
/// <param name="Low">The lower 95 % limit, or the least that uncertain days allow; null where there is none.</param>
/// <param name="High">Likewise, the upper.</param>
/// <param name="Unit">days, day-of-year, share, times, incidents or pairs; null of a plain number.</param>
/// <param name="Says">A sentence for a person.</param>
public sealed record ShownNumber(
    string Name,
    double Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Low,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? High,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Unit,
    string Says)
{
    /// <summary>The answer to the naive question, as if every day of the year were alike.</summary>
    public const string Naive = "naive-p";
}

/// <summary>The evidence of a rule in a theatre, whenever it changes.</summary>
[EntityName("timeline.evidence-judged.v1"), MessageUrn("timeline:evidence-judged:v1")]
public sealed record EvidenceJudged(string Rule, int RuleVersion, string Theatre, Evidence Evidence);

/// <summary>The evidence of a version of a rule in a theatre no longer stands: it was retired, or another version came into force.</summary>
[EntityName("timeline.evidence-withdrawn.v1"), MessageUrn("timeline:evidence-withdrawn:v1")]
public sealed record EvidenceWithdrawn(string Rule, int RuleVersion, string Theatre, string Why);

/// <summary>A day has come. Whatever depends on today is judged as of the last of these, so that time is data and can be replayed.</summary>
[EntityName("timeline.day-reached.v1"), MessageUrn("timeline:day-reached:v1")]
public sealed record DayReached(LocalDate Day);
