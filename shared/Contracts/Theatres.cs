using System.Text.Json.Serialization;
using MassTransit;

namespace Timeline.Contracts;

/// <summary>It was set from which score on two reports of a theatre are likely one incident. It is no knowledge of what happened.</summary>
/// <param name="LikelyDuplicate">The least score, 0.6 to 1. What was held or recorded before stays as it is.</param>
[EntityName("timeline.duplicate-limit-set.v1"), MessageUrn("timeline:duplicate-limit-set:v1")]
public sealed record DuplicateLimitSet(string Theatre, double LikelyDuplicate, string Reason, Provenance Provenance) : IBesideIncidents
{
    [JsonIgnore] public string IncidentId => $"theatre~{Theatre}~duplicates";
}
