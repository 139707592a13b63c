using System.Text.Json.Serialization;
using MassTransit;

namespace Timeline.Contracts;

/// <summary>
/// It was set whether what is entered in a theatre waits for a second person. What waits is no event: nothing of it is here, sent or known before it is approved.
/// </summary>
/// <param name="SecondPerson">Whether it waits from now on. What waits already goes on waiting.</param>
[EntityName("timeline.approval-set.v1"), MessageUrn("timeline:approval-set:v1")]
public sealed record ApprovalSet(string Theatre, bool SecondPerson, string Reason, Provenance Provenance) : IBesideIncidents
{
    [JsonIgnore] public string IncidentId => "theatre~" + Theatre;
}
