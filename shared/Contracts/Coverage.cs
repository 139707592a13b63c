using System.Text.Json.Serialization;
using MassTransit;
using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Contracts;

/// <summary>
/// Something that happened to a statement of what was watched. It takes the way of the incidents, in a stream of its own, so that it is known on both clocks; it is no incident, and no
/// rule matches it.
/// </summary>
public interface ICoverageEvent : IBesideIncidents
{
    string CoverageId { get; }
}

/// <summary>
/// Somebody watched for incidents of a kind at a place through a time, and would have reported them. What was found is reported apart; that there was none, surely, is a report of
/// polarity did-not-occur.
/// </summary>
/// <param name="From">The first day that was watched; counts.</param>
/// <param name="To">The last; counts.</param>
[EntityName("timeline.coverage-stated.v1"), MessageUrn("timeline:coverage-stated:v1")]
public sealed record CoverageStated(string CoverageId, Kind Kind, Mention Where, LocalDate From, LocalDate To, Source Source, string? Note, Provenance Provenance) : ICoverageEvent
{
    [JsonIgnore] public string IncidentId => CoverageId;
}

/// <summary>A statement of what was watched was taken back.</summary>
[EntityName("timeline.coverage-withdrawn.v1"), MessageUrn("timeline:coverage-withdrawn:v1")]
public sealed record CoverageWithdrawn(string CoverageId, string Reason, Provenance Provenance) : ICoverageEvent
{
    [JsonIgnore] public string IncidentId => CoverageId;
}
