using JasperFx;
using Marten;
using Marten.Exceptions;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;

namespace Timeline.Ingestion.Reports;

/// <summary>The answer to a request that carried an Idempotency-Key, kept with what it recorded.</summary>
/// <param name="Answer">Null where a draft was laid down.</param>
/// <param name="Waits">The draft; null where something was recorded.</param>
public sealed record Answered(string Id, string BodyHash, Recorded? Answer, Guid EventId, Waits? Waits = null);

/// <summary>A request that comes again with the same key is answered again and recorded once.</summary>
public sealed class OnceOnly
{
    private readonly RequestKey? key;

    private OnceOnly(RequestKey? key, Answered? before)
    {
        this.key = key;
        Before = before;
        EventId = before?.EventId ?? default;
    }

    /// <summary>What was answered before; null for a request that is new.</summary>
    public Answered? Before { get; }

    public Guid EventId { get; private set; }

    /// <exception cref="Refused">The key was used for another request.</exception>
    public static async Task<OnceOnly> FindAsync<T>(HttpRequest request, T body, IQuerySession session, CancellationToken stop)
    {
        var key = RequestKey.Of(request, body);
        var before = key is null ? null : await session.LoadAsync<Answered>(key.Id, stop);
        if (before is not null)
        {
            key!.Expect(before.BodyHash);
        }

        return new(key, before);
    }

    public void Remember(IDocumentSession session, Recorded? answer, Guid eventId, Waits? waits = null)
    {
        EventId = eventId;
        if (key is not null)
        {
            session.Insert(new Answered(key.Id, key.BodyHash, answer, eventId, waits));
        }
    }

    public static bool IsRepeat(Exception e) =>
        e is DocumentAlreadyExistsException || e is AggregateException { InnerExceptions: var inner } && inner.Any(IsRepeat);
}
