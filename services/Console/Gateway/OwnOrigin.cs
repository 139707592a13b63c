namespace Timeline.Console.Gateway;

/// <summary>
/// The console is open to whoever sits at the machine, so a strange page in that person's browser must not speak for them:
/// a name that merely resolves to this machine is refused (DNS rebinding), and so is a write, or a live connection, from another page's origin.
/// </summary>
public sealed class OwnOrigin(RequestDelegate next, IConfiguration settings)
{
    private readonly HashSet<string> names = new(
        ["localhost", "127.0.0.1", "[::1]", .. (settings["TIMELINE_HOSTS"] ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)],
        StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsOurs(context.Request.Host))
        {
            return Problems.WriteField(context, StatusCodes.Status400BadRequest, "Host", $"This console does not go by the name '{context.Request.Host}'. TIMELINE_HOSTS lists the names it goes by.");
        }

        return ComesFromElsewhere(context.Request)
            ? Problems.WriteField(context, StatusCodes.Status403Forbidden, "Origin", $"A page of '{context.Request.Headers.Origin}' may not write here.")
            : next(context);
    }

    private bool IsOurs(HostString host) => names.Contains("*") || names.Contains(host.Host);

    private static bool ComesFromElsewhere(HttpRequest request)
    {
        var changes = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Headers.Upgrade.Count > 0;
        return changes && request.Headers.Origin is [{ } origin]
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
