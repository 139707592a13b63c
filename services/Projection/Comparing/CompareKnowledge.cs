using NodaTime;

namespace Timeline.Projection.Comparing;

/// <summary>
/// What changed between two states of knowledge: incidents (<see cref="CompareIncidents"/>), correlations and evidence (<see cref="CompareCorrelations"/>),
/// seasons (<see cref="CompareSeasons"/>). It asks no clock and no store.
/// </summary>
public static class CompareKnowledge
{
    /// <param name="before">The earlier state.</param>
    /// <param name="after">The later, of the same theatres in the same order.</param>
    /// <param name="theatre">Compares what counts in this theatre alone; null with all theatres, then also what counts in none.</param>
    /// <param name="seasonYear">Compares what lies in this season year alone. Evidence is of all years together and is left whole.</param>
    public static Comparison Of(Knowledge before, Knowledge after, IReadOnlyList<Instant> knownAt, string clock, string? theatre, int? seasonYear)
    {
        var theatres = before.Theatres.Zip(after.Theatres).ToList();
        var ids = theatre is null && seasonYear is null
            ? before.Incidents.Incidents.Concat(after.Incidents.Incidents).Select(i => i.Id)
            : before.Theatres.Concat(after.Theatres).SelectMany(t => Counted(t, seasonYear));
        var incidents = CompareIncidents.Of(ids.Distinct(StringComparer.Ordinal), before.Incidents, after.Incidents);
        string Title(string id) => Words.Title(after.Incidents.Find(id)?.Title ?? before.Incidents.Find(id)?.Title ?? id);
        var correlations = CompareCorrelations.Of(theatres, seasonYear, Title);
        var seasons = CompareSeasons.Of(theatres, seasonYear, Title);
        var evidence = CompareCorrelations.EvidenceOf(theatres);
        return new(knownAt, clock, theatre, seasonYear, Says(incidents, correlations, seasons, evidence), incidents, correlations, seasons, evidence);
    }

    private static IEnumerable<string> Counted(TheatreKnown known, int? seasonYear) => known.Engine.Incidents.Select(i => i.Id)
        .Where(id => seasonYear is { } year ? known.Engine.SeasonYearsOf(known.Theatre, id).Contains(year) : known.Engine.IsCountedIn(known.Theatre, id));

    private static string Says(IncidentChanges incidents, CorrelationChanges correlations, IReadOnlyList<SeasonChange> seasons, IReadOnlyList<EvidenceChange> evidence)
    {
        (int Number, string One, string Many)[] counts =
        [
            (incidents.Came.Count, "incident became known", "incidents became known"),
            (incidents.Changed.Count, "incident changed", "incidents changed"),
            (incidents.Went.Count, "incident no longer stands", "incidents no longer stand"),
            (correlations.Began.Count, "correlation began", "correlations began"),
            (correlations.Strengthened.Count, "correlation strengthened", "correlations strengthened"),
            (correlations.Weakened.Count, "correlation weakened", "correlations weakened"),
            (correlations.Revised.Count, "correlation rests on other days or incidents", "correlations rest on other days or incidents"),
            (correlations.Ended.Count, "correlation ended", "correlations ended"),
            (seasons.Count, "season reads otherwise", "seasons read otherwise"),
            (evidence.Count, "rule is worth something else", "rules are worth something else"),
        ];
        var said = counts.Where(c => c.Number > 0).Select(c => Words.Count(c.Number, c.One, c.Many)).ToList();
        return said.Count == 0 ? "Nothing changed." : string.Join(", ", said) + ".";
    }
}
