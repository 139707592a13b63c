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
}

/// <summary>Stands between a client and a server on this machine and passes on what they say, until it is told not to.</summary>
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

    /// <summary>Swallows everything in one direction from now on; both ends keep their connections.</summary>
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
                PassOnAsync(client.GetStream(), upstream.GetStream(), Silence.FromClient),
                PassOnAsync(upstream.GetStream(), client.GetStream(), Silence.FromServer));
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // one end went: so does the other
        }
        finally
        {
            pairs.TryRemove(client, out _);
            Reset(client);
            Reset(upstream);
        }
    }

    private async Task PassOnAsync(NetworkStream from, NetworkStream to, Silence direction)
    {
        var bytes = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(bytes, end.Token) is > 0 and var read)
            {
                if (silence == direction)
                {
                    Swallowed += read;
                }
                else
                {
                    await to.WriteAsync(bytes.AsMemory(0, read), end.Token);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // reset by either end
        }
    }

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
