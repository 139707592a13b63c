using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Timeline.Tests.Stack.Running;

/// <summary>The servers that the tests run on and the programs that they run, as ./timeline test tells them.</summary>
public static class Surroundings
{
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static NpgsqlConnectionStringBuilder Postgres => new(Told("TIMELINE_POSTGRES"));

    public static Uri Rabbit => new(Told("TIMELINE_RABBIT"));

    public static Uri RabbitManagement => new(Told("TIMELINE_RABBIT_MANAGEMENT"));

    /// <summary>The directory that holds the published programs, one directory a service.</summary>
    public static string Programs => Told("TIMELINE_BIN");

    /// <summary>The checkout that the tests were built from.</summary>
    public static string Checkout { get; } = FindCheckout();

    /// <summary>A port of this machine that nothing listens on, and that was not given to anybody before: who was given one may not listen yet, or be killed and return.</summary>
    /// <remarks>Below the range from which the kernel takes ports for outgoing connections: a killed service must find its port free when it returns.</remarks>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (!Given.TryAdd(port, true))
            {
                continue;
            }

            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // taken
            }
        }
    }

    private static string FindCheckout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Timeline.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests run inside the repository");
    }

    private static string Told(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"These tests need PostgreSQL, RabbitMQ and the programs ({name} is not set): run ./timeline test.");
}
