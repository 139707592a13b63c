using Marten;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Correlations;
using Timeline.Projection.Knowing;
using Timeline.Vocabulary;

namespace Timeline.Projection.Comparing;

/// <summary>GET /api/compare?knownAt=…&amp;knownAt=…: what changed between two states of knowledge, in one theatre or all, on one clock. Next: <see cref="CompareKnowledge"/>.</summary>
public static class ShowComparison
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/compare", HandleAsync).RequireAuthorization(Access.Read)
        .Says("correlations", "What changed between two states of knowledge: incidents, correlations, seasons and evidence, each in a sentence and field by field.",
            "The two moments are given as knownAt twice; whichever way round, the answer goes from the earlier to the later.")
        .Asks("knownAt", "Given twice: instants, or days, which mean their end.").Asks("theatre", "Only of this theatre.").Asks("seasonYear", "Only of this season year.")
        .Asks("clock", "known: what the world knew by then; recorded: what the system held by then.", "known", "recorded").Gives<Comparison>(200);

    private static async Task<IResult> HandleAsync(
        string[]? knownAt, string? theatre, int? seasonYear, string? clock, IQuerySession session, KnownThen then, SaidThen said, IReadOnlyList<Theatre> theatres, CancellationToken stop)
    {
        var asked = theatres.Named(theatre);
        var (earlier, later) = Moments(knownAt ?? [], clock);
        var before = await AtAsync(earlier, asked, session, then, said, stop);
        var after = await AtAsync(later, asked, session, then, said, stop);
        return Results.Json(
            CompareKnowledge.Of(before, after, [earlier.KnownAt!.Value, later.KnownAt!.Value], earlier.ByRecorded ? "recorded" : "known", theatre, seasonYear),
            TimelineJson.Options);
    }

    private static (Moment Earlier, Moment Later) Moments(string[] knownAt, string? clock)
    {
        if (knownAt is not [var one, var other] || string.IsNullOrWhiteSpace(one) || string.IsNullOrWhiteSpace(other))
        {
            throw Refused.Field("knownAt", $"A comparison is of two moments: knownAt=1999-08-15&knownAt=1999-09-01. There are {knownAt.Count(k => !string.IsNullOrWhiteSpace(k))}.");
        }

        var (a, b) = (Moment.Read(one, clock), Moment.Read(other, clock));
        return a.KnownAt <= b.KnownAt ? (a, b) : (b, a);
    }

    private static async Task<Knowledge> AtAsync(Moment moment, IReadOnlyList<Theatre> asked, IQuerySession session, KnownThen then, SaidThen said, CancellationToken stop)
    {
        var known = new List<TheatreKnown>();
        foreach (var theatre in asked.Select(t => t.Id))
        {
            var engine = await then.InTheatreAsync(theatre, moment, session, stop);
            known.Add(moment.ByRecorded ? await SaidOfAsync(theatre, engine, moment, said, stop) : TheatreKnown.Of(theatre, engine));
        }

        return new(await then.IncidentsAsync(moment, stop), known);
    }

    // what the system had told, not what it would have found
    private static async Task<TheatreKnown> SaidOfAsync(string theatre, TimelineEngine engine, Moment moment, SaidThen said, CancellationToken stop)
    {
        var told = await said.CorrelationsAsync(moment.KnownAt!.Value, stop);
        var evidence = await said.EvidenceAsync(moment.KnownAt!.Value, stop);
        return new(
            theatre,
            engine,
            told.Where(c => c.State == "holds" && c.Theatre == theatre).ToDictionary(c => c.Id, c => c.Finding),
            engine.Rules.Where(r => r.AppliesIn(theatre) && evidence.ContainsKey(EvidenceDocument.Key(r.Id, r.Version, theatre)))
                .ToDictionary(r => r.Id, r => evidence[EvidenceDocument.Key(r.Id, r.Version, theatre)]));
    }
}
