using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace Timeline.Tests.Stack.Running;

/// <summary>The direction in which a broken line still carries nothing.</summary>
public enum Silence
{
    None,

    /// <summary>The client is heard and hears nothing.</summary>
    FromServer,

    /// <summary>The client hears and is not heard.</summary>
    FromClient,

    /// <summary>Nothing passes either way.</summary>
    Both,
}

/// <summary>Stands between a client and a server and passes on what they say, until it is told not to.</summary>
public sealed class Proxy : IAsyncDisposable
{
    private static readonly State Whole = new(Silence.None, null, Refuses: false, Task.CompletedTask);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly (string Host, int Port) server;
    private readonly Func<Stream, CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> piecesOf;
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<TcpClient, TcpClient> pairs = new();
    private readonly Task accepting;
    private volatile State state = Whole;
    private volatile Wanted? wanted;
    private TaskCompletionSource mended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="pieces">Into what the server's words are parted before it is asked of each whether to swallow it; usually as they come.</param>
    public Proxy(string host, int port, Func<Stream, CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>>? pieces = null)
    {
        server = (host, port);
        piecesOf = pieces ?? AsTheyComeAsync;
        listener.Start();
        accepting = AcceptAsync();
    }

    private sealed record State(Silence Silence, Func<ReadOnlyMemory<byte>, bool>? Which, bool Refuses, Task Open)
    {
        public bool Swallows(bool fromClient, ReadOnlyMemory<byte> piece) =>
            (Silence == Silence.Both || Silence == (fromClient ? Silence.FromClient : Silence.FromServer)) && Which?.Invoke(piece) != false;
    }

    // a connection that is to be held where its client first says a text
    private sealed record Wanted(string Text, TaskCompletionSource<string> Said, TaskCompletionSource Released);

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Bytes that were swallowed.</summary>
    public long Swallowed { get; private set; }

    /// <summary>A half-open line: something is swallowed from now on, both ends keep their connections, and neither learns that the other has gone.</summary>
    /// <param name="which">Only what it says yes to is swallowed.</param>
    public void Cut(Silence direction, Func<ReadOnlyMemory<byte>, bool>? which = null) => state = new(direction, which, Refuses: false, Task.CompletedTask);

    /// <summary>Carries nothing until it is healed or released, and loses nothing: what was said arrives later.</summary>
    public void Hold() => state = new(Silence.None, null, Refuses: false, mended.Task);

    /// <summary>Resets every connection, and each new one too.</summary>
    public void Refuse()
    {
        state = new(Silence.None, null, Refuses: true, Task.CompletedTask);
        ResetAll();
    }

    /// <summary>Passes on whole again and harms no connection: what was held arrives, what was swallowed stays lost.</summary>
    public void Release()
    {
        state = Whole;
        Interlocked.Exchange(ref mended, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <summary>Resets every connection; new ones are passed on whole.</summary>
    public void Heal()
    {
        Release();
        ResetAll();
    }

    /// <summary>Holds the first connection on which the client says a text, before the server has heard it; others go on.</summary>
    /// <returns>What was about to be said, as Latin 1; the connection goes on with <paramref name="release"/>.</returns>
    public Task<string> HoldWhereAsync(string text, TaskCompletionSource release)
    {
        var next = new Wanted(text, new(TaskCreationOptions.RunContinuationsAsynchronously), release);
        wanted = next;
        return next.Said.Task;
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
                _ = CarryAsync(client, end.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient client, CancellationToken stop)
    {
        var upstream = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            if (!state.Refuses)
            {
                await upstream.ConnectAsync(server.Host, server.Port, stop);
                pairs[client] = upstream;
                await Task.WhenAny(
                    PassOnAsync(AsTheyComeAsync(client.GetStream(), stop), upstream.GetStream(), fromClient: true, stop),
                    PassOnAsync(piecesOf(upstream.GetStream(), stop), client.GetStream(), fromClient: false, stop));
                if (state.Silence != Silence.None)
                {
                    await mended.Task.WaitAsync(stop);   // one end has gone, and the other does not hear of it
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or InvalidOperationException)
        {
            // the server is not there
        }
        finally
        {
            pairs.TryRemove(client, out _);
            Reset(client);
            Reset(upstream);
        }
    }

    private async Task PassOnAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> said, NetworkStream to, bool fromClient, CancellationToken stop)
    {
        await foreach (var piece in said.WithCancellation(stop))
        {
            if (fromClient && wanted is { } hold && Encoding.Latin1.GetString(piece.Span) is var text && text.Contains(hold.Text, StringComparison.Ordinal)
                && Interlocked.CompareExchange(ref wanted, null, hold) == hold)
            {
                hold.Said.TrySetResult(text);
                await hold.Released.Task.WaitAsync(stop);
            }

            await state.Open.WaitAsync(stop);
            if (state.Swallows(fromClient, piece))
            {
                Swallowed += piece.Length;
            }
            else
            {
                await to.WriteAsync(piece, stop);
            }
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> AsTheyComeAsync(Stream from, [EnumeratorCancellation] CancellationToken stop)
    {
        var bytes = new byte[16 * 1024];
        while (await from.ReadAsync(bytes, stop) is > 0 and var read)
        {
            yield return bytes.AsMemory(0, read);
        }
    }

    private void ResetAll()
    {
        foreach (var (client, upstream) in pairs)
        {
            Reset(client);
            Reset(upstream);
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
