using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Views;
using Timeline.Vocabulary;

namespace Timeline.Projection.Knowing;

/// <summary>
/// What was known at a past moment, or held by the system then: a run of the engine from nothing over the facts of one theatre (<see cref="HeldFacts"/>),
/// kept for whoever asks the same again (<see cref="RecentRuns{TKey,TRun}"/>).
/// </summary>
/// <remarks>
/// <para>By what was known: with the rules in force now, judged as of the day asked for, or today where that has not come yet. By what was recorded: with
/// the rules that had been recorded, judged as of the last day that had been reached: so the system judged then.</para>
/// <para>A kept run never answers for a history that has changed: facts are only ever added, so at one moment of one theatre as many facts as before are the
/// same facts; a late backfilled one, another rule or another day asks for another run.</para>
/// </remarks>
public sealed class KnownThen(HeldFacts held, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, IClock clock)
{
    // a fact weighs 1; what every run holds beside its facts, about as much as some hundreds of them
    private const long Most = 150_000;
    private const long Every = 2_000;

    private sealed record Key(string? Theatre, Moment Moment, LocalDate? AsOf, int Facts, string Rules, bool IsShared);

    private readonly RecentRuns<Key, TimelineEngine> runs = new(Most);

    /// <summary>A theatre as it was known then.</summary>
    public async Task<TimelineEngine> InTheatreAsync(string theatre, Moment moment, IQuerySession session, CancellationToken stop)
    {
        var rules = await RulesAsync(moment, session, stop);
        var asOf = await AsOfAsync(moment, session, stop);
        var facts = await held.OfAsync(theatre, moment, stop);
        return await RunAsync(theatre, moment, rules, asOf, facts).WaitAsync(stop);
    }

    /// <summary>
    /// The sources without which a correlation would not have stood then: what a run of its rule alone says that is told again and again without one of them (<see cref="TimelineEngine.SourcesUnder"/>). Null
    /// where that run does not find it, as of one that was withdrawn.
    /// </summary>
    public async Task<IReadOnlyList<string>?> SourcesUnderAsync(
        string correlation, string rule, int version, string theatre, Moment moment, IQuerySession session, CancellationToken stop)
    {
        var rules = (await RulesAsync(moment, session, stop)).Where(r => r.Id == rule && r.Version == version).ToList();
        if (rules.Count == 0)
        {
            return null;
        }

        // what the system says now it says as of the last day it reached
        var asOf = await AsOfAsync(moment.KnownAt is null ? new(null, true) : moment, session, stop);
        var facts = await held.OfAsync(theatre, moment, stop);
        while (true)
        {
            var engine = await RunAsync(theatre, moment, rules, asOf, facts, isShared: false).WaitAsync(stop);
            var (isAnswered, sources) = await Task.Run(() => SourcesUnder(engine, correlation), stop);
            if (isAnswered)
            {
                return sources;
            }
        }
    }

    // who waited for his turn may find it broken by the one before him: that run is kept no longer, and he takes another
    private (bool IsAnswered, IReadOnlyList<string>? Sources) SourcesUnder(TimelineEngine engine, string correlation)
    {
        lock (engine)
        {
            if (engine.IsBroken)
            {
                return (false, null);
            }

            try
            {
                return (true, engine.Findings.TryGetValue(correlation, out var found) ? engine.SourcesUnder(found) : null);
            }
            finally
            {
                if (engine.IsBroken)
                {
                    runs.Forget(engine);
                }
            }
        }
    }

    /// <summary>A theatre as it was known then, and all that a run beside it needs, were something otherwise.</summary>
    /// <param name="Facts">All that was known.</param>
    public sealed record Real(string Theatre, TimelineEngine Engine, List<Fact> Facts, IReadOnlyList<Rule> Rules, LocalDate? AsOf);

    public async Task<Real> RealAsync(string theatre, Moment moment, IQuerySession session, CancellationToken stop)
    {
        var rules = await RulesAsync(moment, session, stop);
        var asOf = await AsOfAsync(moment, session, stop);
        var facts = await held.OfAsync(theatre, moment, stop);
        return new(theatre, await RunAsync(theatre, moment, rules, asOf, facts).WaitAsync(stop), facts, rules, asOf);
    }

    /// <summary>The theatre as it would be. No supposition is kept.</summary>
    /// <param name="facts">As they are supposed to be.</param>
    /// <param name="told">Hears how many of them have been told.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TimelineEngine Supposed(Real real, List<Fact> facts, bool countCircular, Action<int> told, CancellationToken stop) =>
        TimelineEngine.FromNothingInStretches(gazetteer, Only(real.Theatre), real.Rules, facts, real.AsOf, countCircular, told, stop);

    /// <summary>All incidents as they were known then, whatever theatre they count in, and nothing else: no rule is at work, no season is kept.</summary>
    public async Task<TimelineEngine> IncidentsAsync(Moment moment, CancellationToken stop) =>
        await RunAsync(null, moment, [], null, await held.OfAsync(null, moment, stop)).WaitAsync(stop);

    /// <summary>A theatre of which nothing is recorded, as of the last day reached: what there is to say of a season year that nothing lies in.</summary>
    public async Task<TimelineEngine> NothingAsync(string theatre, IQuerySession session, CancellationToken stop) => TimelineEngine.FromNothing(
        gazetteer, Only(theatre), [], [], await AsOfAsync(new(clock.GetCurrentInstant(), true), session, stop));

    /// <summary>The rules in force at a moment: those in force now, or, by what was recorded, what of publications and retirements had been recorded.</summary>
    public static async Task<IReadOnlyList<Rule>> RulesAsync(Moment moment, IQuerySession session, CancellationToken stop)
    {
        bool Recorded(Instant recorded) => moment is not { ByRecorded: true, KnownAt: { } at } || recorded <= at;
        var published = (await session.Query<RuleDocument>().ToListAsync(stop)).Where(d => Recorded(d.Recorded)).Select(d => d.Rule);
        var retired = (await session.Query<RetirementDocument>().ToListAsync(stop)).Where(d => Recorded(d.Recorded)).Select(d => (d.Rule, d.Version)).ToHashSet();
        return [.. published.GroupBy(r => r.Id).Select(g => g.MaxBy(r => r.Version)!).Where(r => !retired.Contains((r.Id, r.Version))).OrderBy(r => r.Id, StringComparer.Ordinal)];
    }

    private async Task<LocalDate?> AsOfAsync(Moment moment, IQuerySession session, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var at = moment.KnownAt is { } asked && asked < now ? asked : now;
        if (!moment.ByRecorded)
        {
            return at.InUtc().Date;
        }

        var reached = await session.Query<DayDocument>().Where(d => d.Recorded <= at).OrderByDescending(d => d.Day).FirstOrDefaultAsync(stop);
        return reached?.Day;
    }

    /// <param name="isShared">Nobody tells it anything; else whoever asks it has it to himself meanwhile.</param>
    private Task<TimelineEngine> RunAsync(string? theatre, Moment moment, IReadOnlyList<Rule> rules, LocalDate? asOf, List<Fact> facts, bool isShared = true)
    {
        var key = new Key(theatre, moment, asOf, facts.Count, string.Join(' ', rules.Select(r => $"{r.Id}~{r.Version}")), isShared);
        return runs.Of(key, facts.Count + Every, () => TimelineEngine.FromNothing(gazetteer, Only(theatre), rules, facts, asOf));
    }

    private IReadOnlyList<Theatre> Only(string? theatre) => [.. theatres.Where(t => t.Id == theatre)];
}
