using System.Text.Json.Serialization;
using MassTransit;
using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Contracts;

// What is optional and came after the first version is left out of the JSON where it is null: a version that is in force is still written as it was.

/// <summary>The kinds of rule the engine knows. More are added by issue of the rule book, never by meaning changed.</summary>
public enum RuleKind { GatedWindow, Follows, Chain, SeasonWindow, Near, Burst, Surge, Absence, DoseResponse }

/// <summary>Which day of an incident is compared: the one it began, or the one it was over (of what has no end of its own, the one it began).</summary>
public enum ComparedDay { Begin, End }

/// <summary>Which incidents a side of a rule speaks of.</summary>
/// <param name="Kind">The kind of incident, in the vocabulary's spelling.</param>
/// <param name="Subkinds">Only these subkinds, each with all finer ones ("relocation" holds "relocation.base"); null for all.</param>
/// <param name="Crop">Of harvests and bans only this crop; what names none is taken as opium.</param>
/// <param name="Actors">Only with one of these actors, however spelled; null for all.</param>
/// <param name="Places">Only what lies within one of these entries of the gazetteer (of an absence also what holds one); null for all.</param>
/// <param name="MinGrade">Only what some report of at least this grade tells; letter and number are each compared, and what is not graded falls short.</param>
/// <param name="Polarity">Null for what occurred. An absence or a threat is found only where it is asked for.</param>
/// <param name="Edge">Null for the day it began.</param>
public sealed record Selector(
    Kind Kind,
    IReadOnlyList<string>? Subkinds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Crop = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Actors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Places = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Grading? MinGrade = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Polarity? Polarity = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ComparedDay? Edge = null);

/// <summary>Whole incidents only, or their parts too.</summary>
public enum CountWhat { Whole, Parts }

/// <summary>A further incident of a chain.</summary>
/// <param name="Step">Its name.</param>
/// <param name="Rel">The relation that links it to the anchor; null where the days alone do.</param>
/// <param name="WithinDays">Days from the anchor, both ends counting.</param>
public sealed record ChainStep(string Step, Selector Of, string? Rel, int WithinDays);

/// <summary>The seasons a rule can be judged in, and why the others cannot.</summary>
public sealed record Observed(int From, int To, string Why);

/// <summary>A stretch of seasons that are alike. Those before the first one declared are one of their own.</summary>
/// <param name="From">The season year with which it begins; it lasts until the next begins.</param>
/// <param name="Why">What was otherwise from then on.</param>
public sealed record Regime(int From, string Why);

/// <summary>Days that come every year: the opening day counts, the closing day does not. They may cross the turn of the calendar year.</summary>
public sealed record SeasonDays(AnnualDate Opens, AnnualDate Closes);

/// <summary>How close two incidents are, or an incident and a route.</summary>
/// <param name="WithinDays">near: most days between the two, in either order; counts. Null on a route.</param>
/// <param name="WithinKm">Most kilometres between them; counts.</param>
/// <param name="Route">The gazetteer's route; null between two incidents.</param>
public sealed record Nearness(int? WithinDays, double WithinKm, string? Route);

/// <summary>How many at once make a burst.</summary>
/// <param name="AtLeast">The least number; 2 or more.</param>
/// <param name="WithinDays">Consecutive days: 1 is one and the same day.</param>
/// <param name="WithinKm">Most kilometres from one of them to each other; null anywhere in the theatre.</param>
public sealed record Crowding(int AtLeast, int WithinDays, double? WithinKm);

/// <summary>How much more than on the same days of other seasons makes a surge.</summary>
/// <param name="AtLeastTimes">The least ratio; above 0.</param>
/// <param name="Unit">The unit in which the response is summed; null where its incidents are counted.</param>
public sealed record Surge(decimal AtLeastTimes, string? Unit);

/// <param name="Unit">The unit in which the cause is summed over a season.</param>
/// <param name="ResponseUnit">The unit in which the response is summed; null where its incidents are counted.</param>
public sealed record Dose(string Unit, string? ResponseUnit);

/// <summary>Another account of the same events.</summary>
/// <param name="By">Who makes it.</param>
public sealed record CompetingClaim(string Claim, string By);

/// <summary>A rule: data. A version never changes.</summary>
/// <param name="Cause">
/// follows: A. gated-window: what opens the window. chain: the anchor. near: the one, or what lies on the route. surge: the trigger. absence: what it
/// is expected after. dose-response: what is measured. Where a rule has one side alone (season-window, burst, absence in declared days) it is that one.
/// </param>
/// <param name="Response">follows: B. gated-window: what must fall inside. near: the other. surge: what is counted. absence: what is expected. Null where there is one side alone.</param>
/// <param name="MinLagDays">follows, surge, absence: least days from cause to response; counts.</param>
/// <param name="MaxLagDays">follows, surge, absence: most days from cause to response; counts.</param>
/// <param name="Closes">gated-window: what closes the window; its day does not count.</param>
/// <param name="Steps">chain: the steps.</param>
/// <param name="Theatres">Where it is applied; null everywhere.</param>
/// <param name="Alert">Whether a match makes an alert.</param>
/// <param name="Season">season-window, absence: the declared days.</param>
/// <param name="Near">near: how close. follows: the route that the response lies on; null where it may lie anywhere.</param>
/// <param name="Competing">Other accounts of the same events. They change no match, so they may be added to a version in force.</param>
/// <param name="Published">
/// The instant this version was put in force. What was known before it may be what the rule was made from (discovery data) and proves nothing of it. Null of
/// a rule that was never in force, and of one whose event is older than this field: there the event's own instant is meant.
/// </param>
public sealed record Rule(
    string Id,
    int Version,
    string Title,
    string Claim,
    string Citation,
    RuleKind Kind,
    Selector Cause,
    Selector? Response,
    Selector? Closes,
    int? MinLagDays,
    int? MaxLagDays,
    IReadOnlyList<ChainStep> Steps,
    CountWhat Count,
    Observed? Observed,
    IReadOnlyList<string>? Theatres,
    bool Alert,
    IReadOnlyList<string> BlindSpots,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SeasonDays? Season = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Nearness? Near = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Crowding? Burst = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Surge? Surge = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Dose? Dose = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CompetingClaim>? Competing = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Instant? Published = null)
{
    /// <summary>follows, gated-window, chain: seasons of different regimes are not exchanged by the test that swaps whole seasons. By year, none twice; null where all are alike.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Regime>? Regimes { get; init; }


    public bool AppliesIn(string theatre) => Theatres?.Contains(theatre) ?? true;
}

/// <summary>A version of a rule came into force.</summary>
/// <param name="By">Who put it in force; null of those that came before this was kept.</param>
/// <param name="Document">The rule as it was written, examples and all: JSON, its fields in their fixed order. Null of those that came before this was kept.</param>
[EntityName("timeline.rule-published.v1"), MessageUrn("timeline:rule-published:v1")]
public sealed record RulePublished(
    Rule Rule,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? By = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Document = null);

/// <summary>A rule was taken out of force with all its versions so far; nothing of it is deleted. A later version puts it in force again.</summary>
/// <param name="Version">The highest version there was.</param>
[EntityName("timeline.rule-retired.v1"), MessageUrn("timeline:rule-retired:v1")]
public sealed record RuleRetired(string Rule, int Version, string Why, string By, Instant At);
