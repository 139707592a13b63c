using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Knowing;

namespace Timeline.Projection.Sources;

/// <summary>GET /api/sources/names: which other names sources go by, and all that was ever said of that.</summary>
public static class ListSourceNames
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/sources/names", HandleAsync).RequireAuthorization(Access.Read)
        .Says("vocabulary", "Which other names sources go by, as staff said it, and each time one was said or taken back, in that order.", "Its version is what the next change may expect.")
        .AsksMoment().Gives<NamesShown>(200);

    /// <param name="Version">Of all names: how often anything was said of one.</param>
    private sealed record NamesShown(long Version, IReadOnlyList<NameShown> Names, IReadOnlyList<NameChange> History);

    /// <param name="Source">What it is counted under.</param>
    private sealed record NameShown(string Name, string Source, string Reason, string By, Instant Since);

    /// <param name="What">named or withdrawn.</param>
    /// <param name="Source">What it was said to be counted under; null where that was taken back.</param>
    private sealed record NameChange(long Version, string What, string Name, string? Source, string Reason, string By, Instant At);

    private static async Task<IResult> HandleAsync(string? knownAt, string? clock, HeldFacts held, CancellationToken stop)
    {
        var told = (await held.NamesAsync(Moment.Read(knownAt, clock), stop)).OrderBy(f => f.Version).ToList();
        return Results.Json(
            new NamesShown(
                told.Count == 0 ? 0 : told[^1].Version,
                [.. SourceNames.Among(told).All.Select(n => new NameShown(n.Said.Name, n.Said.Source, n.Said.Reason, n.Said.Provenance.By, n.Fact.Recorded))],
                told.ConvertAll(Change)),
            TimelineJson.Options);
    }

    private static NameChange Change(Fact fact)
    {
        if (fact.Event is SourceNamed named)
        {
            return new(fact.Version, "named", named.Name, named.Source, named.Reason, named.Provenance.By, fact.Recorded);
        }

        var gone = (SourceNameWithdrawn)fact.Event;
        return new(fact.Version, "withdrawn", gone.Name, null, gone.Reason, gone.Provenance.By, fact.Recorded);
    }
}
