using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Console.Api;

/// <param name="YearTurns">The day its season year begins.</param>
/// <param name="Incidents">Where its incidents are counted; the map of it shows these places.</param>
public sealed record TheatreView(string Id, string Name, AnnualDate? YearTurns, PlaceScope? Incidents = null, UsualDays? UsualHarvestEnd = null, UsualDays? UsualPassesClose = null, bool SecondPerson = false);
