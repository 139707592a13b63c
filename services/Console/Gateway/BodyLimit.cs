using Microsoft.AspNetCore.Http.Features;

namespace Timeline.Console.Gateway;

/// <summary>No body above 2 MB, but for imports, which are files: 200 MB. Units are 1024 × 1024 bytes.</summary>
public sealed class BodyLimit(RequestDelegate next)
{
    public const long Import = 200L * 1024 * 1024;
    public const long Usual = 2L * 1024 * 1024;

    public static long For(PathString path) => path.StartsWithSegments("/api/imports") ? Import : Usual;

    public Task InvokeAsync(HttpContext context)
    {
        var limit = For(context.Request.Path);
        if (context.Request.ContentLength > limit)
        {
            return Refuse(context);
        }

        // a body of unstated length is stopped while it is read
        if (context.Request.ContentLength is null && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        return next(context);
    }

    public static Task Refuse(HttpContext context) => Problems.WriteField(
        context,
        StatusCodes.Status413PayloadTooLarge,
        "body",
        $"The body is larger than the {For(context.Request.Path) / 1024 / 1024} MB that this call takes.");
}
