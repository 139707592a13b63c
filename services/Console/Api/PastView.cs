using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Api;

/// <summary>A backtest as it stands, as <c>/api/rules/backtest/{id}</c> tells it.</summary>
/// <param name="State">waiting, running, done, cancelled or failed.</param>
/// <param name="Told">How many of the facts have been told to it; 0 of 0 before they are read.</param>
public sealed record BacktestView(string Id, string State, int Told, int Facts, PastView? Result);

/// <summary>How a rule would have done, season by season.</summary>
public sealed record PastView(
    string Rule, int RuleVersion, string Theatre, string Clock, Instant From, Instant To, bool CountCircular, string Says, int Facts, int Steps,
    IReadOnlyList<SeasonPastView> Seasons, Evidence EvidenceThen, Evidence Evidence);

/// <param name="LeadDays">Days from being told to the event; negative where it had begun before; null where there is none to lead to.</param>
public sealed record SeasonPastView(
    int SeasonYear, bool Fired, Instant? When, bool AtStart, IReadOnlyList<MatchPastView> First, Instant? Fell, IReadOnlyList<HeldView> Held, int? LeadDays, Evidence? EvidenceThen,
    HindsightView Hindsight);

/// <param name="To">Null where it still held at the end of the walk.</param>
public sealed record HeldView(Instant From, Instant? To, Certainty Verdict);

public sealed record MatchPastView(string CorrelationId, Certainty Verdict, double Share, IReadOnlyList<string> Incidents, bool Counted);

public sealed record HindsightView(bool Holds, Certainty? Verdict, IReadOnlyList<MatchPastView> Matches, IReadOnlyList<Judgement> Judgements);

/// <summary>What is to be tried on the past.</summary>
/// <param name="Rule">The id of a rule in force (a string) or a rule document (an object).</param>
public sealed record BacktestQuestion(object Rule, string? Theatre, string? From, string? To, string Clock, bool CountCircular);

/// <summary>A theatre as it is and as it would be, as <c>/api/what-if</c> tells it.</summary>
/// <summary>A supposition as it stands.</summary>
/// <param name="State">waiting, running, done, cancelled or failed.</param>
public sealed record WhatIfRunView(string Id, string State, int Told, int Facts, WhatIfView? Result);

public sealed record WhatIfView(string Theatre, bool CountCircular, SupposedView Supposition, TheatreStateView Real, TheatreStateView Supposed, DiffersView Differs);

public sealed record SupposedView(IReadOnlyList<string> LeftOut, IReadOnlyList<MovedView> Moved);

/// <param name="Before">When it began, as it is; null where that is not known.</param>
/// <param name="After">When it began, as it would be.</param>
public sealed record MovedView(string IncidentId, UncertainDate? Before, UncertainDate? After);

public sealed record TheatreStateView(IReadOnlyList<SeasonView> Seasons, IReadOnlyList<CorrelationView> Correlations, IReadOnlyList<RuleWorthView> Evidence);

public sealed record RuleWorthView(string Rule, int RuleVersion, Evidence Evidence);

/// <summary>What is otherwise, each in a sentence.</summary>
public sealed record DiffersView(string Says, IncidentsDiffer Incidents, CorrelationsDiffer Correlations, IReadOnlyList<Sentence> Seasons, IReadOnlyList<Sentence> Evidence);

public sealed record IncidentsDiffer(IReadOnlyList<Sentence> Came, IReadOnlyList<Sentence> Went, IReadOnlyList<Sentence> Changed);

public sealed record CorrelationsDiffer(
    IReadOnlyList<Sentence> Began, IReadOnlyList<Sentence> Strengthened, IReadOnlyList<Sentence> Weakened, IReadOnlyList<Sentence> Revised, IReadOnlyList<Sentence> Ended);

public sealed record Sentence(string Says);

/// <summary>What is supposed to be otherwise.</summary>
public sealed record WhatIfQuestion(string Theatre, LeaveOutQuestion LeaveOut, IReadOnlyList<MoveQuestion> Move, bool CountCircular);

/// <summary>An incident that is supposed to have been at another time.</summary>
/// <param name="When">In words; null where none were given.</param>
public sealed record MoveQuestion(string IncidentId, WordsForm? When);

public sealed record LeaveOutQuestion(IReadOnlyCollection<string> Sources, string? BelowGrade, IReadOnlyCollection<string> Incidents);
