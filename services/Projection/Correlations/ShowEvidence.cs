using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Vocabulary;

namespace Timeline.Projection.Correlations;

/// <summary>
/// GET /api/rules/{id}/evidence: what a rule in force is worth in a theatre, so that somebody else can check it: each test by itself, the seasons, the matches, what missed by
/// least, what was revised. Worked out when it is asked for, by a run of the engine (<see cref="KnownThen"/>). Next: shared/Engine/Judging/ExplainEvidence.cs.
/// </summary>
public static class ShowEvidence
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/rules/{id}/evidence", HandleAsync).RequireAuthorization(Access.Read)
        .Says("rules", "What a rule in force is worth in a theatre, in full: each test by itself with its seed, the seasons used and left out, p without each of them, the matches, the nearest misses, and how much was revised.",
            "`evidence` holds k, expected, p, pMin, q, e and the tier; `qBh` is q as if the rules shared no events. Between looks the numbers are provisional: `look` says so, and when the next look is. "
            + "`present` speaks of days that are running and is no look.")
        .Asks("id", "The rule.").Asks("theatre", "The theatre; it may be left out where the rule applies in one alone.").AsksMoment().Gives<EvidenceExplained>(200);

    private static async Task<IResult> HandleAsync(
        string id, string? theatre, string? knownAt, string? clock, IQuerySession session, KnownThen then, IReadOnlyList<Theatre> theatres, IClock time, CancellationToken stop)
    {
        var moment = Moment.Read(knownAt, clock);
        var rule = (await KnownThen.RulesAsync(moment, session, stop)).FirstOrDefault(r => r.Id == id) ?? throw Refused.NotFound("such rule in force");
        var engine = await then.InTheatreAsync(Theatre(rule, theatre, theatres), moment, session, stop);
        // leaving each season out in turn may take a while where there are many
        var explained = await Task.Run(() => engine.Explain(rule.Id, Theatre(rule, theatre, theatres)), stop).WaitAsync(stop);
        return Results.Json(explained with { KnownAt = moment.KnownAt ?? time.GetCurrentInstant() }, TimelineJson.Options);
    }

    private static string Theatre(Rule rule, string? asked, IReadOnlyList<Theatre> theatres)
    {
        var possible = theatres.Named(asked).Where(t => rule.AppliesIn(t.Id)).ToList();
        return possible is [var only] ? only.Id
            : throw Refused.Field("theatre", possible.Count > 1 ? $"Name the theatre, one of: {string.Join(", ", possible.Select(t => t.Id))}." : "The rule does not apply there.");
    }
}
