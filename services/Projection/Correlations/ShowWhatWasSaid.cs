using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Projection.Recording;
using Timeline.Vocabulary;

namespace Timeline.Projection.Correlations;

/// <summary>GET /api/correlations/{id}/history: everything that the system itself has said of a correlation, oldest first, and why.</summary>
/// <remarks>With knownAt and clock=recorded, what it had said by then. On the clock of what was known nothing was said: that is refused.</remarks>
public static class ShowWhatWasSaid
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/correlations/{id}/history", HandleAsync).RequireAuthorization(Access.Read)
        .Says("correlations", "What this system said of a correlation and why, the oldest first.").Asks("id", "The correlation.")
        .Asks("knownAt", "A day or an instant: what it had said by the end of that day, or by that instant; with clock=recorded. Left out: all of it.")
        .Asks("clock", "recorded, where knownAt is given: on the clock of what was known nothing was said.", "recorded").Gives<IReadOnlyList<Said>>(200);

    /// <param name="Change">detected, strengthened, weakened, revised or withdrawn.</param>
    /// <param name="At">The instant at which it was said.</param>
    /// <param name="Why">What changed it; null where it was found for the first time.</param>
    private sealed record Said(string Change, Instant At, string? Why, Certainty Verdict, double Share, IReadOnlyList<string> Incidents, LagDays? Lag);

    private static async Task<IResult> HandleAsync(string id, string? knownAt, string? clock, IQuerySession session, CancellationToken stop)
    {
        var moment = Moment.Read(knownAt, clock);
        if (moment is { KnownAt: not null, ByRecorded: false })
        {
            throw Refused.Field("clock", "What the system itself said is on record: ask with clock=recorded.");
        }

        // the stream of a correlation bears its id; any other stream is none
        var said = (await session.Events.FetchStreamAsync(id, token: stop)).Where(e => e.Data is ICorrelationEvent && (moment.KnownAt is not { } at || Origin.RecordedAt(e) <= at)).Select(e => Of((ICorrelationEvent)e.Data, Origin.RecordedAt(e))).ToList();
        return said.Count > 0 ? Results.Json(said, TimelineJson.Options) : throw Refused.NotFound(moment.KnownAt is null ? $"correlation '{id}'" : $"correlation '{id}' told by then");
    }

    private static Said Of(ICorrelationEvent told, Instant at)
    {
        var (change, why) = told switch
        {
            CorrelationStrengthened s => ("strengthened", s.Why),
            CorrelationWeakened w => ("weakened", w.Why),
            CorrelationRevised r => ("revised", r.Why),
            CorrelationWithdrawn w => ("withdrawn", w.Why),
            _ => ("detected", (string?)null),
        };
        var finding = told.Finding;
        return new(change, at, why, finding.Verdict, finding.Share, finding.Incidents, finding.Lag);
    }
}
