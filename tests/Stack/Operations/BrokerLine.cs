using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Timeline.Tests.Stack.Operations;

/// <summary>
/// Stands between a client and the broker and can do what the broker does when its memory or disk is full: say so (connection.blocked) and
/// read no more from who publishes, until it says that there is room again. The broker itself is everybody's and is never alarmed.
/// </summary>
public sealed class BrokerLine : IAsyncDisposable
{
    private const short Connection = 10, Blocked = 60, Unblocked = 61;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri broker;
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<NetworkStream, SemaphoreSlim> clients = new();
    private readonly Task accepting;
    private volatile TaskCompletionSource? block;

    public BrokerLine(Uri broker)
    {
        this.broker = broker;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Task BlockAsync(string reason)
    {
        block = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return SayAsync([.. Number(Connection), .. Number(Blocked), (byte)reason.Length, .. Encoding.ASCII.GetBytes(reason)]);
    }

    public async Task UnblockAsync()
    {
        await SayAsync([.. Number(Connection), .. Number(Unblocked)]);
        var waiting = block;
        block = null;
        waiting?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(end.Token), end.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient client, CancellationToken stop)
    {
        using var upstream = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            try
            {
                await upstream.ConnectAsync(broker.Host, broker.Port, stop);
                clients[stream] = new(1, 1);
                await Task.WhenAny(HearClientAsync(stream, upstream.GetStream(), stop), HearBrokerAsync(upstream.GetStream(), stream, stop));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // the broker is not there
            }
            finally
            {
                clients.TryRemove(stream, out _);
            }
        }
    }

    private async Task HearClientAsync(NetworkStream client, NetworkStream broker, CancellationToken stop)
    {
        var bytes = new byte[16 * 1024];
        while (true)
        {
            if (block is { Task: var room })
            {
                await room.WaitAsync(stop);
            }

            var read = await client.ReadAsync(bytes, stop);
            if (read == 0)
            {
                return;
            }

            await broker.WriteAsync(bytes.AsMemory(0, read), stop);
        }
    }

    // frame by frame, so that a word of ours never falls into one of the broker's
    private async Task HearBrokerAsync(NetworkStream broker, NetworkStream client, CancellationToken stop)
    {
        var head = new byte[7];   // type, channel (2), size (4); after the body one closing byte
        while (true)
        {
            await broker.ReadExactlyAsync(head, stop);
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(3)) + 1];
            await broker.ReadExactlyAsync(body, stop);
            await WriteAsync(client, [.. head, .. body], stop);
        }
    }

    private Task SayAsync(byte[] method) =>
        Task.WhenAll(clients.Keys.Select(client => WriteAsync(client, [1, 0, 0, .. BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(method.Length)), .. method, 0xCE], end.Token)));

    private async Task WriteAsync(NetworkStream client, byte[] frame, CancellationToken stop)
    {
        if (!clients.TryGetValue(client, out var turn))
        {
            return;
        }

        await turn.WaitAsync(stop);
        try
        {
            await client.WriteAsync(frame, stop);
        }
        finally
        {
            turn.Release();
        }
    }

    private static byte[] Number(short number) => [(byte)(number >> 8), (byte)number];
}
