using Marten;
using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Approvals;

/// <summary>Whether a theatre asks for a second person, as staff set it: the fold of its stream, kept beside it in the same transaction.</summary>
/// <param name="Id">The theatre's.</param>
/// <param name="Version">Of its stream.</param>
public sealed record ApprovalRecord(string Id, bool SecondPerson, long Version);

/// <summary>Which theatres ask that a second person approves what is entered there.</summary>
public static class SecondPerson
{
    /// <summary>The theatres that ask, as it stands now.</summary>
    public static async Task<IReadOnlyList<Theatre>> AskingAsync(IQuerySession session, CancellationToken stop)
    {
        var set = (await session.LoadManyAsync<ApprovalRecord>(stop, Theatres.Standard.Select(t => t.Id))).ToDictionary(r => r.Id, r => r.SecondPerson);
        return [.. Theatres.Standard.Where(t => set.TryGetValue(t.Id, out var asks) ? asks : t.SecondPerson)];
    }

    /// <summary>The first theatre that asks for a second person and in which any of these accounts may count; null where none does.</summary>
    /// <remarks>Rather one deed too many waits than one too few: a place counts whatever its kind, and a policy without a place counts everywhere.</remarks>
    public static Theatre? AskedBy(IReadOnlyList<Theatre> asking, Gazetteer gazetteer, IEnumerable<Account> about)
    {
        if (asking.Count == 0)
        {
            return null;
        }

        var accounts = about.ToList();
        return asking.FirstOrDefault(theatre => new TheatrePlaces(theatre, gazetteer) is var places && accounts.Exists(places.MightCount));
    }
}
