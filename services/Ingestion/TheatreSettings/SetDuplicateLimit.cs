using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Duplicates;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.TheatreSettings;

/// <summary>POST /api/theatres/{id}/duplicates: from which score on two reports of a theatre are likely one incident. An event; GET /api/theatres shows it.</summary>
public static class SetDuplicateLimit
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/theatres/{id}/duplicates", HandleAsync).RequireAuthorization(Access.Operate)
            .Says(
                "vocabulary", "Sets from which score on a report of a theatre is likely told already.",
                "A row of a file with such a score is held back, and what is shown as a duplicate says that it is likely one. It holds from the next report and the next batch of a file on; what was held or recorded stays. "
                + "Shown are duplicates from a score of 0.6 on, so that the limit lies between 0.6 and 1; both may be set. Where it was never set it is 0.85.")
            .Asks("id", "The theatre.").ExpectsVersion()
            .Takes<LimitForm>("""{ "likelyDuplicate": 0.9, "reason": "the two registers name the same villages, and too much was held" }""")
            .Gives<LimitShown>(200, """{ "theatre": "fergana", "likelyDuplicate": 0.9, "version": 1, "position": 45 }""");

    private sealed record LimitForm(
        [property: Description("The least score of a likely duplicate, 0.6 to 1.")] double? LikelyDuplicate = null,
        [property: Description("Why.")] string? Reason = null,
        [property: Description("The version of the setting that was looked at: 409 where it is no longer that; 0 where it was never set.")] long? ExpectedVersion = null);

    /// <param name="Version">Of the setting: how often it was set.</param>
    /// <param name="Position">The place of the event in Ingestion's store.</param>
    private sealed record LimitShown(string Theatre, double LikelyDuplicate, long Version, long Position);

    private static async Task<IResult> HandleAsync(string id, HttpRequest request, ClaimsPrincipal who, IDocumentSession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var form = await Body.ReadAsync<LimitForm>(request, stop);
        var theatre = Theatres.Find(id) ?? throw Refused.NotFound($"theatre '{ReadWords.Excerpt(id)}'");
        var problems = new Problems();
        if (form.LikelyDuplicate is not (>= ScoreDuplicate.Worth and <= 1))
        {
            problems.Add(
                "likelyDuplicate", string.Create(CultureInfo.InvariantCulture, $"Say from which score on a duplicate is likely, {ScoreDuplicate.Worth} to 1; {ScoreDuplicate.Likely} is usual."));
        }

        var reason = ReadWords.Reason(form.Reason, "reason", problems);
        problems.ThrowIfAny();
        var before = (await session.LoadAsync<DuplicateLimitRecord>(theatre.Id, stop))?.Version ?? 0;
        var happened = new DuplicateLimitSet(theatre.Id, form.LikelyDuplicate!.Value, reason!, new(who.Name()));
        var position = await session.AsItStandsAsync(happened, before, form.ExpectedVersion, new DuplicateLimitRecord(theatre.Id, happened.LikelyDuplicate, before + 1), data, stop);
        return Results.Json(new LimitShown(theatre.Id, happened.LikelyDuplicate, before + 1, position), TimelineJson.Options);
    }
}
