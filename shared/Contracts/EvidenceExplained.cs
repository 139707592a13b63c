using System.Text.Json.Serialization;
using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Contracts;

/// <summary>What a rule is worth in a theatre, so that somebody else can check it: each test by itself, the seasons, the matches, and what missed by least.</summary>
/// <param name="AsOf">The day as of which it was judged; null before any was reached.</param>
/// <param name="Evidence">K, expected K, the headline p, the smallest attainable p, q, e and the tier.</param>
/// <param name="Tests">Each test made; the greatest p of those that decide is the headline. Empty where the rule is not tested.</param>
/// <param name="QBh">The p adjusted by Benjamini and Hochberg, as if the rules shared no events: shown beside the q of the evidence, and decides nothing. Null where q is.</param>
/// <param name="RulesTested">Rules of the theatre that were tested, this one among them; q is adjusted for these.</param>
/// <param name="SeasonsUsed">Season years that the tests looked at, earliest first.</param>
/// <param name="Without">p had one season never been observed, for each in turn. Empty where nothing is tested.</param>
/// <param name="WorstWithout">The greatest of these; of equals the earliest season. Null where there is none.</param>
/// <param name="Matches">Earliest season first; of a long history the first so many of them.</param>
/// <param name="MatchesInAll">How many there are.</param>
/// <param name="CauseAlone">The cause without a response that missed one by the fewest days; null where each has one, or the rule has no days after a cause.</param>
/// <param name="ResponseAlone">The response without a cause that missed one by the fewest days; null likewise.</param>
/// <param name="Present">What can be said of the days that are running; it is no look, and raises no alert. Empty where there is nothing to say.</param>
public sealed record EvidenceExplained(
    string Rule,
    int RuleVersion,
    string Theatre,
    LocalDate? AsOf,
    Evidence Evidence,
    IReadOnlyList<TestMade> Tests,
    double? QBh,
    int RulesTested,
    LookMade Look,
    IReadOnlyList<int> SeasonsUsed,
    IReadOnlyList<SeasonNotUsed> SeasonsLeftOut,
    IReadOnlyList<PWithoutSeason> Without,
    PWithoutSeason? WorstWithout,
    IReadOnlyList<MatchExplained> Matches,
    int MatchesInAll,
    NearestMiss? CauseAlone,
    NearestMiss? ResponseAlone,
    RevisedIncidents Revised,
    IReadOnlyList<ShownNumber> Present)
{
    /// <summary>The instant of knowledge it was made of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? KnownAt { get; init; }
}

/// <summary>One test by itself.</summary>
/// <param name="Test">
/// S0, S1 or S2 of responses in windows; by-month or by-window of a surge by counts, by-logarithms or by-sums of one by amounts; fisher of an absence, binomial of a part of
/// the year, scan of a burst, knox of two near one another, by-amounts or by-changes of a dose.
/// </param>
/// <param name="Decides">The headline is the greatest p of those that decide; S0 and sums do not.</param>
/// <param name="P">Of what is certain.</param>
/// <param name="PMin">The smallest it could have given; null where that is not known.</param>
/// <param name="E">Its bet against chance; null where it makes none.</param>
/// <param name="PPossible">With what is merely possible; null where that is not asked.</param>
/// <param name="Draws">How many rearrangements there are, or were drawn (R); null where none are needed.</param>
/// <param name="Seed">Sixteen hexadecimal digits: of the draws, where not all rearrangements were tried; else null.</param>
/// <param name="SeedOf">What the seed is made from: the first eight bytes of the SHA-256 of these letters. Null where the seed is.</param>
/// <param name="Says">A sentence for a person.</param>
public sealed record TestMade(
    string Test,
    bool Decides,
    double P,
    double? PMin,
    double? E,
    double? PPossible,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Draws,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Seed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SeedOf,
    string Says);

/// <summary>Where the rule stands between its looks. Only what is called at a look, or by e, raises an alert of class evidence.</summary>
/// <param name="Number">How many looks there were; 0 before the first.</param>
/// <param name="SeasonYear">The season whose close was the last look; null before the first.</param>
/// <param name="Level">The greatest p that this look may be called at, with the rule alone; null before the first.</param>
/// <param name="P">Of the seasons that began, and came to be known, after this version was put in force; null where these are not tested.</param>
/// <param name="E">Likewise.</param>
/// <param name="Called">It is called: it raises alerts.</param>
/// <param name="Provisional">It is not: whatever the numbers are, they raise no alert.</param>
/// <param name="Next">The day of the next look of which anything is known so far; null where there is none.</param>
/// <param name="Says">In sentences for a person.</param>
public sealed record LookMade(int Number, int? SeasonYear, double? Level, double? P, double? E, bool Called, bool Provisional, LocalDate? Next, string Says);

public sealed record SeasonNotUsed(int SeasonYear, string Why);

/// <param name="P">The p without it.</param>
public sealed record PWithoutSeason(int SeasonYear, double P);

/// <param name="Lag">Cause to response in days, where the rule has a lag.</param>
/// <param name="Counted">It is not circular, and lies in a season in which the rule can be observed.</param>
public sealed record MatchExplained(string CorrelationId, int SeasonYear, IReadOnlyList<string> Incidents, Certainty Verdict, double Share, LagDays? Lag, bool Counted);

/// <summary>A cause that no response came after, or a response that no cause came before, and what missed it by least.</summary>
/// <param name="Causes">The incidents that open the days; of declared days none.</param>
/// <param name="Response">Null where there was none at all.</param>
/// <param name="MissedBy">Days between the response and the nearest day that would have counted, were the uncertain days the favourable ones; null where there was nothing to miss.</param>
/// <param name="Lag">Cause to response in days; null where one of them is missing, or the rule has no lag.</param>
/// <param name="Says">A sentence for a person.</param>
public sealed record NearestMiss(IReadOnlyList<string> Causes, string? Response, int SeasonYear, int? MissedBy, LagDays? Lag, string Says);

/// <summary>How much of what the tests looked at was revised: a correction made because of the rule voids them.</summary>
/// <param name="Incidents">Incidents of the seasons used of which a report was corrected, taken back or restored, a conflict settled, or that were merged.</param>
/// <param name="SincePublished">Those of them that were revised after this version of the rule was put in force.</param>
/// <param name="Of">All incidents of the seasons used that the rule looks at.</param>
/// <param name="Says">A sentence for a person.</param>
public sealed record RevisedIncidents(int Incidents, int SincePublished, int Of, string Says);
