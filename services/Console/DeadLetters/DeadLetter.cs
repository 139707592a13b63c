using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace Timeline.Console.DeadLetters;

/// <summary>A message that a service could not take or did not know, as it lies in the broker.</summary>
/// <param name="Id">Made of its queue and its content, so that it is the same at every look: "correlation-3fa94b20c1de".</param>
/// <param name="Queue">Where it lies.</param>
/// <param name="Service">The queue, and so the service, it was meant for.</param>
/// <param name="Sort">failed: the consumer threw. skipped: no consumer knows its type.</param>
/// <param name="Type">What it says it is; null where it cannot be read.</param>
/// <param name="Position">Its place in the store of the service that sent it; null where it does not say.</param>
/// <param name="Reason">Why it lies here.</param>
/// <param name="At">When it failed; null where the broker was not told.</param>
/// <param name="Headers">What travelled with it.</param>
/// <param name="Body">What it holds, as text.</param>
public sealed record DeadLetter(
    string Id, string Queue, string Service, string Sort, string? Type, string? MessageId, string? Source, long? Position, string Reason, DateTimeOffset? At,
    IReadOnlyDictionary<string, string> Headers, string Body)
{
    public const string Failed = "_error", Skipped = "_skipped";

    public static bool IsQueue(string name) => name.EndsWith(Failed, StringComparison.Ordinal) || name.EndsWith(Skipped, StringComparison.Ordinal);

    public static string ServiceOf(string queue) => queue[..queue.LastIndexOf('_')];

    public static DeadLetter Read(string queue, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        var (type, headers) = ReadEnvelope(body);
        foreach (var (name, value) in properties.Headers ?? new Dictionary<string, object?>())
        {
            headers[name] = Text(value);   // what the broker carries beside the envelope is younger: why it failed stands only there
        }

        var failed = queue.EndsWith(Failed, StringComparison.Ordinal);
        var service = ServiceOf(queue);
        return new(
            $"{service}-{Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(queue + properties.MessageId), .. body.Span]))[..12]}",
            queue,
            service,
            failed ? "failed" : "skipped",
            type,
            properties.MessageId,
            headers.GetValueOrDefault("timeline-source"),
            long.TryParse(headers.GetValueOrDefault("timeline-position"), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null,
            headers.GetValueOrDefault("MT-Fault-Message") ?? (failed ? "no reason was given" : "no consumer of this service knows its type"),
            DateTimeOffset.TryParse(headers.GetValueOrDefault("MT-Fault-Timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            headers,
            Encoding.UTF8.GetString(body.Span));
    }

    private static string Text(object? value) => value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    // what is no envelope has neither: that is why it lies here
    private static (string? Type, Dictionary<string, string> Headers) ReadEnvelope(ReadOnlyMemory<byte> body)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(body);
            var envelope = document.RootElement;
            if (envelope.TryGetProperty("headers", out var given) && given.ValueKind == JsonValueKind.Object)
            {
                foreach (var header in given.EnumerateObject())
                {
                    headers[header.Name] = header.Value.ToString();
                }
            }

            return (envelope.TryGetProperty("messageType", out var types) && types.ValueKind == JsonValueKind.Array
                ? types.EnumerateArray().FirstOrDefault().ToString().Replace("urn:message:", "", StringComparison.Ordinal) is { Length: > 0 } type ? type : null
                : null, headers);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, headers);
        }
    }
}
