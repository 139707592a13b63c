using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Which season years of a theatre an incident may lie in, and with what share of its days.</summary>
internal static class SeasonYears
{
    /// <summary>What is dated to more years than this says nothing about seasons.</summary>
    public const int TooMany = 100;

    private static readonly IReadOnlyList<int>?[] Singles = new IReadOnlyList<int>?[10_000];

    /// <summary>
    /// Whether seasons can be reckoned with it: it lies in the years 2 to 9990 and is no wider than <see cref="TooMany"/> years. Anything else is
    /// kept, lies in no season and is matched with nothing.
    /// </summary>
    public static bool IsReckonable(UncertainDate days) =>
        days.Earliest.Year >= 2 && days.Latest.Year <= 9990 && days.Latest.Year - days.Earliest.Year <= TooMany;

    /// <summary>The season years that some day of the stretch lies in, first to last; none where seasons cannot be reckoned with it.</summary>
    public static IReadOnlyList<int> Touched(this Theatre theatre, UncertainDate? days)
    {
        if (days is not { } known || !IsReckonable(known))
        {
            return [];
        }

        var (first, last) = (theatre.SeasonYearOf(known.Earliest), theatre.SeasonYearOf(known.Latest));
        return first == last ? Only(first) : [.. Enumerable.Range(first, last - first + 1)];
    }

    // most incidents lie in one year, and there are few years: each list is made once
    private static IReadOnlyList<int> Only(int year) => Singles[year] ??= [year];

    /// <summary>The one season year that most of its days lie in, the earlier of equals; null where it lies in none.</summary>
    public static int? Likeliest(this Theatre theatre, UncertainDate? days)
    {
        if (days is { } known && IsReckonable(known) && theatre.SeasonYearOf(known.Earliest) is var only && only == theatre.SeasonYearOf(known.Latest))
        {
            return only;
        }

        var touched = theatre.Touched(days);
        return touched.Count switch
        {
            0 => null,
            1 => touched[0],
            _ => touched.OrderByDescending(y => theatre.DaysOf(y).Intersect(days!.Value)!.Value.Days()).ThenBy(y => y).First(),
        };
    }

    /// <summary>
    /// The season year whose edge an incident can move: the one a harvest states, else the only one its days lie in. What may lie in two opens
    /// or closes nothing, for it would open both.
    /// </summary>
    public static int? EdgeYear(this Theatre theatre, Standing standing) =>
        standing.Incident.Details is HarvestDetails { SeasonYear: { } stated } ? stated
        : theatre.Touched(standing.Onset) is [var only] ? only
        : null;

    /// <summary>
    /// Whether it is a harvest that neither states its season year nor lies within one: background ("poppy stood mainly in the south"). It opens
    /// no window, causes nothing and is recorded in no season.
    /// </summary>
    public static bool IsBackground(this Theatre theatre, Standing standing) => standing.Kind == Kind.Harvest && theatre.EdgeYear(standing) is null;

    /// <summary>The season years an incident is recorded in, so that the record of that season changes when it does.</summary>
    public static IReadOnlyList<int> RecordedIn(this Theatre theatre, Standing standing) => standing.Incident switch
    {
        { Details: HarvestDetails { SeasonYear: { } stated } } => stated is >= 2 and <= 9990 ? Only(stated) : [],
        { Polarity: Polarity.DidNotOccur } => theatre.Touched(PeriodOf(standing.Incident)),
        _ when theatre.IsBackground(standing) => [],
        _ => theatre.Touched(standing.Onset),
    };

    /// <summary>The whole stretch that a record of absence speaks of, both ends counting.</summary>
    public static UncertainDate? PeriodOf(Incident absence) => absence.When.Begins is { } begins
        ? new(begins.Earliest, absence.When.Ends is { } ends ? Day.Later(ends.Latest, begins.Latest) : begins.Latest)
        : null;
}
