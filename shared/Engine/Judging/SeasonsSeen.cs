using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// What a test of a rule against chance looks at, kept season by season: one more report changes one season and not all of history. A season is used
/// where the rule could be observed, it is over with time for reports to come in, and it is known of its cause and of its response whether they
/// came; others are left out and listed. A cause whose date is circular opens no window, and its season's responses count all the same.
/// </summary>
internal sealed class SeasonsSeen(Rule rule, Theatre theatre)
{
    private readonly SortedDictionary<int, SeasonObserved> seasons = [];
    private SeasonalEvidence? windows;
    private List<int> used = [];
    private bool changed = true;

    /// <summary>All seasons of which anything is recorded, earliest first.</summary>
    public IReadOnlyList<SeasonObserved> All => [.. seasons.Values];

    /// <summary>The seasons used, earliest first.</summary>
    public IEnumerable<SeasonObserved> Used => seasons.Values.Where(s => s.IsUsed);

    /// <summary>
    /// Whether the rule may have been made from any of what is tested: something of a season used was known before this version was put in force, or it is not known when
    /// that was.
    /// </summary>
    public bool HasDiscoveryData => rule.Published is not { } published || Used.Any(s => s.FirstKnown < published);

    /// <summary>The seed of this version's draws; each test has a generator of its own.</summary>
    public ulong Seed(string purpose) => SplitMix64.Seed(rule.Id, rule.Version, purpose);

    /// <summary>Puts a season in the place of what it was.</summary>
    /// <param name="now">Null where nothing is recorded of it any more.</param>
    public void Replace(int year, SeasonObserved? now)
    {
        var before = seasons.GetValueOrDefault(year);
        if (now is null ? before is null : now.Equals(before))
        {
            return;
        }

        changed = true;
        seasons.Remove(year);
        if (now is not null)
        {
            seasons[year] = now;
        }

        if (windows is not null)
        {
            Take(before, windows.TakeBack, windows.TakeBack);
            Take(now, windows.Add, windows.Add);
        }
    }

    public bool TakeChanged()
    {
        var was = changed;
        changed = false;
        return was;
    }

    /// <summary>The season-matched tests of responses in the windows of their causes.</summary>
    public SeasonalFinding WeighWindows()
    {
        var now = Used.Select(s => s.SeasonYear).ToList();
        if (windows is null || !now.SequenceEqual(used))
        {
            // another season can be used: every response has one more it could have come in
            (used, windows) = (now, new(now, new(theatre.YearTurns), LeftOut(), Seed("S2")));
            foreach (var season in seasons.Values)
            {
                Take(season, windows.Add, windows.Add);
            }
        }

        return windows.Weigh() with { LeftOut = LeftOut() };
    }

    private List<SeasonLeftOut> LeftOut() => [.. seasons.Values.Where(s => !s.IsUsed).Select(s => new SeasonLeftOut(s.SeasonYear, s.WhyNotUsed!))];

    private static void Take(SeasonObserved? season, Action<CauseWindow> window, Action<UncertainDate> response)
    {
        if (season is null)
        {
            return;
        }

        foreach (var covered in season.Covered.Where(c => c.IsCounted))
        {
            window(covered.Window);
        }

        foreach (var one in season.Responses.Where(r => r.HasOwnDate))
        {
            response(one.Days);
        }
    }
}
