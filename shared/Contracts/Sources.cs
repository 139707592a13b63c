using System.Text.Json.Serialization;
using MassTransit;

namespace Timeline.Contracts;

/// <summary>
/// Staff said that a source goes by another name too. Reports keep the name they were written with, and count as those of the one source. Who is who is knowledge: it is known since it was said.
/// </summary>
/// <param name="Name">The other name, whatever the case of its letters.</param>
/// <param name="Source">The name that it is counted under; itself no other name of anything.</param>
[EntityName("timeline.source-named.v1"), MessageUrn("timeline:source-named:v1")]
public sealed record SourceNamed(string Name, string Source, string Reason, Provenance Provenance) : IBesideIncidents
{
    /// <summary>One stream for all names, so that no two people can make a chain or a circle of them.</summary>
    public const string Stream = "source~names";

    [JsonIgnore] public string IncidentId => Stream;
}

/// <summary>It was taken back that this is another name of a source: it is a source of its own again.</summary>
[EntityName("timeline.source-name-withdrawn.v1"), MessageUrn("timeline:source-name-withdrawn:v1")]
public sealed record SourceNameWithdrawn(string Name, string Reason, Provenance Provenance) : IBesideIncidents
{
    [JsonIgnore] public string IncidentId => SourceNamed.Stream;
}
