using System.Text.Json.Nodes;

namespace Timeline.Tests.Stack.Knowing;

/// <summary>Every read there is, as addresses without a moment.</summary>
internal static class Questions
{
    private static readonly string[] Lists =
    [
        "/api/timeline?take=1000",
        "/api/timeline?walk&take=7",
        "/api/timeline?kind=incursion,hostage-taking&theatre=fergana",
        "/api/timeline?place=batken-region&minGrade=B3",
        "/api/timeline?from=1990-07-01&to=1994-08-15&month=8",
        "/api/timeline?text=herdsmen",
        "/api/seasons",
        "/api/seasons?theatre=fergana",
        "/api/seasons/fergana/1850",
        "/api/correlations?state=holds",
        "/api/correlations?state=holds&theatre=fergana&rule=ransom-and-release-follow-taking",
        "/api/correlations/incursion-in-harvest-window~1~fergana~nobody",
    ];

    /// <summary>All lists, some seasons, some of the correlations that hold, and some incidents with all there is to ask of one.</summary>
    /// <param name="incidents">Ids, or names in braces.</param>
    /// <param name="correlations">Ids, with names in braces where an id of an incident entered by hand is in them.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> incidents, IReadOnlyList<string> correlations, Random chance) =>
    [
        .. Lists,
        .. Some(Enumerable.Range(1989, 12).Append(DateTime.UtcNow.Year).ToArray(), 3, chance).SelectMany(y => new[] { $"/api/seasons/fergana/{y}", $"/api/correlations?state=holds&seasonYear={y}" }),
        .. Some(correlations, 3, chance).SelectMany(c => new[] { $"/api/correlations/{c}", $"/api/correlations?incident={c.Split('~')[^1]}&state=holds" }),
        .. Some(incidents, 8, chance).SelectMany(OfIncident),
    ];

    public static IEnumerable<string> OfIncident(string incident) =>
    [
        $"/api/incidents/{incident}",
        $"/api/incidents/{incident}/history",
        .. incident.Split('.', 2) is [var set, var key] ? [$"/api/incidents/external/{set}/{key}"] : (string[])[],
    ];

    /// <summary>What does not depend on the day as of which it is judged.</summary>
    public static bool AsksForNoJudgement(string path) => path.StartsWith("/api/timeline", StringComparison.Ordinal) || path.StartsWith("/api/incidents", StringComparison.Ordinal);

    public static IReadOnlyList<T> Some<T>(IReadOnlyList<T> of, int many, Random chance)
    {
        var all = of.ToArray();
        chance.Shuffle(all);
        return all[..Math.Min(many, all.Length)];
    }
}
