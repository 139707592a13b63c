using System.Runtime.InteropServices;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What is recorded in each season year of one theatre.</summary>
internal sealed class TheatreSeasons(Theatre theatre, Gazetteer gazetteer)
{
    private readonly TheatrePlaces places = new(theatre, gazetteer);
    private readonly Dictionary<string, (Standing Standing, IReadOnlyList<int> Years)> held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CoverageStated> watched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Standing> threats = new(StringComparer.Ordinal);
    private static readonly Selector PassCloses = new(Kind.PassClosure);

    /// <summary>By the selectors of the rules themselves: two that ask the same hold a window each, and none is compared field by field.</summary>
    private readonly Dictionary<int, List<(Selector Opens, Selector Closes, SeasonWindow Window)>> windows = [];
    private readonly HashSet<Kind> edgeKinds = [];
    private readonly DayIndex begun = new();
    private readonly DayIndex ended = new();
    private readonly Dictionary<(int Year, Kind Kind), StandingsById> seasons = [];

    /// <summary>Any harvest: what opens a season's window where a rule names nothing else.</summary>
    public static Selector Harvests { get; } = new(Kind.Harvest);

    public Theatre Theatre { get; } = theatre;

    public Gazetteer Gazetteer { get; } = gazetteer;

    public ReportingDelay Delay { get; } = new();

    public IReadOnlyList<int> Years => [.. seasons.Where(s => s.Value.Count > 0).Select(s => s.Key.Year).Distinct().Order()];

    /// <summary>The season years in which something of this theatre is stated to have been watched.</summary>
    public IReadOnlyCollection<int> WatchedYears => watched.Count == 0 ? [] : [.. watched.Values.SelectMany(w => Theatre.Touched(WatchedPlaces.DaysOf(w))).Distinct()];

    /// <summary>Takes in what somebody watched, where that is a place whose incidents of that kind count here.</summary>
    /// <returns>The season years it speaks of.</returns>
    public IReadOnlyList<int> Watch(CoverageStated stated)
    {
        if (stated.Where.PlaceId is not { } place || !places.Watches(stated.Kind, place))
        {
            return [];
        }

        watched[stated.CoverageId] = stated;
        return Theatre.Touched(WatchedPlaces.DaysOf(stated));
    }

    /// <summary>Whether a threat of what a selector asks for may lie on any day of a season year: threats are recorded in none.</summary>
    public bool Threatens(int year, Selector selector)
    {
        var days = Theatre.DaysOf(year);
        return threats.Count > 0 && Dated(selector, Day.Number(days.Earliest), Day.Number(days.Latest)).Any(s => threats.ContainsKey(s.Id));
    }

    /// <summary>Takes it out again.</summary>
    public IReadOnlyList<int> Unwatch(CoverageStated stated) => watched.Remove(stated.CoverageId) ? Theatre.Touched(WatchedPlaces.DaysOf(stated)) : [];

    /// <summary>What was watched for a kind through days of a season: over all of them, or inside the season year and reaching into them, as a record of absence speaks of them.</summary>
    public IEnumerable<CoverageStated> Watching(int year, Kind kind, UncertainDate days) => watched.Values
        .Where(w => w.Kind == kind && SpeaksOf(WatchedPlaces.DaysOf(w), year, days)).OrderBy(w => w.CoverageId, StringComparer.Ordinal);

    /// <summary>Whether anything of a kind was watched for on any day of a season year.</summary>
    public bool IsWatched(int year, Kind kind) => watched.Count > 0 && watched.Values.Any(w => w.Kind == kind && Theatre.Touched(WatchedPlaces.DaysOf(w)).Contains(year));

    /// <summary>Puts an incident in its seasons, out of those it was in.</summary>
    /// <returns>The season years around it before and now (<see cref="YearsAround(string)"/>).</returns>
    public (IReadOnlyList<int> Before, IReadOnlyList<int> Now) Replace(string id, Standing? now)
    {
        (IReadOnlyList<int> Before, IReadOnlyList<int> Now) around = ([], []);
        if (threats.Count > 0 && threats.Remove(id, out var threat))
        {
            around.Before = YearsAround(threat, []);
            Index(threat, isIn: false);
        }

        (Standing Standing, IReadOnlyList<int> Years) before;
        if (now is not null && places.Holds(now.Incident))
        {
            var years = Theatre.RecordedIn(now);
            ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(held, id, out _);
            (before, at) = (at, (now, years));
            foreach (var year in years)
            {
                InSeason(year, now.Kind).Add(now);
            }

            ForgetWindows(years, now.Kind);
            Index(now, isIn: true);
            around.Now = YearsAround(now, years);
        }
        else
        {
            held.Remove(id, out before);
        }

        if (before.Standing is { } was)
        {
            foreach (var year in before.Years)
            {
                InSeason(year, was.Kind).Remove(was);
            }

            ForgetWindows(before.Years, was.Kind);
            Index(was, isIn: false);
            around.Before = YearsAround(was, before.Years);
        }

        if (now is not null && places.HoldsThreat(now.Incident))
        {
            threats.Add(id, now);
            Index(now, isIn: true);
            around.Now = YearsAround(now, []);
        }

        return around;
    }

    /// <summary>
    /// The incidents of a selector's kind that count here, or threaten to, and whose compared day may lie between two day numbers, both counting.
    /// Whether they meet the selector is for the caller to ask.
    /// </summary>
    public IEnumerable<Standing> Dated(Selector selector, long from, long to) => selector.Edge != ComparedDay.End
        ? begun.Touching(selector.Kind, from, to)
        : begun.Touching(selector.Kind, from, to).Where(s => s.Incident.When.Ends is null).Concat(ended.Touching(selector.Kind, from, to));

    /// <summary>Whether anything at a place of the gazetteer may count here, of whatever kind.</summary>
    public bool MightCount(string place) => places.MightCount(place);

    /// <summary>Whether incidents of a kind open or close any window that was asked for.</summary>
    public bool IsEdge(Kind kind) => edgeKinds.Contains(kind);

    /// <summary>Where these places lie is to be asked anew.</summary>
    public void ForgetPlaces(IReadOnlyList<string> moved) => places.Forget(moved);

    private void ForgetWindows(IReadOnlyList<int> years, Kind kind)
    {
        if (edgeKinds.Contains(kind))
        {
            foreach (var year in years)
            {
                windows.Remove(year);
            }
        }
    }

    private void Index(Standing standing, bool isIn)
    {
        if (standing.Onset is { } onset && SeasonYears.IsReckonable(onset))
        {
            begun.Put(standing, onset, isIn);
        }

        if (standing.Incident.When.Ends is { } end && SeasonYears.IsReckonable(end))
        {
            ended.Put(standing, end, isIn);
        }
    }

    /// <summary>Whether it counts in this theatre, dated or not.</summary>
    public bool Holds(string id) => held.ContainsKey(id);

    /// <summary>Whether a rule that asks for this polarity finds it here. Threats are recorded in no season and count only where they are asked for.</summary>
    public bool Holds(string id, Polarity? polarity) => polarity == Polarity.Imminent ? threats.ContainsKey(id) : Holds(id);

    /// <summary>Counts the delay of a report as it was first told, or takes it back (-1), where the report may count here.</summary>
    /// <returns>Whether the days to wait for reports are others now.</returns>
    public bool CountDelay(Fact fact, int by) => fact.Event is IReported reported && places.MightCount(reported.Account) && Delay.Count(fact, by);

    public IReadOnlyList<int> YearsOf(string id) => held.TryGetValue(id, out var at) ? at.Years : [];

    /// <summary>
    /// The season years in which it is recorded or any of its days lies: a test looks at it in the year of the day that its rule compares, which may be that of its end, and at a
    /// threat, which is recorded in none. None where it does not count here.
    /// </summary>
    public IReadOnlyList<int> YearsAround(string id) =>
        held.TryGetValue(id, out var at) ? YearsAround(at.Standing, at.Years) : threats.Count > 0 && threats.TryGetValue(id, out var threat) ? YearsAround(threat, []) : [];

    /// <summary>The same of one of which it is known that it counts here or threatens to, or did: it is looked up nowhere.</summary>
    public IReadOnlyList<int> YearsAround(Standing standing) => YearsAround(standing, standing.Incident.Polarity == Polarity.Imminent ? [] : Theatre.RecordedIn(standing));

    private IReadOnlyList<int> YearsAround(Standing standing, IReadOnlyList<int> recorded)
    {
        if (standing is { Kind: not Kind.Harvest, Incident: { When.Ends: null, Polarity: not Polarity.Imminent } })
        {
            return recorded;
        }

        List<int> around = [.. recorded.Union(Theatre.Touched(standing.Onset)).Union(Theatre.Touched(standing.Incident.When.Ends))];
        return around.Count == recorded.Count ? recorded : around;
    }

    public bool HasAny(int year, Kind kind) => seasons.TryGetValue((year, kind), out var there) && there.Count > 0;

    /// <summary>The incidents of a kind that may lie in a season year, occurred and absent, by id.</summary>
    public IEnumerable<Standing> In(int year, Kind kind) => seasons.TryGetValue((year, kind), out var there) ? there.All : [];

    /// <summary>Those that occurred (or did not, where the selector asks for that) and meet it; parts only where they are asked for.</summary>
    public IEnumerable<Standing> Occurred(int year, Selector selector, CountWhat count = CountWhat.Whole) =>
        In(year, selector.Kind).Where(s => selector.IsAsked(s) && selector.Selects(s, Gazetteer) && (count == CountWhat.Parts || !s.IsPart));

    /// <summary>The window that the selected incidents open and close. It is kept until one of them, or another of their kinds, changes.</summary>
    /// <param name="closes">Null for the closing of the passes.</param>
    public SeasonWindow WindowOf(int year, Selector opens, Selector? closes)
    {
        var closing = closes ?? PassCloses;
        lock (windows)
        {
            edgeKinds.Add(opens.Kind);
            edgeKinds.Add(closing.Kind);
            if (!windows.TryGetValue(year, out var known))
            {
                windows[year] = known = [];
            }

            foreach (var one in known)
            {
                if (ReferenceEquals(one.Opens, opens) && ReferenceEquals(one.Closes, closing))
                {
                    return one.Window;
                }
            }

            var window = Open(year, opens, closing);
            known.Add((opens, closing, window));
            return window;
        }
    }

    /// <summary>The window as it would be were one incident not there. It is worked out each time.</summary>
    /// <inheritdoc cref="WindowOf"/>
    public SeasonWindow WindowWithout(string incident, int year, Selector opens, Selector? closes) => Open(year, opens, closes ?? PassCloses, incident);

    private SeasonWindow Open(int year, Selector opens, Selector closing, string? without = null)
    {
        var usualOpens = Theatre.UsualHarvestEnd.In(year);
        var usualCloses = Theatre.UsualPassesClose.In(year);
        var opening = Occurred(year, opens).Where(s => Theatre.EdgeYear(s) == year && s.Id != without).ToList();
        var absent = opening.Count > 0 ? [] : AbsentOpening(year, opens).ToList();
        return new(
            absent.Count > 0 ? Edge.None : Edge.Of(opening, EndOf, usualOpens),
            absent.Count > 0 ? Edge.None : Edge.Of(Changing(year, closing, PassChange.Closes).Where(s => s.Id != without), s => s.Onset, usualCloses),
            absent,
            usualOpens,
            usualCloses);
    }

    /// <summary>Incidents that move an edge; of pass closures only those that change the pass this way.</summary>
    public IEnumerable<Standing> Changing(int year, Selector selector, PassChange change) =>
        Occurred(year, selector).Where(s => Theatre.EdgeYear(s) == year && (s.Incident.Details is not PassClosureDetails pass || pass.Change == change));

    /// <summary>
    /// Records that none came, which say so of the season as a whole: not of a part of something, and either over the whole window or inside this
    /// season year and reaching into its window. A wide "none before 1999" that merely reaches into the window of 1999 says nothing of 1999.
    /// </summary>
    public IEnumerable<Standing> Absent(int year, Selector selector, SeasonWindow window) => AbsentIn(year, selector, window.DaysOrUsual);

    /// <summary>The same of any days, both counting.</summary>
    public IEnumerable<Standing> AbsentIn(int year, Selector selector, UncertainDate days) => In(year, selector.Kind)
        .Where(s => s.IsAbsence && selector.Selects(s, Gazetteer) && !s.Incident.Wholes.Any() && SpeaksOf(s, year, days));

    /// <summary>
    /// A harvest that is recorded as not having been brought in: in the season year it states, or in the only one its days lie in, or in each
    /// whose usual harvest its days wholly cover.
    /// </summary>
    public IEnumerable<Standing> AbsentOpening(int year, Selector selector) => In(year, selector.Kind)
        .Where(s => s.IsAbsence && selector.Selects(s, Gazetteer) && !s.Incident.Wholes.Any()
            && (Theatre.EdgeYear(s) == year
                || (s.Incident.Details is not HarvestDetails { SeasonYear: not null } && Spans(s, Theatre.UsualHarvestEnd.In(year)))));

    private bool SpeaksOf(Standing absence, int year, UncertainDate window) => SeasonYears.PeriodOf(absence.Incident) is { } period && SpeaksOf(period, year, window);

    private bool SpeaksOf(UncertainDate period, int year, UncertainDate window) =>
        Spans(period, window) || (Theatre.DaysOf(year).Intersect(period) == period && period.MightShareADayWith(window));

    private static bool Spans(Standing absence, UncertainDate days) => SeasonYears.PeriodOf(absence.Incident) is { } period && Spans(period, days);

    private static bool Spans(UncertainDate period, UncertainDate days) => period.Earliest <= days.Earliest && days.Latest <= period.Latest;

    /// <summary>A phase opened by something that lasts opens when it is over.</summary>
    private static UncertainDate? EndOf(Standing s) => s.Incident.When.Ends ?? s.Onset;

    private StandingsById InSeason(int year, Kind kind)
    {
        ref var there = ref CollectionsMarshal.GetValueRefOrAddDefault(seasons, (year, kind), out _);
        return there ??= new();
    }
}
