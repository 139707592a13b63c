using NodaTime;

namespace Timeline.Vocabulary;

/// <summary>A stretch of days that comes every year, both ends counting; it may not cross the turn of the year.</summary>
public sealed record UsualDays(AnnualDate From, AnnualDate To)
{
    /// <summary>The stretch in a calendar year.</summary>
    public UncertainDate In(int year) => new(From.InYear(year), To.InYear(year));
}

/// <summary>The places whose incidents of a sort count in a theatre: each with all that lies within it, save the exceptions and theirs.</summary>
public sealed record PlaceScope(IReadOnlyList<string> Places, IReadOnlyList<string> Except);

/// <summary>How often staff set what a theatre asks for, 0 where never: the version that whoever sets it next expects.</summary>
public sealed record SettingVersions(long SecondPerson, long LikelyDuplicate);

/// <summary>
/// A region with a seasonal calendar: where its harvests, passes, incidents and seizures are counted, and the usual dates that place
/// incidents in a view when no event was recorded (a usual date is never a cause in evidence).
/// </summary>
/// <param name="YearTurns">The day its season year begins, outside any window.</param>
/// <param name="Harvests">Where its harvests are brought in.</param>
/// <param name="Passes">Whose closing ends its window.</param>
/// <param name="Incidents">Where its incursions, hostage-takings, ransoms, releases and withdrawals are counted.</param>
/// <param name="Seizures">Where its seizures are counted.</param>
/// <param name="UsualHarvestEnd">When the harvest usually ends.</param>
/// <param name="UsualPassesOpen">When the passes usually open.</param>
/// <param name="UsualPassesClose">When they usually close.</param>
/// <param name="LikelyDuplicate">From which score on (0.6 to 1) a report here is likely told already, and an imported row held back; null for the usual limit. Staff may set it otherwise while everything runs.</param>
/// <param name="SecondPerson">Whether what is entered here is a draft until a second person approves it; staff may set it otherwise while everything runs.</param>
/// <param name="Versions">How often staff set each of the two; null where only what ships is known.</param>
public sealed record Theatre(
    string Id,
    string Name,
    AnnualDate YearTurns,
    PlaceScope Harvests,
    PlaceScope Passes,
    PlaceScope Incidents,
    PlaceScope Seizures,
    UsualDays UsualHarvestEnd,
    UsualDays UsualPassesOpen,
    UsualDays UsualPassesClose,
    double? LikelyDuplicate = null,
    bool SecondPerson = false,
    SettingVersions? Versions = null)
{
    /// <summary>The season year a day lies in, named for the calendar year in which it begins.</summary>
    public int SeasonYearOf(LocalDate day) => day < YearTurns.InYear(day.Year) ? day.Year - 1 : day.Year;

    /// <summary>The days of a season year, both counting.</summary>
    public UncertainDate DaysOf(int seasonYear) => new(YearTurns.InYear(seasonYear), YearTurns.InYear(seasonYear + 1).PlusDays(-1));
}
