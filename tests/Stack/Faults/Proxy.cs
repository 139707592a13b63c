using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Timeline.Tests.Stack.Faults;

/// <summary>The direction in which a cut cable still carries nothing.</summary>
public enum Silence
{
    None,

    /// <summary>The client is heard and hears nothing: its messages arrive, their confirms do not.</summary>
    FromServer,

    /// <summary>The client hears and is not heard.</summary>
    FromClient,

    /// <summary>Only the broker's confirms are lost; heartbeats pass, so nobody notices.</summary>
    OfConfirms,
}

/// <summary>Stands between a client and the broker and passes on what they say (AMQP 0-9-1), until it is told not to.</summary>
public sealed class Proxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri server;
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<TcpClient, TcpClient> pairs = new();
    private readonly Task accepting;
    private volatile Silence silence;

    public Proxy(Uri server)
    {
        this.server = server;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Bytes that were swallowed.</summary>
    public long Swallowed { get; private set; }

    /// <summary>Swallows something from now on; both ends keep their connections.</summary>
    public void Cut(Silence direction) => silence = direction;

    /// <summary>Resets every connection; new ones are passed on whole.</summary>
    public void Heal()
    {
        silence = Silence.None;
        foreach (var (client, upstream) in pairs)
        {
            Reset(client);
            Reset(upstream);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        Heal();
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
                var client = await listener.AcceptTcpClientAsync(end.Token);
                _ = CarryAsync(client);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        var upstream = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await upstream.ConnectAsync(server.Host, server.Port, end.Token);
            pairs[client] = upstream;
            await Task.WhenAny(
                PassOnBytesAsync(client.GetStream(), upstream.GetStream()),
                PassOnFramesAsync(upstream.GetStream(), client.GetStream()));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or InvalidOperationException)
        {
            // the broker is not there
        }
        finally
        {
            pairs.TryRemove(client, out _);
            Reset(client);
            Reset(upstream);
        }
    }

    private async Task PassOnBytesAsync(NetworkStream client, NetworkStream broker)
    {
        var bytes = new byte[16 * 1024];
        while (await client.ReadAsync(bytes, end.Token) is > 0 and var read)
        {
            if (silence == Silence.FromClient)
            {
                Swallowed += read;
            }
            else
            {
                await broker.WriteAsync(bytes.AsMemory(0, read), end.Token);
            }
        }
    }

    private async Task PassOnFramesAsync(NetworkStream broker, NetworkStream client)
    {
        var head = new byte[7];   // type, channel (2), size (4); after the body one closing byte
        while (true)
        {
            await broker.ReadExactlyAsync(head, end.Token);
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(3)) + 1];
            await broker.ReadExactlyAsync(body, end.Token);
            if (silence == Silence.FromServer || (silence == Silence.OfConfirms && IsConfirm(head[0], body)))
            {
                Swallowed += head.Length + body.Length;
            }
            else
            {
                await client.WriteAsync((byte[])[.. head, .. body], end.Token);
            }
        }
    }

    // a method frame: class 60 (basic), method 80 (ack)
    private static bool IsConfirm(byte type, byte[] body) =>
        type == 1 && BinaryPrimitives.ReadInt16BigEndian(body) == 60 && BinaryPrimitives.ReadInt16BigEndian(body.AsSpan(2)) == 80;

    // with a linger of nothing a close is a reset: the other end learns of it at once
    private static void Reset(TcpClient client)
    {
        try
        {
            client.LingerState = new(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or NullReferenceException)
        {
            // closed before
        }

        client.Dispose();
    }
}
