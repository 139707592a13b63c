using System.Security.Cryptography;
using System.Text.Json;
using Marten;
using JasperFx;
using Marten.Exceptions;
using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Ingestion.Reports;

/// <summary>The answer to a request that carried an Idempotency-Key, kept with what it recorded.</summary>
public sealed record Answered(string Id, string BodyHash, Recorded Answer, Guid EventId);

/// <summary>A request that comes again with the same key is answered again and recorded once.</summary>
public sealed class OnceOnly
{
    private readonly string? key;
    private readonly string hash;

    private OnceOnly(string? key, string hash, Answered? before)
    {
        this.key = key;
        this.hash = hash;
        Answered = before?.Answer;
        EventId = before?.EventId ?? default;
    }

    /// <summary>What was answered before; null for a request that is new.</summary>
    public Recorded? Answered { get; }

    public Guid EventId { get; private set; }

    /// <exception cref="Refused">The key was used for another request.</exception>
    public static async Task<OnceOnly> FindAsync<T>(HttpRequest request, T body, IQuerySession session, CancellationToken stop)
    {
        var header = request.Headers["Idempotency-Key"].ToString();
        if (header.Length == 0)
        {
            return new(null, "", null);
        }

        if (header.Length > 200)
        {
            throw Refused.Field("Idempotency-Key", "It has more than 200 characters.");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(body, TimelineJson.Options)));
        var key = $"{request.Path}#{header}";
        var before = await session.LoadAsync<Answered>(key, stop);
        return before is null || before.BodyHash == hash
            ? new(key, hash, before)
            : throw Refused.Field("Idempotency-Key", "This key was used for another request.", StatusCodes.Status422UnprocessableEntity);
    }

    public void Remember(IDocumentSession session, Recorded answer, Guid eventId)
    {
        EventId = eventId;
        if (key is not null)
        {
            session.Insert(new Answered(key, hash, answer, eventId));
        }
    }

    public static bool IsRepeat(Exception e) =>
        e is DocumentAlreadyExistsException || e is AggregateException { InnerExceptions: var inner } && inner.Any(IsRepeat);
}
