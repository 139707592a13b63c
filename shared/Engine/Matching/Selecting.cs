using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>What a rule's selector asks of an incident.</summary>
internal static class Selecting
{
    public static bool Selects(this Selector selector, Incident incident) =>
        incident.Kind == selector.Kind && (selector.Subkinds is null || (incident.Subkind is { } finer && selector.Subkinds.Contains(finer)));

    /// <summary>It occurred, is of the selected sort, counts in the theatre and is dated; a part only where the rule counts parts.</summary>
    public static bool Counts(this Rule rule, Selector selector, Standing? standing, TheatreSeasons theatre) =>
        standing is { Onset: { } onset } && SeasonYears.IsReckonable(onset) && standing.Incident.Counts && selector.Selects(standing.Incident)
        && (rule.Count == CountWhat.Parts || !standing.IsPart) && theatre.Holds(standing.Id) && !theatre.Theatre.IsBackground(standing);

    public static string IdOf(Rule rule, TheatreSeasons theatre, params IEnumerable<string> key) =>
        string.Join('~', key.Prepend(theatre.Theatre.Id).Prepend($"{rule.Version}").Prepend(rule.Id));
}
