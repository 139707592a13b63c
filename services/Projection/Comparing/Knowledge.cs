using Timeline.Contracts;
using Timeline.Engine;

namespace Timeline.Projection.Comparing;

/// <summary>All that was known at one moment, as it is compared with another.</summary>
/// <param name="Incidents">Every incident, whatever theatre it counts in.</param>
public sealed record Knowledge(TimelineEngine Incidents, IReadOnlyList<TheatreKnown> Theatres);

/// <summary>A theatre as it was known at one moment.</summary>
/// <param name="Engine">A run over what was known of it.</param>
/// <param name="Correlations">Those that held, by id: found by that run, or, by what was recorded, as the system had told them.</param>
/// <param name="Evidence">By rule; likewise.</param>
public sealed record TheatreKnown(string Theatre, TimelineEngine Engine, IReadOnlyDictionary<string, Finding> Correlations, IReadOnlyDictionary<string, Evidence> Evidence)
{
    public static TheatreKnown Of(string theatre, TimelineEngine engine) => new(
        theatre,
        engine,
        engine.Findings.Where(f => f.Value.Theatre == theatre).ToDictionary(),
        engine.Rules.Where(r => r.AppliesIn(theatre)).ToDictionary(r => r.Id, r => engine.EvidenceOf(r.Id, theatre)));
}
