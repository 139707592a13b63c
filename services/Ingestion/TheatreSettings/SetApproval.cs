using System.ComponentModel;
using System.Security.Claims;
using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.TheatreSettings;

/// <summary>POST /api/theatres/{id}/approval: whether what is entered in a theatre waits for a second person. An event; GET /api/theatres shows it.</summary>
public static class SetApproval
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/theatres/{id}/approval", HandleAsync).RequireAuthorization(Access.Operate)
            .Says(
                "vocabulary", "Sets whether what is entered in a theatre is a draft until a second person approves it.",
                "It holds for what is entered from now on. What waits already goes on waiting; what was recorded stays.")
            .Asks("id", "The theatre.").ExpectsVersion()
            .Takes<ApprovalForm>("""{ "secondPerson": true, "reason": "the desk has two people from May on" }""")
            .Gives<ApprovalShown>(200, """{ "theatre": "fergana", "secondPerson": true, "version": 1, "position": 44 }""");

    private sealed record ApprovalForm(
        [property: Description("Whether a second person is asked for.")] bool? SecondPerson = null,
        [property: Description("Why.")] string? Reason = null,
        [property: Description("The version of the setting that was looked at: 409 where it is no longer that; 0 where it was never set.")] long? ExpectedVersion = null);

    /// <param name="Version">Of the setting: how often it was set.</param>
    /// <param name="Position">The place of the event in Ingestion's store.</param>
    private sealed record ApprovalShown(string Theatre, bool SecondPerson, long Version, long Position);

    private static async Task<IResult> HandleAsync(string id, HttpRequest request, ClaimsPrincipal who, IDocumentSession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var form = await Body.ReadAsync<ApprovalForm>(request, stop);
        var theatre = Theatres.Find(id) ?? throw Refused.NotFound($"theatre '{ReadWords.Excerpt(id)}'");
        var problems = new Problems();
        if (form.SecondPerson is null)
        {
            problems.Add("secondPerson", "Say whether a second person is asked for: true or false.");
        }

        var reason = ReadWords.Reason(form.Reason, "reason", problems);
        problems.ThrowIfAny();
        var before = await session.LoadAsync<ApprovalRecord>(theatre.Id, stop) ?? new(theatre.Id, theatre.SecondPerson, 0);
        var happened = new ApprovalSet(theatre.Id, form.SecondPerson!.Value, reason!, new(who.Name()));
        var after = before with { SecondPerson = happened.SecondPerson, Version = before.Version + 1 };
        var position = await session.AsItStandsAsync(happened, before.Version, form.ExpectedVersion, after, data, stop);
        return Results.Json(new ApprovalShown(theatre.Id, happened.SecondPerson, after.Version, position), TimelineJson.Options);
    }
}
