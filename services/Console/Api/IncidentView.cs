using Timeline.Vocabulary;

namespace Timeline.Console.Api;

/// <summary>An incident as a timeline lists it: what its standing reports say together.</summary>
public sealed record IncidentView(
    string Id,
    Kind Kind,
    string? Subkind,
    string Title,
    Occurrence? When,
    Mention? Where,
    Polarity Polarity,
    bool Conflict = false,
    IReadOnlyList<string>? Actors = null,
    IReadOnlyList<Link>? Links = null,
    string? Grading = null);

public sealed record TimelinePage(IReadOnlyList<IncidentView> Items, string? Next);
