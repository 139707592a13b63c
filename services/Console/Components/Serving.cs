namespace Timeline.Console.Components;

/// <summary>The pages, and all they need, from this origin alone.</summary>
public static class Serving
{
    /// <summary>Nothing is fetched from elsewhere; the policy makes the browser hold us to it. Styles are set inline by the component library.</summary>
    private const string OnlyFromHere =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static WebApplication UsePages(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = OnlyFromHere;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "same-origin";
            return next(context);
        });
        app.UseWhen(
            context => HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && !Gateway.Forwarding.IsCall(context),
            pages => pages.UseStatusCodePagesWithReExecute("/not-found"));
        app.UseAntiforgery();
        return app;
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapGet("/", () => Results.Redirect("/seasons"));
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(live => live.ContentSecurityFrameAncestorsPolicy = "'none'");
    }
}
