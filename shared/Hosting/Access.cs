using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Timeline.Hosting;

/// <summary>Who may do what. A token (./timeline token ROLE) is checked wherever one is shown.</summary>
/// <remarks>
/// On one machine, bound to loopback, nobody need show one: who comes without acts as the local administrator. Where
/// TIMELINE_REQUIRE_TOKEN is set, nobody enters without.
/// </remarks>
public static class Access
{
    /// <summary>May record, correct, retract and import.</summary>
    public const string Record = "record";

    /// <summary>May take alerts in hand.</summary>
    public const string Triage = "triage";

    /// <summary>May put rules in force and retire them.</summary>
    public const string Rules = "rules";

    /// <summary>May read.</summary>
    public const string Read = "read";

    /// <summary>May replay and drop what lies where it should not.</summary>
    public const string Operate = "operate";

    /// <summary>Whether nobody enters without a token (TIMELINE_REQUIRE_TOKEN).</summary>
    public static bool TokenRequired { get; } = Environment.GetEnvironmentVariable("TIMELINE_REQUIRE_TOKEN") is "1" or "true";

    public static readonly string[] Roles = ["monitor", "watcher", "analyst", "administrator"];

    /// <summary>The cookie in which a browser shows the token that its person signed in with.</summary>
    public const string Cookie = "timeline-token";

    private const string SchemeName = "timeline";
    private const string Issuer = "timeline";
    private const string TokenClaim = "token";

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication(SchemeName).AddScheme<AuthenticationSchemeOptions, TokenOrLocal>(SchemeName, _ => { });
        services.AddAuthorizationBuilder()
            .AddPolicy(Record, policy => policy.RequireRole("monitor", "administrator"))
            .AddPolicy(Triage, policy => policy.RequireRole("watcher", "analyst", "administrator"))
            .AddPolicy(Rules, policy => policy.RequireRole("analyst", "administrator"))
            .AddPolicy(Operate, policy => policy.RequireRole("administrator"))
            .AddPolicy(Read, policy => policy.RequireRole(Roles))
            .SetFallbackPolicy(null);
    }

    /// <summary>A token for a role, signed with the system's key; valid for a year.</summary>
    public static string Token(byte[] key, string role, string name, DateTime now) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Claims = new Dictionary<string, object> { ["sub"] = name, ["role"] = role },
        IssuedAt = now,
        NotBefore = now.AddMinutes(-1),
        Expires = now.AddDays(365),
        SigningCredentials = new(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256),
    });

    /// <summary>The name under which something is recorded.</summary>
    public static string Name(this ClaimsPrincipal who) => who.FindFirstValue("sub") ?? "unknown";

    /// <summary>The token by which somebody came in; null who came in without. What is asked for them of another service is asked with it.</summary>
    public static string? Shown(this ClaimsPrincipal who) => who.FindFirstValue(TokenClaim);

    /// <summary>Who holds a token of this system; null where it is none, or has run out.</summary>
    public static async Task<ClaimsIdentity?> HolderAsync(string token, byte[] key)
    {
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new()
        {
            ValidIssuer = Issuer,
            ValidateAudience = false,
            IssuerSigningKey = new SymmetricSecurityKey(key),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            NameClaimType = "sub",
            RoleClaimType = "role",
        });
        if (!result.IsValid)
        {
            return null;
        }

        result.ClaimsIdentity.AddClaim(new(TokenClaim, token));
        return result.ClaimsIdentity;
    }

    private sealed class TokenOrLocal(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Settings settings)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            // who shows one in the header is a program; a browser shows what its person signed in with, and to its own origin alone (SameSite)
            var header = Request.Headers.Authorization.ToString();
            if (header.Length > 0 && !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            {
                return AuthenticateResult.Fail("the Authorization header is not a bearer token");
            }

            if ((header.Length > 0 ? header["Bearer ".Length..] : Request.Cookies[Cookie]) is not { Length: > 0 } token)
            {
                return TokenRequired ? AuthenticateResult.NoResult() : Accept(new([new("sub", "local"), new("role", "administrator")], SchemeName, "sub", "role"));
            }

            return await HolderAsync(token, settings.Key) is { } holder ? Accept(holder) : AuthenticateResult.Fail("the token is not one of this system, or has run out");
        }

        protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        {
            Response.Headers.WWWAuthenticate = "Bearer";
            return Results.Problem("Show a token of this system: ./timeline token ROLE prints one.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
        }

        protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
            Results.Problem("The role of this token may not do this.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(Context);

        private static AuthenticateResult Accept(ClaimsIdentity identity) =>
            AuthenticateResult.Success(new(new(identity), SchemeName));
    }
}
