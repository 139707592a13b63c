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
    private const int Whole = -1;

    private readonly SortedDictionary<int, SeasonObserved> seasons = [];
    private readonly Dictionary<int, SeasonalEvidence> windows = [];
    private List<int> used = [];
    private bool changed = true;

    /// <summary>All seasons of which anything is recorded, earliest first.</summary>
    public IReadOnlyList<SeasonObserved> All => [.. seasons.Values];

    /// <summary>The seasons used, earliest first.</summary>
    public IEnumerable<SeasonObserved> Used => seasons.Values.Where(s => s.IsUsed);

    /// <summary>Whether the rule may have been made from any of what is tested.</summary>
    public bool HasDiscoveryData => Used.Any(s => !IsNew(s));

    /// <summary>The same without the seasons that the rule may have been made from: with a new version its looks begin anew.</summary>
    public SeasonsSeen OfNewData()
    {
        var fresh = new SeasonsSeen(rule, theatre);
        foreach (var season in seasons.Values.Where(IsNew))
        {
            fresh.Replace(season.SeasonYear, season);
        }

        return fresh;
    }

    // The season began, and all of it came to be known, after this version was put in force. Of a draft it is not known when that was. What happened before but was
    // recorded after is no new data: whoever wrote the rule may have known it all along.
    private bool IsNew(SeasonObserved season) =>
        rule.Published is { } published && season.Days.Earliest >= published.InUtc().Date && !(season.FirstKnown < published);

    /// <summary>The seed of this version's draws; each test has a generator of its own.</summary>
    public ulong Seed(string purpose) => SplitMix64.Seed(rule.Id, rule.Version, purpose);

    /// <summary>One test by itself, for who wants to make it again.</summary>
    /// <param name="draws">Rearrangements there are, or were drawn; null where none are needed.</param>
    /// <param name="drawnFor">What its generator is for; null where nothing was drawn.</param>
    public TestMade Made(string test, double p, double? pMin, double? e, double? pPossible, string says, int? draws = null, string? drawnFor = null, bool decides = true) => new(
        test, decides, p, pMin, e, pPossible, draws, drawnFor is null ? null : $"{Seed(drawnFor):x16}", drawnFor is null ? null : FormattableString.Invariant($"{rule.Id}|{rule.Version}|{drawnFor}"), says);

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

        foreach (var (part, evidence) in windows)
        {
            Take(before, part, evidence.TakeBack, evidence.TakeBack);
            Take(now, part, evidence.Add, evidence.Add);
        }
    }

    public bool TakeChanged()
    {
        var was = changed;
        changed = false;
        return was;
    }

    /// <summary>Whether an anchor of a chain has not taken a step yet and still can, so that the mere passing of days says more of it.</summary>
    public bool HasOpenChain { get; set; }

    public SeasonTurn Turn => new(theatre.YearTurns);

    /// <summary>The season-matched tests of responses in the windows of their causes.</summary>
    /// <param name="step">Of a chain: the place of the step whose days after the anchors are the windows; null of any other rule.</param>
    public SeasonalFinding WeighWindows(int? step = null)
    {
        var now = Used.Select(s => s.SeasonYear).ToList();
        if (!now.SequenceEqual(used))
        {
            // another season can be used: every response has one more it could have come in
            used = now;
            windows.Clear();
        }

        var part = step ?? Whole;
        if (!windows.TryGetValue(part, out var evidence))
        {
            windows[part] = evidence = new(now, Turn, LeftOut(), Seed(PurposeOf(step)), RegimesOf(now));
            foreach (var season in seasons.Values)
            {
                Take(season, part, evidence.Add, evidence.Add);
            }
        }

        return evidence.Weigh() with { LeftOut = LeftOut() };
    }

    /// <summary>For each season how many regimes had begun by then; null where none is declared.</summary>
    private List<int>? RegimesOf(List<int> years) => rule.Regimes is { } regimes ? years.ConvertAll(year => regimes.Count(r => r.From <= year)) : null;

    /// <summary>In which seasons a new regime begins, in words; nothing where none does.</summary>
    public string RegimesInWords => rule.Regimes is { } regimes ? $" Seasons are swapped within their regime alone; a new one begins in {string.Join(" and ", regimes.Select(r => $"{r.From} ({r.Why})"))}." : "";

    /// <summary>The purpose of the draws of <see cref="WeighWindows"/>.</summary>
    public static string PurposeOf(int? step) => step is { } part ? $"S2 of step {part + 1}" : "S2";

    /// <summary>The season began, and all of it came to be known, after this version of the rule was put in force.</summary>
    public bool IsLookedAt(SeasonObserved season) => IsNew(season);

    public List<SeasonLeftOut> LeftOut() => [.. seasons.Values.Where(s => !s.IsUsed).Select(s => new SeasonLeftOut(s.SeasonYear, s.WhyNotUsed!))];

    private static void Take(SeasonObserved? season, int part, Action<CauseWindow> window, Action<UncertainDate, bool> response)
    {
        if (season is null)
        {
            return;
        }

        var (opened, came) = part == Whole ? (season.Covered, season.Responses) : (season.Steps[part].Covered, season.Steps[part].Responses);
        foreach (var covered in opened.Where(c => c.IsCounted))
        {
            window(covered.Window);
        }

        foreach (var one in came.Where(r => r.HasOwnDate))
        {
            response(one.Days, one.IsSure);
        }
    }
}
