using System.Text.Json.Serialization;
using MassTransit;
using Timeline.Vocabulary;

namespace Timeline.Contracts;

/// <summary>
/// Something that takes the way of the incidents, in a stream of its own, and is none: it is recorded, sent and replayed with them, and no list, rule or history of incidents shows it.
/// </summary>
public interface IBesideIncidents : IIncidentEvent;

/// <summary>
/// A word more of the gazetteer. What a place is called and where it lies is no knowledge of what happened: whatever moment of knowledge is asked for, all places are known.
/// </summary>
public interface IPlaceEvent : IBesideIncidents
{
    string PlaceId { get; }
}

/// <summary>Staff added a place. It lies within places that are known, and has no reach of its own: a bare point is never taken for it.</summary>
[EntityName("timeline.place-added.v1"), MessageUrn("timeline:place-added:v1")]
public sealed record PlaceAdded(Place Place, string? Reason, Provenance Provenance) : IPlaceEvent
{
    [JsonIgnore] public string PlaceId => Place.Id;
    [JsonIgnore] public string IncidentId => "place~" + Place.Id;
}

/// <summary>Staff added a spelling of a place. It changes how words are read from now on, and nothing that was read.</summary>
[EntityName("timeline.place-spelled.v1"), MessageUrn("timeline:place-spelled:v1")]
public sealed record PlaceSpelled(string PlaceId, string Spelling, string? Reason, Provenance Provenance) : IPlaceEvent
{
    [JsonIgnore] public string IncidentId => "place~" + PlaceId;
}

/// <summary>
/// A place that staff added was taken back: no words are read as it any more, and its id is never used again. What was recorded there before goes on lying where it lay, whatever moment of knowledge is asked for.
/// </summary>
[EntityName("timeline.place-withdrawn.v1"), MessageUrn("timeline:place-withdrawn:v1")]
public sealed record PlaceWithdrawn(string PlaceId, string Reason, Provenance Provenance) : IPlaceEvent
{
    [JsonIgnore] public string IncidentId => "place~" + PlaceId;
}

/// <summary>A spelling that staff added was taken back: it changes how words are read from now on, and nothing that was read.</summary>
[EntityName("timeline.place-spelling-withdrawn.v1"), MessageUrn("timeline:place-spelling-withdrawn:v1")]
public sealed record PlaceSpellingWithdrawn(string PlaceId, string Spelling, string Reason, Provenance Provenance) : IPlaceEvent
{
    [JsonIgnore] public string IncidentId => "place~" + PlaceId;
}
