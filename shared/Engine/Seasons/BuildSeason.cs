using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>One season year of a theatre, put together on demand from what is recorded in it.</summary>
internal static class BuildSeason
{
    private static readonly Selector Harvest = TheatreSeasons.Harvests;
    private static readonly Selector Incursion = new(Kind.Incursion);
    private static readonly Selector Pass = new(Kind.PassClosure);

    public static SeasonView Of(TheatreSeasons theatre, int year, Situation now, LocalDate? asOf, IReadOnlyList<string> correlations)
    {
        var window = theatre.WindowOf(year, Harvest, null);
        var incursions = Incursions(theatre, year, window);
        return new(
            theatre.Theatre.Id,
            year,
            null,
            asOf is { } day && day > window.ClosesOrUsual.Latest ? SeasonState.Closed : SeasonState.Ongoing,
            Phases(theatre, year, window),
            [.. theatre.Occurred(year, Harvest).Where(s => theatre.Theatre.EdgeYear(s) == year).Select(HarvestOf)],
            incursions,
            BuildChains.Of(theatre, year, now, asOf),
            SumRansoms.Of(theatre, year),
            WeighSeizures.Of(theatre, year, window),
            Coverage(theatre, year, window),
            correlations);
    }

    private static List<PhaseView> Phases(TheatreSeasons theatre, int year, SeasonWindow window)
    {
        var harvests = theatre.Occurred(year, Harvest).Where(s => theatre.Theatre.EdgeYear(s) == year).ToList();
        var passesOpen = Edge.Of(theatre.Changing(year, Pass, PassChange.Opens), s => s.Onset, theatre.Theatre.UsualPassesOpen.In(year));
        var passesClose = Edge.Of(theatre.Changing(year, Pass, PassChange.Closes), s => s.Onset, theatre.Theatre.UsualPassesClose.In(year));
        var begins = window.IsNone ? Edge.None : Edge.Of(harvests, s => s.Onset, null);
        return
        [
            Phase("harvest", begins, window.Opens, window.IsNone ? Basis.None : window.Opens.Basis == EdgeBasis.Observed ? Basis.Observed : Basis.Usual, window.Absent),
            Phase("passes-open", passesOpen, passesClose, passesOpen.Basis == EdgeBasis.Observed || passesClose.Basis == EdgeBasis.Observed ? Basis.Observed : Basis.Usual, []),
            Phase("harvest-window", window.Opens, window.Closes, window.Basis, window.Absent),
        ];
    }

    private static PhaseView Phase(string name, Edge opens, Edge closes, Basis basis, IReadOnlyList<Standing> absent) => new(
        name,
        opens.Days,
        closes.Days,
        basis,
        opens.Basis,
        closes.Basis,
        [.. opens.Accounts.Concat(closes.Accounts).Concat(absent).Select(a => a.Id).Distinct(StringComparer.Ordinal)],
        opens.Conflict || closes.Conflict);

    private static HarvestView HarvestOf(Standing s) => new(
        s.Id,
        s.Incident.Title,
        s.Incident.Details is HarvestDetails { Amount: { } amount } && (amount.AtLeast() ?? amount.AtMost()) is not null ? new(amount.Low, amount.Best, amount.High) : null,
        s.Incident.QuantityConflict);

    /// <summary>Each whole against the window. One whose days lie in two season years is possible at most, its share that of its days here.</summary>
    private static IncursionsView Incursions(TheatreSeasons theatre, int year, SeasonWindow window)
    {
        List<string> certain = [];
        List<PossibleIncident> possible = [];
        List<string> outside = [];
        foreach (var incursion in theatre.Occurred(year, Incursion).Where(s => s.Onset is not null))
        {
            var onset = incursion.Onset!.Value;
            var here = theatre.Theatre.DaysOf(year).Intersect(onset)!.Value;
            var verdict = window.IsNone ? Verdict.Never : Window.Holds(window.OpensOrUsual, here, window.ClosesOrUsual);
            if (verdict.Certainty == Certainty.Impossible)
            {
                outside.Add(incursion.Id);
            }
            else if (verdict.Certainty == Certainty.Certain && here == onset)
            {
                certain.Add(incursion.Id);
            }
            else
            {
                possible.Add(new(incursion.Id, verdict.Share * here.Days() / onset.Days()));
            }
        }

        return new(certain, possible, outside, [.. theatre.Absent(year, Incursion, window).Select(s => s.Id)]);
    }

    private static CoverageView Coverage(TheatreSeasons theatre, int year, SeasonWindow window) => new(
        Covered(theatre, year, theatre.Occurred(year, Harvest), theatre.AbsentOpening(year, Harvest), theatre.Watching(year, Kind.Harvest, theatre.Theatre.UsualHarvestEnd.In(year))),
        Covered(theatre, year, theatre.Occurred(year, Incursion), theatre.Absent(year, Incursion, window), theatre.Watching(year, Kind.Incursion, window.DaysOrUsual)));

    /// <summary>
    /// What surely occurred in this season year outweighs a statement that nothing did, and that outweighs what may lie in another year as well.
    /// Where there is neither, it says whether somebody is stated to have watched.
    /// </summary>
    private static CoverageOf Covered(TheatreSeasons theatre, int year, IEnumerable<Standing> occurred, IEnumerable<Standing> absent, IEnumerable<CoverageStated> watched)
    {
        var seen = occurred.ToList();
        var surely = seen.FindAll(s => theatre.Theatre.EdgeYear(s) == year);
        return surely.Count > 0 ? Statement(Zero.Events, surely)
            : absent.ToList() is { Count: > 0 } none ? Statement(Zero.ConfirmedNone, none)
            : seen.Count > 0 ? Statement(Zero.Events, seen)
            : watched.ToList() is { Count: > 0 } watches ? new(Zero.WatchedNothingReported, Strength.Stated, ScopeOf(watches.Select(w => w.Where)))
            : new(Zero.NotWatched, null, null);
    }

    private static CoverageOf Statement(Zero zero, List<Standing> statements)
    {
        var stated = statements.FindAll(s => s.Incident.Claim != Claim.Inferred);
        return new(zero, stated.Count > 0 ? Strength.Stated : Strength.Inferred, ScopeOf((stated.Count > 0 ? stated : statements).Select(s => s.Incident.Where)));
    }

    private static string ScopeOf(IEnumerable<Mention?> places) =>
        string.Join(", ", places.Select(w => w?.Text ?? w?.PlaceId).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
