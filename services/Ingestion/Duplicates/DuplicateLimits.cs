using Marten;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Duplicates;

/// <summary>From which score on two reports of a theatre are likely one incident, as staff set it: the fold of its stream, kept beside it in the same transaction.</summary>
/// <param name="Id">The theatre's.</param>
/// <param name="Version">Of its stream.</param>
public sealed record DuplicateLimitRecord(string Id, double LikelyDuplicate, long Version);

/// <summary>From which score on a duplicate is likely, place by place: what staff set over what the theatre ships with, elsewhere <see cref="ScoreDuplicate.Likely"/>.</summary>
internal sealed class DuplicateLimits
{
    private readonly List<(Theatre Theatre, double Limit)> own;

    private DuplicateLimits(List<(Theatre, double)> own) => this.own = own;

    /// <summary>Where nobody has set any.</summary>
    public static DuplicateLimits Usual { get; } = new([]);

    public static async Task<DuplicateLimits> ReadAsync(IQuerySession session, CancellationToken stop)
    {
        var set = (await session.LoadManyAsync<DuplicateLimitRecord>(stop, Theatres.Standard.Select(t => t.Id))).ToDictionary(r => r.Id, r => r.LikelyDuplicate);
        return new([.. Theatres.Standard.Select(t => (t, Limit: set.TryGetValue(t.Id, out var limit) ? limit : t.LikelyDuplicate)).Where(t => t.Limit is not null).Select(t => (t.t, t.Limit!.Value))]);
    }

    /// <summary>The least score of a likely duplicate, 0 to 1: of several theatres that have a limit of their own there the lowest, for one of them wants it held.</summary>
    public double At(Mention? where, Gazetteer gazetteer) =>
        where is null ? ScoreDuplicate.Likely : own.Where(t => gazetteer.IsIn(t.Theatre.Incidents, where)).Select(t => t.Limit).DefaultIfEmpty(ScoreDuplicate.Likely).Min();
}
