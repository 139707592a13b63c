using MassTransit;

namespace Timeline.Contracts;

/// <summary>The kinds of rule the engine knows. More are added by issue of the rule book, never by meaning changed.</summary>
public enum RuleKind { GatedWindow, Follows, Chain }

/// <summary>Which incidents a side of a rule speaks of.</summary>
/// <param name="Kind">The kind of incident, in the vocabulary's spelling.</param>
/// <param name="Subkinds">Only these subkinds; null for all.</param>
public sealed record Selector(Vocabulary.Kind Kind, IReadOnlyList<string>? Subkinds = null);

/// <summary>Whole incidents only, or their parts too.</summary>
public enum CountWhat { Whole, Parts }

/// <summary>A further incident linked to the anchor of a chain.</summary>
/// <param name="Step">Its name.</param>
/// <param name="Rel">The relation that links it to the anchor.</param>
/// <param name="WithinDays">Days from the anchor, both ends counting.</param>
public sealed record ChainStep(string Step, Selector Of, string Rel, int WithinDays);

/// <summary>The seasons a rule can be judged in, and why the others cannot.</summary>
public sealed record Observed(int From, int To, string Why);

/// <summary>A rule: data. A version never changes.</summary>
/// <param name="Cause">follows: A. gated-window: what opens the window. chain: the anchor.</param>
/// <param name="Response">follows: B. gated-window: what must fall inside. chain: null.</param>
/// <param name="MinLagDays">follows: least days from A to B; counts.</param>
/// <param name="MaxLagDays">follows: most days from A to B; counts.</param>
/// <param name="Closes">gated-window: what closes the window; its day does not count.</param>
/// <param name="Steps">chain: the steps.</param>
/// <param name="Theatres">Where it is applied; null everywhere.</param>
/// <param name="Alert">Whether a match makes an alert.</param>
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
    IReadOnlyList<string> BlindSpots)
{
    public bool AppliesIn(string theatre) => Theatres?.Contains(theatre) ?? true;
}

/// <summary>A version of a rule came into force.</summary>
[EntityName("timeline.rule-published.v1"), MessageUrn("timeline:rule-published:v1")]
public sealed record RulePublished(Rule Rule);
