using Timeline.Console.Api;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.Incident;

/// <param name="Key">Names the field as the forms do: "when", "details.hostages".</param>
/// <param name="One">Null where nothing is said of it.</param>
/// <param name="Against">No day, or no number, is among what both allow.</param>
public sealed record BothRow(string Key, string Label, string? One, string? Other, bool Against)
{
    public bool Differs => One != Other;
}

/// <summary>Two incidents beside each other, field by field: what their standing reports say together, and who says so.</summary>
public static class BothIncidents
{
    /// <param name="one">Known with at least one standing report, as is the other.</param>
    public static IReadOnlyList<BothRow> Of(IncidentKnown one, IncidentKnown other, ReportInWords words)
    {
        var (here, there) = (Told(one, words), Told(other, words));
        return
        [
            .. here.Concat(there).DistinctBy(t => t.Key).OrderBy(t => Place(t.Key)).Select(t => (t.Key, t.Label, One: here.FirstOrDefault(h => h.Key == t.Key), Other: there.FirstOrDefault(o => o.Key == t.Key)))
                .Select(r => new BothRow(r.Key, r.Label, r.One?.Says, r.Other?.Says, Said(one.Incident!, r.One).Excludes(r.Key, Said(other.Incident!, r.Other)))),
        ];
    }

    private static List<Told> Told(IncidentKnown known, ReportInWords words)
    {
        var standing = known.Reports.Where(r => !r.Retracted).ToList();
        return
        [
            .. words.Of(known.Incident!, standing.Count > 1),
            new("grade", "Best grade", GradeWords.Say(known.Incident!.BestGrading ?? new Grading())),
            new("reports", "Reports", $"{Words.Count(standing.Count, "report")}: {string.Join("; ", standing.Select(r => $"{r.Says.Source.Name} ({Short(r.Says.Source.Grading)})"))}"),
        ];
    }

    private static string Short(Grading grading) => grading is { Reliability: null, Credibility: null } ? "not graded" : $"{grading}";

    private static SaidOfField Said(IncidentView together, Told? said) => new(together.Kind, together.Polarity, together.When, said?.Amount);

    // what only the other says would come after who says it
    private static int Place(string key) => key is "grade" or "reports" ? 2 : key is "links" or "claim" or "scope" ? 1 : 0;
}
