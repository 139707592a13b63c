using System.Buffers.Binary;
using System.Net;
using System.Text;
using Timeline.Tests.Stack.Running;

namespace Timeline.Tests.Stack.Operations;

/// <param name="Service">The process that made it.</param>
/// <param name="Began">When its work began; it arrives here later, with others.</param>
/// <param name="Links">The traces it is linked to.</param>
public sealed record Span(string Service, string TraceId, string SpanId, string ParentId, string Name, DateTimeOffset Began, IReadOnlyList<string> Links);

/// <summary>Receives traces as any collector does (OTLP over HTTP), so that what is tested is what leaves the processes. Reads of each span no more than it keeps.</summary>
public sealed class SpanCollector : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly List<Span> spans = [];
    private readonly Task receiving;

    public SpanCollector()
    {
        Address = new($"http://127.0.0.1:{Surroundings.FreePort()}/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        receiving = Task.Run(ReceiveAsync);
    }

    public Uri Address { get; }

    public IReadOnlyList<Span> All
    {
        get
        {
            lock (spans)
            {
                return [.. spans];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await receiving;
    }

    private async Task ReceiveAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                Keep(body.ToArray());
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    // the numbers are those of the fields in opentelemetry/proto/trace/v1/trace.proto
    private void Keep(ReadOnlyMemory<byte> request)
    {
        foreach (var ofResource in Fields(request, 1))
        {
            var service = Fields(Fields(ofResource, 1).First(), 1).Where(a => Text(a, 1) == "service.name").Select(a => Text(Fields(a, 2).First(), 1)).FirstOrDefault() ?? "";
            var read = Fields(ofResource, 2).SelectMany(scope => Fields(scope, 2)).Select(span => new Span(
                service, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5), Instant(span, 7), [.. Fields(span, 13).Select(link => Hex(link, 1))])).ToList();
            lock (spans)
            {
                spans.AddRange(read);
            }
        }
    }

    private static string Text(ReadOnlyMemory<byte> message, int field) => Encoding.UTF8.GetString(Fields(message, field).FirstOrDefault().Span);

    private static string Hex(ReadOnlyMemory<byte> message, int field) => Convert.ToHexStringLower(Fields(message, field).FirstOrDefault().Span);

    // nanoseconds since 1970
    private static DateTimeOffset Instant(ReadOnlyMemory<byte> message, int field) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(BinaryPrimitives.ReadUInt64LittleEndian(Fields(message, field).First().Span) / TimeSpan.NanosecondsPerTick));

    private static List<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int wanted)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = Number(message.Span, ref at);
            var length = (tag & 7) switch
            {
                0 => LengthOfNumber(message.Span, at),
                1 => 8,
                2 => checked((int)Number(message.Span, ref at)),
                5 => 4,
                var type => throw new FormatException($"wire type {type}"),
            };
            if (tag >> 3 == (ulong)wanted)
            {
                found.Add(message.Slice(at, length));
            }

            at += length;
        }

        return found;
    }

    private static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }
    }

    private static int LengthOfNumber(ReadOnlySpan<byte> bytes, int at)
    {
        var end = at;
        Number(bytes, ref end);
        return end - at;
    }
}
