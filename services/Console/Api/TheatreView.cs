using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Console.Api;

/// <param name="YearTurns">The day its season year begins.</param>
/// <param name="Incidents">Where its incidents are counted; the map of it shows these places.</param>
/// <param name="LikelyDuplicate">From which score on a report there is likely told already; null where it is as usual.</param>
/// <param name="Versions">How often each of the two was set.</param>
public sealed record TheatreView(
    string Id,
    string Name,
    AnnualDate? YearTurns,
    PlaceScope? Incidents = null,
    UsualDays? UsualHarvestEnd = null,
    UsualDays? UsualPassesClose = null,
    bool SecondPerson = false,
    double? LikelyDuplicate = null,
    SettingVersions? Versions = null);

/// <summary>A setting of a theatre was set.</summary>
/// <param name="Version">How often it was.</param>
public sealed record SettingSetView(string Theatre, long Version);
