using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>How a rule would have done: season by season, what it would have said as the facts became known, beside what is known in hindsight.</summary>
/// <param name="Clock">known, or recorded: the clock by which facts came to be known.</param>
/// <param name="From">The first instant of the walk; what was known by then was known at its start.</param>
/// <param name="To">The last; counts.</param>
/// <param name="CountCircular">Circular dates were counted like others.</param>
/// <param name="Facts">How many facts were told on the way.</param>
/// <param name="Steps">At how many instants anything was judged anew.</param>
/// <param name="Seasons">Earliest first: all of which anything is recorded, and those in which the rule could be observed.</param>
/// <param name="EvidenceThen">What the rule was worth at the end of the walk; judgements stand with their seasons.</param>
/// <param name="Evidence">What it is worth in hindsight. It is judged alone: among other rules q would be another.</param>
public sealed record PastOfRule(
    string Rule, int RuleVersion, string Theatre, string Clock, Instant From, Instant To, bool CountCircular, string Says, int Facts, int Steps,
    IReadOnlyList<SeasonPast> Seasons, Evidence EvidenceThen, Evidence Evidence);

/// <summary>A season year as the rule would have met it.</summary>
/// <param name="Fired">It was met at any time on the way.</param>
/// <param name="When">The instant at which it was met first; null where it never was.</param>
/// <param name="AtStart">It was met by what was known when the walk began, so that it may have been met before.</param>
/// <param name="First">The matches of that instant.</param>
/// <param name="Fell">The instant since which nothing met it any more; null where it never was met, or still was at the end.</param>
/// <param name="Held">When it was met and how well, in order.</param>
/// <param name="LeadDays">
/// Days from the day (UTC) of <paramref name="When"/> to the first day on which what the match leads to may have begun, as known in hindsight; negative where it had begun
/// before anybody would have been told. What it leads to is the response (follows, gated-window, surge), the later of the two (near), the last of the cluster (burst) or
/// the last step known (chain). Of several first matches the least. Null where none of them stands in hindsight, and for kinds that lead to nothing later: season-window, a
/// route, absence, dose-response.
/// </param>
/// <param name="EvidenceThen">What the rule was worth at <paramref name="When"/>; its judgements are left out.</param>
/// <param name="Hindsight">What all that is known now says of the season.</param>
public sealed record SeasonPast(
    int SeasonYear, bool Fired, Instant? When, bool AtStart, IReadOnlyList<MatchPast> First, Instant? Fell, IReadOnlyList<StretchHeld> Held, int? LeadDays, Evidence? EvidenceThen,
    SeasonHindsight Hindsight);

/// <param name="To">Does not count; null where it still held at the end.</param>
/// <param name="Verdict">Of the best match of the season.</param>
public sealed record StretchHeld(Instant From, Instant? To, Certainty Verdict);

public sealed record MatchPast(string CorrelationId, Certainty Verdict, double Share, IReadOnlyList<string> Incidents, bool Counted)
{
    internal static MatchPast Of(Rule rule, Finding finding) =>
        new(finding.CorrelationId, finding.Verdict, finding.Share, finding.Incidents, WeighEvidence.IsCounted(rule, finding));
}

/// <param name="Holds">Something meets the rule in this season.</param>
/// <param name="Verdict">Of the best match; null where nothing does.</param>
/// <param name="Judgements">What the season, or each incident of it, says of the rule.</param>
public sealed record SeasonHindsight(bool Holds, Certainty? Verdict, IReadOnlyList<MatchPast> Matches, IReadOnlyList<Judgement> Judgements);
