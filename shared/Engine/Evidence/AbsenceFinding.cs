namespace Timeline.Engine.Statistics;

/// <summary>A season that is over and was watched: nothing recorded in a season that was not is no absence, and the season is left out.</summary>
/// <param name="Caused">Whether the cause came.</param>
/// <param name="Came">Whether the response did; null where its days leave it open.</param>
public sealed record AbsenceSeason(int Season, bool Caused, bool? Came);

/// <summary>What is to be said of a rule "without the cause the response stays away".</summary>
/// <param name="Certain">Where it is open whether the response came, what speaks against the rule is taken.</param>
/// <param name="Possible">There, what speaks for it.</param>
/// <param name="PNextEmpty">The chance that the next season is empty as things were with the cause, by Beta with halves: how surprising one silence is.</param>
public sealed record AbsenceFinding(FisherAbsence Certain, FisherAbsence Possible, double PNextEmpty, LadderInputs Ladder)
{
    public static AbsenceFinding Of(IReadOnlyList<AbsenceSeason> seasons)
    {
        var (certain, possible) = (Test(seasons, forTheRule: false), Test(seasons, forTheRule: true));
        var (caused, held) = (seasons.Count(s => s.Caused), seasons.Count(s => s is { Caused: true, Came: true }));
        // a season agrees with the rule where both came or neither did
        var agree = seasons.Count(s => s.Came == s.Caused);
        return new(
            certain, possible, Predictive.AllEmpty(held, caused, 1),
            new(agree, agree + seasons.Count(s => s.Came is null), agree, certain.PMin, certain.PGreater, possible.PGreater, 
                new(() => WithoutASeason.Each([.. seasons.Select(s => s.Season)], place => Test([.. seasons.Where((_, i) => i != place)], forTheRule: false).PGreater))));
    }

    private static FisherAbsence Test(IReadOnlyList<AbsenceSeason> seasons, bool forTheRule)
    {
        int Cell(bool caused, bool came) => seasons.Count(s => s.Caused == caused && (s.Came ?? (forTheRule ? caused : !caused)) == came);
        return FisherAbsence.Of(Cell(true, true), Cell(true, false), Cell(false, true), Cell(false, false));
    }
}
