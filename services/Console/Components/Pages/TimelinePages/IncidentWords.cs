using Timeline.Console.Api;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.TimelinePages;

/// <summary>An incident of the timeline in words.</summary>
public static class IncidentWords
{
    /// <summary>All of it in one line, as a mark is read out: "A raid. Incursion, a day in Aug 1999, Batken region (region)".</summary>
    /// <param name="title">What the mark shows of it, where that is more than its title.</param>
    public static string Line(IncidentView incident, Gazette gazette, string? title = null) =>
        $"{title ?? incident.Title}. {Words.Title(Words.Wire(incident.Kind))}, {Words.Say(incident.When)}, {Where(incident, gazette)}{Standing(incident) switch { "" => "", var standing => $"; {standing}" }}";

    /// <summary>"Batken region, known to the region".</summary>
    public static string Where(IncidentView incident, Gazette gazette) => incident.Where is { } where
        ? $"{gazette.Name(where)}, {(where.Precision == PlacePrecision.Unknown ? "how nearly is unknown" : $"known to the {Words.Wire(where.Precision)}")}" : "place not stated";

    /// <summary>What sets it apart from something that one source says happened; empty where nothing does.</summary>
    public static string Standing(IncidentView incident) => string.Join(", ", new[]
    {
        incident.Polarity switch { Polarity.DidNotOccur => "recorded as not having happened", Polarity.Imminent => "about to happen, not seen to", _ => null },
        incident.Claim == Claim.Stated ? null : Words.Wire(incident.Claim),
        incident.DateConflict ? "dates in conflict" : null,
        incident.QuantityConflict ? "numbers in conflict" : null,
        incident.PolarityConflict ? "sources disagree whether it happened" : null,
        incident.When?.DerivedFrom is null ? null : "date derived from another incident",
    }.OfType<string>());
}
