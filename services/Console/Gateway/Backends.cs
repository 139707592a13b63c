using Timeline.Hosting;

namespace Timeline.Console.Gateway;

/// <summary>The three services behind the one origin, and the key that opens their <c>/internal</c> to this one.</summary>
public sealed class Backends(IConfiguration settings)
{
    public static IReadOnlyList<string> Names { get; } = ["ingestion", "correlation", "projection"];

    private readonly Dictionary<string, Uri> addresses = new()
    {
        ["ingestion"] = Address(settings, "TIMELINE_INGESTION", 8081),
        ["correlation"] = Address(settings, "TIMELINE_CORRELATION", 8082),
        ["projection"] = Address(settings, "TIMELINE_PROJECTION", 8083),
    };

    public string? Key { get; } = Surroundings.Value("TIMELINE_KEY");

    /// <summary>The root of a service; ends in a slash.</summary>
    public Uri Of(string service) => addresses[service];

    private static Uri Address(IConfiguration settings, string variable, int port)
    {
        var stated = settings[variable] ?? $"http://127.0.0.1:{port}";
        return Uri.TryCreate(stated.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new InvalidOperationException($"{variable} is '{stated}', which is no http address");
    }
}
