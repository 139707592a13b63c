using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.JsonWebTokens;
using Timeline.Console.Gateway;
using Timeline.Hosting;

namespace Timeline.Console.SigningIn;

/// <summary>
/// How a person comes in where nobody enters without a token: they paste one (./timeline token ROLE), and the browser shows it to this origin, and to no
/// script, until it runs out or they sign out. Where none is required nobody is asked, and who likes may still sign in, to be known by name and held to a role.
/// </summary>
public static class SignIn
{
    public const string Address = "/sign-in";

    /// <summary>Leads a person who is unknown to the page that asks who they are. Calls of programs are answered 401 instead.</summary>
    public static void UseSignIn(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.User.Identity?.IsAuthenticated == true || !IsPage(context.Request) || Forwarding.IsCall(context) || context.Request.Path.StartsWithSegments(Address))
        {
            return next(context);
        }

        context.Response.Redirect($"{Address}?to={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
        return Task.CompletedTask;
    });

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet(Address, (string? to) => Page(to, null)).ExcludeFromDescription();
        // a strange page cannot sign anybody in or out: OwnOrigin refuses what it sends
        app.MapPost(Address, CheckAsync).DisableAntiforgery().ExcludeFromDescription();
        app.MapPost("/sign-out", (HttpContext context) =>
        {
            context.Response.Cookies.Delete(Access.Cookie);
            return Results.Redirect(Access.TokenRequired ? Address : "/");
        }).DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> CheckAsync(HttpContext context, Settings settings, string? to)
    {
        var token = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync())["token"].ToString().Trim() : "";
        if (token.Length == 0)
        {
            return Page(to, "Paste a token first.");
        }

        if (await Access.HolderAsync(token, settings.Key) is null)
        {
            return Page(to, "This is no token of this system, or it has run out.");
        }

        context.Response.Cookies.Append(Access.Cookie, token, new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Expires = new JsonWebToken(token).ValidTo,
        });
        return Results.LocalRedirect(IsHere(to) ? to! : "/");
    }

    private static RazorComponentResult<SignInPage> Page(string? to, string? wrong) => new(new Dictionary<string, object?> { ["To"] = to, ["Wrong"] = wrong })
    {
        StatusCode = wrong is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized,
        PreventStreamingRendering = true,
    };

    private static bool IsPage(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    // nowhere but a page of this origin: "//elsewhere" and "/\elsewhere" are other origins to a browser
    private static bool IsHere(string? to) => to is ['/', ..] and not ['/', '/' or '\\', ..];
}
