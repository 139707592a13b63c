using System.Net;
using System.Text.Json.Nodes;

namespace Timeline.Tests.Stack.Running;

/// <summary>What the gateway answered.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Body)
{
    public bool Succeeded => (int)Status is >= 200 and < 300;
}

/// <summary>What became of one row of an imported file.</summary>
public sealed record Verdict(int Line, string Word, string? IncidentId, string? ReportId, string? Reason);

/// <summary>An import that has ended.</summary>
public sealed record Imported(string Id, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<Verdict> Verdicts);

/// <summary>The state of a system by digest: equal for two systems that hold the same facts as of the same day.</summary>
/// <param name="Told">Correlation: what was told and stands.</param>
/// <param name="ToldFromNothing">The same worked out from the facts alone.</param>
/// <param name="Views">Projection: what the views show.</param>
/// <param name="ViewsFromNothing">The same worked out from the facts alone.</param>
public sealed record SystemDigests(string Told, string ToldFromNothing, string Views, string ViewsFromNothing);
