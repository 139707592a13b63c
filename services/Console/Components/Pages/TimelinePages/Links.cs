using Timeline.Console.Api;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.TimelinePages;

/// <param name="Says">The relation as the selected incident has it: "ransom for", "has a ransom".</param>
public sealed record NamedLink(string Says, IncidentView Other, bool Out);

/// <summary>The links of an incident, its own and those of others to it.</summary>
public static class Links
{
    public static IReadOnlyList<NamedLink> Of(History history, string id) =>
    [
        .. (history.ById.GetValueOrDefault(id)?.Links ?? []).Where(l => history.ById.ContainsKey(l.To)).Select(l => new NamedLink(Says(l.Rel), history.ById[l.To], true)),
        .. history.Incidents.SelectMany(i => (i.Links ?? []).Where(l => l.To == id).Select(l => new NamedLink(SaysBack(l.Rel), i, false))),
    ];

    public static string Says(string rel) => rel.Replace('-', ' ');

    /// <summary>The same from the other end: "has the part".</summary>
    public static string SaysBack(string rel) => rel switch
    {
        Relations.PartOf => "has the part",
        Relations.Follows => "is followed by",
        Relations.RansomFor => "has the ransom",
        Relations.ReleaseOf => "has the release",
        Relations.RetreatOf => "has the retreat",
        Relations.Contradicts => "is contradicted by",
        Relations.Replaces => "is replaced by",
        _ => Says(rel),
    };
}
