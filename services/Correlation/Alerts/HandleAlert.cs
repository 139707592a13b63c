using System.Security.Claims;
using System.Text.Json;
using Marten;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Correlation.Alerts;

/// <summary>What was answered to a request that carried an Idempotency-Key.</summary>
public sealed record HandledOnce(string Id, string BodyHash, AlertRecord Answer);

/// <summary>
/// POST /api/alerts/{id}/acknowledge, assign, snooze, close, reopen, notes: a person does something with an alert, and everybody who watches
/// hears of it. Answers with the alert as it then is. Next: <see cref="Triage"/> says what can be done when, <see cref="AlertBook"/> that nothing is lost.
/// </summary>
public static class HandleAlert
{
    public static void Map(IEndpointRouteBuilder app)
    {
        Map<ReasonForm>(app, "acknowledge", Deed.Acknowledge);
        Map<AssignForm>(app, "assign", Deed.Assign);
        Map<SnoozeForm>(app, "snooze", Deed.Snooze);
        Map<ReasonForm>(app, "close", Deed.Close);
        Map<ReasonForm>(app, "reopen", Deed.Reopen);
        Map<NoteForm>(app, "notes", Deed.Note);
    }

    private static void Map<TForm>(IEndpointRouteBuilder app, string path, Deed deed) where TForm : IWishForm =>
        app.MapPost($"/api/alerts/{{id}}/{path}", async (
            string id, HttpRequest request, ClaimsPrincipal who, IDocumentStore store, NpgsqlDataSource data, IClock clock, CancellationToken stop) =>
        {
            // "acknowledge" is said by the address alone
            var bare = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
            var form = bare ? JsonSerializer.Deserialize<TForm>("{}", Json.Forms)! : await Body.ReadAsync<TForm>(request, stop);
            var problems = new Problems();
            var wish = form.Read(deed, who.Name(), clock.GetCurrentInstant(), problems);
            problems.ThrowIfAny();
            var key = RequestKey.Of(request, form);
            var alert = await AlertBook.InTransactionAsync(store, data, (session, book) => DoAsync(id, wish, form.ExpectedVersion, key, session, book, clock, stop), stop);
            return Results.Json(AlertShown.Of(alert), TimelineJson.Options);
        }).RequireAuthorization(Access.Triage)
            .Says("alerts", Summary(deed)).Asks("id", "The alert.").ExpectsVersion().AnswersOnce()
            .Takes<TForm>(Example(deed), optional: deed is Deed.Acknowledge or Deed.Reopen).Gives<AlertShown>(200);

    private static string Example(Deed deed) => deed switch
    {
        Deed.Acknowledge => """{ "reason": "I look into it", "expectedVersion": 1 }""",
        Deed.Assign => """{ "to": "Aigul", "reason": "she knows the valley" }""",
        Deed.Snooze => """{ "until": "2030-01-31T08:00:00Z", "reason": "the source reports again then" }""",
        Deed.Close => """{ "reason": "known, and passed on" }""",
        Deed.Reopen => """{ "reason": "a second source has come" }""",
        _ => """{ "text": "Called the district office, nobody there" }""",
    };

    private static string Summary(Deed deed) => deed switch
    {
        Deed.Acknowledge => "Somebody has seen the alert and takes it in hand.",
        Deed.Assign => "Gives the alert to somebody.",
        Deed.Snooze => "Lays the alert aside until an instant.",
        Deed.Close => "Closes the alert, with the reason.",
        Deed.Reopen => "Opens a closed alert again.",
        _ => "Adds a note to the alert's history.",
    };

    private static async Task<AlertRecord> DoAsync(
        string id, Wish wish, long? expected, RequestKey? key, IDocumentSession session, AlertBook book, IClock clock, CancellationToken stop)
    {
        await book.HoldAsync([id], stop);
        var alert = book.Find(id) ?? throw Refused.NotFound("such alert");
        if (key is not null && await session.LoadAsync<HandledOnce>(key.Id, stop) is { } before)
        {
            key.Expect(before.BodyHash);
            return before.Answer;
        }

        if (expected is { } version && version != alert.Version)
        {
            throw Refused.Changed(version, alert.Version);
        }

        if (Triage.Decide(alert, wish) is { } handled)
        {
            alert = book.Append(id, handled, clock.GetCurrentInstant());
        }

        if (key is not null)
        {
            session.Insert(new HandledOnce(key.Id, key.BodyHash, alert));
        }

        return alert;
    }
}
