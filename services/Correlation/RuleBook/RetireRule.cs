using System.ComponentModel;
using System.Security.Claims;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;

namespace Timeline.Correlation.RuleBook;

/// <summary>retire.</summary>
/// <param name="ExpectedVersion">The highest version the person saw; null where any will do.</param>
public sealed record RetireForm(
    string? Reason = null, [property: Description("The version of the rule that was looked at: 409 where it is no longer the highest.")] int? ExpectedVersion = null);

/// <summary>
/// POST /api/rules/{id}/retire: takes a rule out of force, with the reason. Its matches end, its alerts are withdrawn and its evidence goes; the rule, its versions and
/// what was ever said of it stay to be read.
/// </summary>
public static class RetireRule
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/rules/{id}/retire", HandleAsync).RequireAuthorization(Access.Rules)
        .Says("rules", "Takes a rule out of force, with the reason.", "Its matches end and its alerts are withdrawn within seconds; nothing is deleted. Its next version puts it in force again.")
        .Asks("id", "The rule.").ExpectsVersion().Takes<RetireForm>("""{ "reason": "the claim was withdrawn by its author", "expectedVersion": 1 }""").Gives(StatusCodes.Status200OK, ListRules.Example);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, ClaimsPrincipal who, IDocumentStore store, NpgsqlDataSource data, IClock clock, CancellationToken stop)
    {
        var form = await Body.ReadAsync<RetireForm>(request, stop);
        var problems = new Problems();
        var reason = ReadWords.Reason(form.Reason, "reason", problems);
        problems.ThrowIfAny();
        return Results.Json(await BookOfRules.WriteAsync(store, data, (session, book) =>
        {
            if (Decide(book, id, form.ExpectedVersion, reason!, who.Name(), clock.GetCurrentInstant()) is { } retired)
            {
                session.Events.Append(PublishedRule.Stream(id), retired);
                session.Insert(RetiredRule.Of(retired));
                book = new(book.Published, [.. book.Retired, RetiredRule.Of(retired)]);
            }

            return ListRules.Shown(book, book.VersionsOf(id)[^1]);
        }, stop), TimelineJson.Options);
    }

    /// <returns>What happens; null where the same person retired it before for the same reason.</returns>
    /// <exception cref="Refused">There is no such rule (404), it has another version (409), or was retired already (409).</exception>
    public static RuleRetired? Decide(BookOfRules book, string id, int? expected, string why, string by, Instant now)
    {
        if (book.VersionsOf(id) is not [.., var highest])
        {
            throw Refused.NotFound("such rule");
        }

        var version = highest.Rule.Version;
        if (expected is { } seen && seen != version)
        {
            throw Refused.Changed(seen, version);
        }

        return book.RetirementOf(highest.Rule) switch
        {
            null => new(id, version, why, by, now),
            { } before when before.Why == why && before.By == by => null,
            { } before => throw new Refused(StatusCodes.Status409Conflict, new Dictionary<string, string[]> { ["state"] = [$"{before.By} retired it already: {before.Why}"] }) { PresentVersion = version },
        };
    }
}
