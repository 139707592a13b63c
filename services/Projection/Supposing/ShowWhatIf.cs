using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Projection.Comparing;
using Timeline.Projection.Correlations;
using Timeline.Projection.Knowing;
using Timeline.Vocabulary;

namespace Timeline.Projection.Supposing;

/// <summary>
/// POST /api/what-if: a theatre as it is and as it would be, were something never told or otherwise dated, and what differs. Both are runs of the engine;
/// nothing is written. Next: shared/Engine/Past/Supposition.cs, then <see cref="CompareKnowledge"/>.
/// </summary>
public static class ShowWhatIf
{
    private const string Path = "/api/what-if";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Path, HandleAsync).RequireAuthorization(Access.Read).WithMetadata(new WritesNothing())
            .Says("correlations", "What a theatre would look like without a source, below a grade, without incidents or reports, or with a date moved: seasons, correlations and evidence as they are and as they would be.",
                "Nothing is written. `real` is what is known, `supposed` what would be, and `differs` says what is otherwise, the real state first, in the words of /api/compare. "
                + "The answer is waited for; with Prefer it is answered with 202 where it takes longer, and Location names where it is asked for. Who goes away while it is waited for cancels it.")
            .AsksHeader("Prefer", WaitAsPreferred.Says).Refuses(StatusCodes.Status429TooManyRequests, $"{RunsInTurn.Most} suppositions are being worked out or wait.")
            .Takes<WhatIfForm>("""{ "theatre": "fergana", "leaveOut": { "belowGrade": "B3" }, "move": [{ "incidentId": "paper.incursion-1999", "when": { "text": "December 1999" } }] }""")
            .Gives<WhatIf>(200).Gives<WhatIfShown>(202);
        app.MapGet(Path + "/{id}", (string id, WhatIfRuns runs) => Results.Json(WhatIfShown.Of(runs.Find(id)), TimelineJson.Options)).RequireAuthorization(Access.Read)
            .Says("correlations", "How far a supposition has come, or its result. It is kept ten minutes after its end, by the process that worked it out.").Asks("id", "The supposition.").Gives<WhatIfShown>(200);
        app.MapDelete(Path + "/{id}", CancelAsync).RequireAuthorization(Access.Read)
            .Says("correlations", "Cancels a supposition. One that has ended stays as it ended.").Asks("id", "The supposition.").WithMetadata(new WritesNothing()).Gives<WhatIfShown>(200);
    }

    private static async Task<IResult> HandleAsync(
        HttpRequest request, HttpResponse response, IQuerySession session, KnownThen then, WhatIfRuns runs, IReadOnlyList<Theatre> theatres, IClock clock, CancellationToken stop)
    {
        var wait = WaitAsPreferred.Of(request, RunsInTurn.Longest);
        var form = await Body.ReadAsync<WhatIfForm>(request, stop);
        var theatre = form.Theatre is null && theatres is not [_]
            ? throw Refused.Field("theatre", $"Name the theatre, one of: {string.Join(", ", theatres.Select(t => t.Id))}.")
            : theatres.Named(form.Theatre)[0].Id;
        var moment = new Moment(ReadInstant.OfEnd(form.KnownAt, "knownAt"), false);
        var rules = RulesOf(form, await KnownThen.RulesAsync(moment, session, stop));
        var real = await then.RealAsync(theatre, moment, session, stop);
        var supposition = form.Read(real.Facts, real.Engine);
        var (otherwise, leftOut) = supposition.Of(real.Facts, real.Engine.PresentId);
        var at = moment.KnownAt ?? clock.GetCurrentInstant();
        var run = runs.Begin(theatre, otherwise.Count, begun =>
        {
            var supposed = then.Supposed(real, otherwise, form.CountCircular ?? false, told => begun.Told = told, begun.Stopped);
            return Beside(real.Engine, supposed, supposition, leftOut, theatre, rules, at, form.CountCircular ?? false, begun.Stopped);
        });
        return await run.AnswerAsync(wait, Path, () => WhatIfShown.Of(run), response, stop);
    }

    private static WhatIf Beside(
        TimelineEngine real, TimelineEngine supposed, Supposition supposition, IReadOnlyList<string> leftOut, string theatre, HashSet<string> rules, Instant at, bool countCircular, CancellationToken stop)
    {
        var states = new[] { real, supposed }.Select(engine =>
        {
            stop.ThrowIfCancellationRequested();
            return State(engine, theatre, rules, at);
        }).ToList();
        stop.ThrowIfCancellationRequested();
        return new(
            theatre, at, countCircular,
            new(leftOut, [.. supposition.Moved.Select(m => new MovedTo(m.Key, real.StandingOf(m.Key)?.Onset, supposed.StandingOf(m.Key)?.Onset))]),
            states[0], states[1], CompareKnowledge.Of(Known(real, theatre, rules), Known(supposed, theatre, rules), [at, at], "known", theatre, null));
    }

    private static async Task<IResult> CancelAsync(string id, WhatIfRuns runs)
    {
        var run = runs.Find(id);
        await run.StopAsync();
        return Results.Json(WhatIfShown.Of(run), TimelineJson.Options);
    }

    private static HashSet<string> RulesOf(WhatIfForm form, IReadOnlyList<Rule> inForce)
    {
        var known = inForce.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (rule, n) in (form.Rules ?? []).Select((r, n) => (r, n)).Where(r => r.r is null || !known.Contains(r.r)))
        {
            throw Refused.Field($"rules[{n}]", $"There is no rule '{rule}' in force. There are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        }

        return form.Rules is { Count: > 0 } asked ? [.. asked.OfType<string>()] : known;
    }

    private static TheatreState State(TimelineEngine engine, string theatre, HashSet<string> rules, Instant at) => new(
        [.. engine.SeasonYears(theatre).Select(y => engine.Season(theatre, y) with { KnownAt = at })],
        [.. engine.Findings.Values.Where(f => rules.Contains(f.Rule)).OrderBy(f => f.SeasonYear).ThenBy(f => f.CorrelationId, StringComparer.Ordinal).Select(f => CorrelationShown.Of(f, "holds", "detected", null))],
        [.. engine.Rules.Where(r => rules.Contains(r.Id) && r.AppliesIn(theatre)).Select(r => new RuleWorth(r.Id, r.Version, engine.EvidenceOf(r.Id, theatre)))]);

    private static Knowledge Known(TimelineEngine engine, string theatre, HashSet<string> rules)
    {
        var all = TheatreKnown.Of(theatre, engine);
        return new(engine, [all with { Correlations = all.Correlations.Where(c => rules.Contains(c.Value.Rule)).ToDictionary(), Evidence = all.Evidence.Where(e => rules.Contains(e.Key)).ToDictionary() }]);
    }
}

/// <summary>A supposition as it stands.</summary>
/// <param name="State">waiting, running, done, cancelled or failed.</param>
/// <param name="Told">How many facts have been told to it, of how many.</param>
/// <param name="Result">Where it is done.</param>
public sealed record WhatIfShown(string Id, RunState State, string Theatre, int Told, int Facts, Instant Began, Instant? Ended, WhatIf? Result)
{
    public static WhatIfShown Of(RunInTurn<string, WhatIf> run) =>
        new(run.Id, run.State, run.Asked, run.Told, run.Facts, run.Began, run.Ended, run.Answer);
}

/// <summary>A theatre as it is and as it would be.</summary>
/// <param name="KnownAt">The instant of knowledge of both.</param>
/// <param name="CountCircular">Circular dates count in the supposed state.</param>
/// <param name="Differs">What is otherwise, from the real state to the supposed one; its two moments are the same.</param>
public sealed record WhatIf(string Theatre, Instant KnownAt, bool CountCircular, Supposed Supposition, TheatreState Real, TheatreState Supposed, Comparison Differs);

/// <param name="LeftOut">The reports that were left out.</param>
public sealed record Supposed(IReadOnlyList<string> LeftOut, IReadOnlyList<MovedTo> Moved);

/// <param name="Before">The onset as it is.</param>
/// <param name="After">The onset as it would be; null where nothing would be known of it.</param>
public sealed record MovedTo(string IncidentId, UncertainDate? Before, UncertainDate? After);

/// <param name="Correlations">Each without the evidence of its rule, which stands under evidence.</param>
public sealed record TheatreState(IReadOnlyList<SeasonView> Seasons, IReadOnlyList<CorrelationShown> Correlations, IReadOnlyList<RuleWorth> Evidence);

public sealed record RuleWorth(string Rule, int RuleVersion, Evidence Evidence);
