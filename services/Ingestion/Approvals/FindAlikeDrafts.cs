using Marten;
using NodaTime;
using Timeline.Forms;
using Timeline.Ingestion.Duplicates;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Approvals;

/// <summary>What a report says that would begin an incident, kept with its draft to be compared with others.</summary>
public sealed record Told(Account Account, Details Details);

/// <summary>A report that waits for a second person and may tell of the same.</summary>
/// <param name="Score">0 to 1 (<see cref="ScoreDuplicate"/>).</param>
/// <param name="Why">What agrees and what does not, in words.</param>
public sealed record AlikeDraft(string DraftId, string Title, string By, Instant Sent, double Score, IReadOnlyList<string> Why);

/// <summary>
/// The reports that wait for a second person and may tell of the same incident as another: they are no incidents yet, so that <see cref="FindDuplicates"/> cannot know of them. For those alone who may record.
/// </summary>
public static class FindAlikeDrafts
{
    private const int Most = 5, Compared = 500;

    /// <summary>The index's name, which the store must leave alone.</summary>
    public const string Index = "draft_waiting";

    /// <summary>What was decided on stays for ever, and is not gone through with every report that is typed.</summary>
    public const string Schema = $"create index if not exists {Index} on timeline.mt_doc_draft (id) where data ->> 'state' = 'waiting';";

    /// <summary>The likeliest of those that wait, the best first; of many the last sent are compared.</summary>
    /// <param name="self">The draft that is compared itself; null of a report that is none yet.</param>
    public static async Task<IReadOnlyList<AlikeDraft>> OfAsync(Told told, string? self, Gazetteer gazetteer, IQuerySession session, CancellationToken stop)
    {
        var kinds = ScoreDuplicate.KindsLike(told.Account.Kind).Select(ReadWords.Spelling).ToArray();
        var waiting = await session.QueryAsync<Draft>("where data ->> 'state' = 'waiting' and data ->> 'kind' = any(?) order by id desc limit ?", stop, kinds, Compared);
        return
        [
            .. waiting.Where(d => d.Id != self && d.Told is not null).Select(d => Compare(told, d, d.Told!, gazetteer)).Where(a => a.Score >= ScoreDuplicate.Worth)
                .OrderByDescending(a => a.Score).ThenBy(a => a.DraftId, StringComparer.Ordinal).Take(Most),
        ];
    }

    /// <summary>All reports that wait and would begin an incident, the last sent first, of many the last 500: for rows that are compared one after the other.</summary>
    public static Task<IReadOnlyList<Draft>> WaitingAsync(IQuerySession session, CancellationToken stop) =>
        session.QueryAsync<Draft>("where data ->> 'state' = 'waiting' and data ->> 'told' is not null order by id desc limit ?", stop, Compared);

    /// <summary>The likeliest of some that wait; null where none is likely enough.</summary>
    /// <param name="least">The least score, 0 to 1.</param>
    public static AlikeDraft? LikeliestOf(IReadOnlyList<Draft> waiting, Told told, double least, Gazetteer gazetteer)
    {
        if (told.Account.When.Begins is not { } begins)
        {
            return null;
        }

        // most lie on other days, and to look at the days costs next to nothing
        var near = FindDuplicates.DaysNear(begins);
        return waiting.Where(d => d.Told?.Account.When.Begins is { } days && days.Earliest <= near.End && near.Start <= days.Latest).Select(d => Compare(told, d, d.Told!, gazetteer))
            .Where(a => a.Score >= least).OrderByDescending(a => a.Score).ThenBy(a => a.DraftId, StringComparer.Ordinal).FirstOrDefault();
    }

    private static AlikeDraft Compare(Told told, Draft draft, Told other, Gazetteer gazetteer)
    {
        var (score, why) = ScoreDuplicate.Of(told.Account, told.Details, other.Account, other.Details, gazetteer);
        return new(draft.Id, draft.Title, draft.By, draft.Laid, score, why);
    }
}
