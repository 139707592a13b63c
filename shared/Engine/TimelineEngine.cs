using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The heart: it takes facts, rules and days, and says what follows from them. It knows no clock and asks nobody; the same set of facts,
/// rules and last day gives the same findings, evidence and views, whatever the order they came in and whenever it was settled.
/// </summary>
/// <remarks>
/// It works by touch: a fact marks its incident, and <see cref="Settle"/> re-judges that incident, what hangs together with it by links,
/// the windows it moves an edge of, and the seasons it lies in, never all of history. What rules are worth is worked out when it is asked for. Not safe for use from two threads at once; once settled,
/// any number may read it as long as nobody tells it anything more.
/// Views: <see cref="BuildSeason"/>. Matches: <see cref="MatchRule"/>. Evidence: <see cref="Judging"/>.
/// </remarks>
public sealed class TimelineEngine
{
    private const int Stretch = 4000;

    private readonly IncidentBook book = new();
    private readonly WatchedPlaces watched = new();
    private readonly ToLookAt look = new();
    private readonly Agenda agenda = new();
    private readonly Situation now;
    private readonly RulesAtWork rulesAtWork;
    private readonly WeighRules worth;

    // set while anything is half done: what throws on the way leaves it set
    private bool isHalfDone;

    /// <param name="countCircular">
    /// Counts a date that was worked out from what it is tested against as if it had been observed, so that it shows what such dates do to the
    /// evidence. What a date rests on is shown as ever: a derived edge of a season stays derived.
    /// </param>
    public TimelineEngine(Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, IReadOnlyList<Rule> rules, bool countCircular = false)
    {
        now = new(gazetteer.Copy(), theatres, book.Names, countCircular) { FirstKnown = book.FirstKnown, Revised = book.Revised };
        rulesAtWork = new(now, look);
        Findings = new FindingsOfAll(rulesAtWork);
        worth = new(rulesAtWork, now);
        foreach (var rule in rules)
        {
            Publish(rule);
        }
    }

    /// <summary>What the rules find, by id, as of the last <see cref="Settle"/>.</summary>
    public IReadOnlyDictionary<string, Finding> Findings { get; }

    /// <summary>The incidents that stand, as of the last <see cref="Settle"/>; merged ones only as what they were merged into.</summary>
    public IReadOnlyCollection<Incident> Incidents => now.Register.All;

    /// <summary>The day as of which open chains, closed seasons and absence are judged; null before the first <see cref="Reach"/>: nothing is over yet.</summary>
    public LocalDate? AsOf => now.AsOf;

    /// <summary>
    /// The next day on which something is judged otherwise though nothing new is told, as of the last <see cref="Settle"/>; null where there is none.
    /// A day before it may be passed over.
    /// </summary>
    public LocalDate? NextDue => agenda.Next;

    /// <summary>It stopped half way through settling or supposing. What it says since is the truth of no history; it settles and supposes no more, and another must be made in its place.</summary>
    public bool IsBroken => isHalfDone;

    /// <summary>The rules in force, by id.</summary>
    public IReadOnlyList<Rule> Rules => [.. rulesAtWork.InForce.OrderBy(r => r.Id, StringComparer.Ordinal)];

    /// <summary>An engine that took in this history at one go.</summary>
    /// <param name="asOf">The day as of which it is judged; null where none has been reached: then nothing is over yet.</param>
    /// <param name="knownAt">Leaves out what was not known at this instant; null leaves out nothing.</param>
    /// <param name="byRecorded">Known means recorded in the system, not known to the world: a backfilled record counts from its recording.</param>
    /// <param name="countCircular">Counts circular dates too.</param>
    public static TimelineEngine FromNothing(
        Gazetteer gazetteer,
        IReadOnlyList<Theatre> theatres,
        IReadOnlyList<Rule> rules,
        IEnumerable<Fact> facts,
        LocalDate? asOf,
        Instant? knownAt = null,
        bool byRecorded = false,
        bool countCircular = false)
    {
        var engine = new TimelineEngine(gazetteer, theatres, rules, countCircular);
        if (asOf is { } day)
        {
            engine.Reach(day);
        }

        foreach (var fact in facts)
        {
            if (knownAt is not { } limit || fact.Event is IPlaceEvent || fact.KnownSince(byRecorded) <= limit)
            {
                engine.Apply(fact);
            }
        }

        engine.Settle();
        return engine;
    }

    /// <summary>The same while somebody waits for it: settled every few thousand facts, which ends the same, so that it can say how far it is and be stopped on the way.</summary>
    /// <param name="told">Hears how many facts have been told, and of all at the end.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TimelineEngine FromNothingInStretches(
        Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, IReadOnlyList<Rule> rules, IReadOnlyCollection<Fact> facts, LocalDate? asOf, bool countCircular, Action<int> told, CancellationToken stop)
    {
        var engine = FromNothing(gazetteer, theatres, rules, [], asOf, countCircular: countCircular);
        var n = 0;
        foreach (var stretch in facts.Chunk(Stretch))
        {
            stop.ThrowIfCancellationRequested();
            Array.ForEach(stretch, engine.Apply);
            engine.Settle();
            told(n += stretch.Length);
        }

        return engine;
    }

    /// <summary>Takes in a fact: in any order, any number of times. Nothing follows from it before <see cref="Settle"/>.</summary>
    public void Apply(Fact fact)
    {
        if (fact.Event is ICoverageEvent coverage)
        {
            Watch(fact, coverage);
        }
        else if (fact.Event is IPlaceEvent place)
        {
            TakeIn(place);
        }
        else if (fact.Event is SourceNamed or SourceNameWithdrawn)
        {
            book.Name(fact);
        }
        else if (fact.Event is not IBesideIncidents && book.Apply(fact) is { } word)
        {
            CountDelays(word.Now, word.Before);
        }
    }

    /// <summary>
    /// What would follow if these came too. Nothing of it stays: afterwards the engine says what it said before. Everything that was applied before must be settled.
    /// </summary>
    /// <param name="facts">What happens to incidents and their reports; no place, no name of a source, and nothing of what was watched.</param>
    /// <exception cref="InvalidOperationException">It is broken (<see cref="IsBroken"/>).</exception>
    public EngineChanges Suppose(IReadOnlyList<Fact> facts)
    {
        if (facts.Any(f => f.Event is IBesideIncidents))
        {
            throw new ArgumentException("a place, a name or what was watched cannot be supposed", nameof(facts));
        }

        return Whole(() => SupposeAll(facts));
    }

    private EngineChanges SupposeAll(IReadOnlyList<Fact> facts)
    {
        var kept = book.Keep(facts.Select(f => f.Event.IncidentId));
        var words = new Stack<(Fact? Before, Fact Now)>();
        foreach (var fact in facts)
        {
            if (book.Apply(fact) is { } word)
            {
                words.Push(word);
                CountDelays(word.Now, word.Before);
            }
        }

        var changes = SettleAll();
        changes = changes with { Findings = [.. changes.Findings] };   // put into words while it is so
        book.TakeBack(kept);
        foreach (var word in words)
        {
            CountDelays(word.Before, word.Now);
        }

        SettleAll();
        return changes;
    }

    /// <summary>
    /// The sources without which a finding would not stand (<see cref="WhoItHangsOn"/> says how they are counted), each tried; none where there is no such source. Nothing of it stays. Everything that was
    /// applied before must be settled. It costs what it costs to take back and tell again all that these sources told: an engine of the finding's rule alone is quickest.
    /// </summary>
    /// <param name="finding">As this engine finds it now.</param>
    /// <exception cref="InvalidOperationException">It is broken (<see cref="IsBroken"/>).</exception>
    public IReadOnlyList<string> SourcesUnder(Finding finding)
    {
        List<Fact> all = [.. book.Standing(), .. watched.Standing];
        var own = finding.Incidents.SelectMany(book.Members).Concat(WatchesUnder(finding)).ToHashSet(StringComparer.Ordinal);
        var bearing = rulesAtWork.Find(finding.Rule) is { } rule ? WhatBearsOn.Of(finding, rule, all, book) : own;
        return Whole(() => WhoItHangsOn.Of(
            all, f => own.Contains(f.Event.IncidentId), f => bearing?.Contains(f.Event.IncidentId) != false, told => StandsWithout(finding, told), book.Names));
    }

    // nothing else that is matched leans on what was watched
    private IEnumerable<string> WatchesUnder(Finding finding) => rulesAtWork.Find(finding.Rule) is { Kind: RuleKind.Absence } rule
        ? MatchAbsence.Of(finding.SeasonYear, rule, SeasonsOf(finding.Theatre), now)?.Watched.Select(w => w.CoverageId) ?? [] : [];

    private bool StandsWithout(Finding finding, IReadOnlyList<Fact> told)
    {
        var (reports, watches) = (told.Where(f => f.Event is not CoverageStated).ToList(), told.Select(f => f.Event).OfType<CoverageStated>().ToList());
        var kept = book.Keep(reports.Select(r => r.Event.IncidentId));
        foreach (var report in reports)
        {
            book.Forget(report);
            CountDelays(null, report);
        }

        TouchWatched(watches, (theatre, stated) => theatre.Unwatch(stated));
        SettleAll();
        var stands = Findings.ContainsKey(finding.CorrelationId) || StandsAsBurst(finding);
        book.TakeBack(kept);
        foreach (var report in reports)
        {
            CountDelays(report, null);
        }

        TouchWatched(watches, (theatre, stated) => theatre.Watch(stated));
        SettleAll();
        return stands;
    }

    private void TouchWatched(IReadOnlyList<CoverageStated> watches, Func<TheatreSeasons, CoverageStated, IReadOnlyList<int>> take)
    {
        foreach (var theatre in now.Theatres)
        {
            foreach (var stated in watches)
            {
                look.TouchWhole(theatre, take(theatre, stated));
            }
        }
    }

    // what is left of a burst has other days, and so another name
    private bool StandsAsBurst(Finding finding) => rulesAtWork.Find(finding.Rule) is { Burst: { } burst }
        && Findings.Values.Any(f => (f.Rule, f.Theatre) == (finding.Rule, finding.Theatre) && f.Incidents.Intersect(finding.Incidents).Count() >= burst.AtLeast);

    /// <summary>Puts a rule in force. Of the versions of one rule the highest is; an older one, one that was retired, or the same again, changes nothing.</summary>
    public void Publish(Rule rule) => rulesAtWork.Publish(rule);

    /// <summary>Takes a rule out of force, up to a version and all that came before it; a later one is in force whenever it comes.</summary>
    public void Retire(string rule, int version) => rulesAtWork.Retire(rule, version);

    /// <summary>A day has come. An earlier one changes nothing: time moves forward only.</summary>
    public void Reach(LocalDate day)
    {
        if (AsOf is { } reached && day <= reached)
        {
            return;
        }

        now.AsOf = day;
        agenda.Reach(day, look);
    }

    /// <summary>Works out what follows from all that came since the last call.</summary>
    /// <exception cref="InvalidOperationException">It is broken (<see cref="IsBroken"/>).</exception>
    public EngineChanges Settle() => Whole(SettleAll);

    // what is told of a part of a change would be wrong without a sign of it: whatever throws here leaves an engine that refuses
    private T Whole<T>(Func<T> deed)
    {
        if (isHalfDone)
        {
            throw new InvalidOperationException("the engine stopped half way through an earlier change; another must be made in its place");
        }

        isHalfDone = true;
        var done = deed();
        isHalfDone = false;
        return done;
    }

    private EngineChanges SettleAll()
    {
        var changed = book.TakeDirty();
        var touched = TakeInIncidents.Of(changed, book, now, look);
        rulesAtWork.PutToWork();
        var anchored = now.ByTheatre(touched);
        rulesAtWork.Rematch(anchored);
        if (look.Anchors.Count > 0)
        {
            AddAnchors(anchored, touched);
        }

        agenda.PutDown(look, anchored, rulesAtWork, now);
        var changes = new EngineChanges(
            rulesAtWork.TakeChanges(WhyNot),
            worth.Touch(look, anchored),
            look.Seasons,
            changed);
        look.Done();
        now.Done();
        return changes;
    }

    /// <summary>What a rule is worth so far in a theatre.</summary>
    /// <exception cref="KeyNotFoundException">The rule is not in force there.</exception>
    public Evidence EvidenceOf(string rule, string theatre) => worth.Of(rulesAtWork.In(rule, theatre));

    /// <summary>What a rule is worth so far in a theatre, so that somebody else can check it (<see cref="ExplainEvidence"/>).</summary>
    /// <exception cref="KeyNotFoundException">The rule is not in force there.</exception>
    public EvidenceExplained Explain(string rule, string theatre) => worth.Explain(rulesAtWork.In(rule, theatre));

    /// <summary>The rules whose evidence may be called in a theatre as things stand (<see cref="CallRules"/>), by rule.</summary>
    /// <exception cref="ArgumentException">There is no such theatre.</exception>
    public IReadOnlyList<Passing> PassingIn(string theatre) => worth.PassingIn(SeasonsOf(theatre));

    /// <summary>Why a version of a rule that could be called in a theatre no longer can, in sentences for a person.</summary>
    /// <exception cref="ArgumentException">There is no such theatre.</exception>
    public string WhyNotPassing(string rule, int version, string theatre) => worth.WhyNotPassing(rule, version, SeasonsOf(theatre));

    /// <summary>The season year as it stands; also of a year of which nothing is recorded.</summary>
    /// <exception cref="ArgumentException">There is no such theatre.</exception>
    public SeasonView Season(string theatre, int seasonYear) => BuildSeason.Of(
        SeasonsOf(theatre),
        seasonYear,
        now,
        AsOf,
        [.. rulesAtWork.In(SeasonsOf(theatre)).SelectMany(w => w.IdsInSeason(seasonYear)).Order(StringComparer.Ordinal)]);

    /// <summary>The season years of which anything is recorded, be it only that somebody watched, earliest first.</summary>
    /// <exception cref="ArgumentException">There is no such theatre.</exception>
    public IReadOnlyList<int> SeasonYears(string theatre) => SeasonsOf(theatre) is var seasons && seasons.WatchedYears is { Count: > 0 } watched
        ? [.. seasons.Years.Union(watched).Order()]
        : seasons.Years;

    /// <summary>The incident as it stands; null where none does, or it was merged into another (<see cref="PresentId"/>).</summary>
    public Incident? Find(string incidentId) => now.Register.Find(incidentId);

    /// <summary>The incident among the others: with the onset that its parts leave it. Null where <see cref="Find"/> is.</summary>
    public Standing? StandingOf(string incidentId) => now.Find(incidentId);

    /// <summary>What a test of a rule against chance needs of each season in a theatre, earliest first.</summary>
    /// <exception cref="KeyNotFoundException">The rule is not in force there.</exception>
    public IReadOnlyList<SeasonObserved> ObservationsOf(string rule, string theatre) => worth.SeenBy(rulesAtWork.In(rule, theatre));

    /// <summary>What an incident's id stands for today: itself, or what it was merged into.</summary>
    public string PresentId(string incidentId) => book.PresentId(incidentId);

    /// <summary>The incident and all that are merged into it: those whose reports are its reports.</summary>
    public IReadOnlyCollection<string> Members(string incidentId) => book.Members(incidentId);

    /// <summary>Whether an incident counts in a theatre, dated or not.</summary>
    /// <exception cref="ArgumentException">There is no such theatre.</exception>
    public bool IsCountedIn(string theatre, string incidentId) => SeasonsOf(theatre).Holds(incidentId);

    /// <summary>The season years of a theatre that an incident is recorded in, earliest first; none where it counts in none.</summary>
    /// <exception cref="ArgumentException">There is no such theatre.</exception>
    public IReadOnlyList<int> SeasonYearsOf(string theatre, string incidentId) => SeasonsOf(theatre).YearsOf(incidentId);

    /// <summary>Why a finding that held in another history does not hold in this one, in a sentence.</summary>
    /// <exception cref="ArgumentException">There is no such theatre.</exception>
    public string WhyNot(Finding finding) =>
        WhyWithdrawn.Of(finding, rulesAtWork.Find(finding.Rule), SeasonsOf(finding.Theatre), now, book.PresentId);

    /// <summary>A fingerprint of all it says, the same for the same history: SHA-256 in lower-case hexadecimal.</summary>
    public string Digest() => DigestState.Of(
        Findings.Values,
        rulesAtWork.All.Select(w => (w, worth.Of(w))),
        now.Theatres.SelectMany(t => SeasonYears(t.Theatre.Id).Select(y => Season(t.Theatre.Id, y))));

    // the seasons of all else that is looked at are touched already
    private void AddAnchors(Dictionary<TheatreSeasons, List<Register.Entry>> anchored, HashSet<Register.Entry> touched)
    {
        foreach (var (theatre, added) in now.ByTheatre(look.Anchors.Select(now.Register.Look).OfType<Register.Entry>().Where(touched.Add)))
        {
            look.Note(theatre);
            foreach (var entry in added)
            {
                look.Touch(theatre, theatre.YearsAround(entry.Id));
            }

            if (!anchored.TryAdd(theatre, added))
            {
                anchored[theatre].AddRange(added);
            }
        }
    }

    private void TakeIn(IPlaceEvent happened)
    {
        var moved = now.TakeIn(happened);
        if (moved.Count == 0)
        {
            return;
        }

        // reports may have come before the place they name
        var places = moved.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var (place, fact) in book.At(places))
        {
            foreach (var theatre in moved[place])
            {
                CountDelay(theatre, fact, 1);
            }
        }

        foreach (var theatre in now.Theatres)
        {
            foreach (var statement in watched.At(places))
            {
                look.TouchWhole(theatre, theatre.Watch(statement));
            }
        }

        book.LookAgainAt(places);
    }

    private void Watch(Fact fact, ICoverageEvent coverage)
    {
        if (watched.Apply(fact, coverage) is not { } word)
        {
            return;
        }

        foreach (var theatre in now.Theatres)
        {
            var years = (word.Before is { } before ? theatre.Unwatch(before) : []).Concat(word.Now is { } stated ? theatre.Watch(stated) : []).Distinct().ToList();
            look.TouchWhole(theatre, years);
        }
    }

    private void CountDelays(Fact? came, Fact? replaced)
    {
        foreach (var theatre in now.MightCount((came ?? replaced)!, came is null ? null : replaced))
        {
            if ((came is not null && theatre.CountDelay(came, 1)) | (replaced is not null && theatre.CountDelay(replaced, -1)))
            {
                TouchAll(theatre);
            }
        }
    }

    private void CountDelay(TheatreSeasons theatre, Fact fact, int by)
    {
        if (theatre.CountDelay(fact, by))
        {
            TouchAll(theatre);
        }
    }

    // the days to wait for reports are others: so may be every season that a rule can be judged in
    private void TouchAll(TheatreSeasons theatre) =>
        look.TouchWhole(theatre, theatre.Years.Concat(rulesAtWork.In(theatre).SelectMany(w => Judging.ObservedYears(w.Rule))));

    private TheatreSeasons SeasonsOf(string theatre) =>
        now.Theatres.FirstOrDefault(t => t.Theatre.Id == theatre) ?? throw new ArgumentException($"there is no theatre '{theatre}'", nameof(theatre));
}
