using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Timeline.Tests.Stack.Faults;

/// <summary>What a broker says, frame by frame (AMQP 0-9-1), so that one kind of frame can be lost and all others pass.</summary>
internal static class AmqpFrames
{
    private const int Head = 7;   // type, channel (2), size (4); after the body one closing byte

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> OfAsync(Stream broker, [EnumeratorCancellation] CancellationToken stop)
    {
        var head = new byte[Head];
        while (await broker.ReadAtLeastAsync(head, Head, throwOnEndOfStream: false, stop) == Head)
        {
            var frame = new byte[Head + BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(3)) + 1];
            head.CopyTo(frame, 0);
            await broker.ReadExactlyAsync(frame.AsMemory(Head), stop);
            yield return frame;
        }
    }

    /// <summary>basic.ack: with the broker as the speaker, the confirm of a publication.</summary>
    public static bool IsConfirm(ReadOnlyMemory<byte> frame) => IsMethod(frame, 60, 80);

    /// <summary>exchange.declare-ok: an exchange is there.</summary>
    public static bool IsDeclared(ReadOnlyMemory<byte> frame) => IsMethod(frame, 40, 11);

    private static bool IsMethod(ReadOnlyMemory<byte> frame, short ofClass, short method) =>
        frame.Span[0] == 1 && BinaryPrimitives.ReadInt16BigEndian(frame.Span[Head..]) == ofClass && BinaryPrimitives.ReadInt16BigEndian(frame.Span[(Head + 2)..]) == method;
}
