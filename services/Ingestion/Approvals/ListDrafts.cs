using System.Text.Json;
using System.Text.Json.Nodes;
using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Approvals;

/// <summary>GET /api/drafts: what waits for a second person, and what became of it. GET /api/drafts/{id}: one, with its history and how it would be read now.</summary>
/// <remarks>For those alone who may record: to everybody else nothing of a draft is known.</remarks>
public static class ListDrafts
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/drafts", ListAsync).RequireAuthorization(Access.Record)
            .Says("drafts", "What waits for a second person, and what became of what waited; the last one first.")
            .Asks("state", "Only in this state.", [.. Enum.GetValues<DraftState>().Select(ReadWords.Spelling)]).Asks("theatre", "Only what this theatre asked for.")
            .Asks("deed", "Only deeds of this sort.", [.. Enum.GetValues<Deed>().Select(ReadWords.Spelling)]).Asks("by", "Only what this person sent.").Asks("incident", "Only what is done to this incident.")
            .Asks("before", "Only those sent before this one, by its id: the next page.").Asks("take", "How many at most, 1 to 200; usually 50.")
            .Gives<IReadOnlyList<DraftListed>>(200);
        app.MapGet("/api/drafts/{id}", ShowAsync).RequireAuthorization(Access.Record)
            .Says("drafts", "One draft, with every step of its history and how it would be read and recorded now.").Asks("id", "The draft.")
            .Gives<DraftShown>(200);
    }

    /// <param name="Version">The one to expect when it is decided on.</param>
    internal sealed record DraftListed(
        string Id, DraftState State, Deed Deed, string? IncidentId, string Title, Kind? Kind, string Theatre, string By, Instant Sent, long Version, string? DecidedBy, Instant? Decided, string? Reason)
    {
        public static DraftListed Of(Draft d) => new(d.Id, d.State, d.Deed, d.IncidentId, d.Title, d.Kind, d.Theatre, d.By, d.Laid, d.Version, d.DecidedBy, d.Decided, d.Reason);
    }

    /// <param name="Form">What was sent.</param>
    /// <param name="Result">What was recorded when it was approved.</param>
    /// <param name="Problems">Of one that waits: why it could not be approved as things stand now, by field; empty where it could.</param>
    /// <param name="Reading">How date and place are read now; null where it says neither, and of what no longer waits.</param>
    /// <param name="Waiting">What waits too and may tell of the same.</param>
    private sealed record DraftShown(
        DraftListed Draft, JsonElement Form, JsonElement? Result, IReadOnlyList<StepShown> History, ReadingShown? Reading, IReadOnlyList<Duplicate> Duplicates, IReadOnlyList<Doubt> Doubts,
        IReadOnlyDictionary<string, string[]> Problems, IReadOnlyList<AlikeDraft> Waiting);

    private sealed record StepShown(long Version, string Change, string By, Instant At, string? Reason, JsonNode? Form);

    private static async Task<IResult> ListAsync(
        string? state, string? theatre, string? deed, string? by, string? incident, string? before, int? take, IQuerySession session, CancellationToken stop)
    {
        var problems = new Problems();
        var inState = ReadWords.Enum<DraftState>(state, "state", problems);
        var ofDeed = ReadWords.Enum<Deed>(deed, "deed", problems);
        if (theatre is not null && Theatres.Find(theatre) is null)
        {
            problems.Add("theatre", $"There is no theatre '{ReadWords.Excerpt(theatre)}'.");
        }

        foreach (var (field, word) in new[] { ("by", by), ("incident", incident), ("before", before) })
        {
            if (word?.Contains('\0', StringComparison.Ordinal) == true)
            {
                problems.Add(field, Refused.NotText);
            }
        }

        problems.ThrowIfAny();
        var (where, values) = (new List<string>(), new List<object>());
        Only("data ->> 'state' = ?", inState is { } waits ? ReadWords.Spelling(waits) : null);
        Only("data ->> 'deed' = ?", ofDeed is { } sort ? ReadWords.Spelling(sort) : null);
        Only("data ->> 'theatre' = ?", theatre);
        Only("data ->> 'by' = ?", by);
        Only("data ->> 'incidentId' = ?", incident);
        Only("id < ?", before);   // ids grow with time
        values.Add(Math.Clamp(take ?? 50, 1, 200));
        var list = await session.QueryAsync<Draft>($"{(where.Count > 0 ? $"where {string.Join(" and ", where)} " : "")}order by id desc limit ?", stop, [.. values]);
        return Results.Json(list.Select(DraftListed.Of), TimelineJson.Options);

        void Only(string condition, string? value)
        {
            if (value is not null)
            {
                where.Add(condition);
                values.Add(value);
            }
        }
    }

    private static async Task<IResult> ShowAsync(string id, Desk desk, CancellationToken stop)
    {
        var draft = await FindAsync(id, desk.Session, stop);
        var steps = await desk.Session.Query<DraftStep>().Where(s => s.Draft == id).OrderBy(s => s.Version).ToListAsync(stop);
        var (decided, problems) = await TryAsync(draft, desk, stop);
        return Results.Json(
            new DraftShown(
                DraftListed.Of(draft), draft.Form, draft.Result, [.. steps.Select(s => new StepShown(s.Version, s.Change, s.By, s.At, s.Reason, s.Form is { } form ? JsonNode.Parse(form.GetRawText()) : null))],
                decided?.Reading, decided?.Duplicates ?? [], decided?.Doubts ?? [], problems, decided is null ? [] : await desk.AlikeAsync(decided, id, stop)),
            TimelineJson.Options);
    }

    // as it would be decided now, of what still waits
    private static async Task<(Decided? Decided, IReadOnlyDictionary<string, string[]> Problems)> TryAsync(Draft draft, Desk desk, CancellationToken stop)
    {
        try
        {
            return (draft.State == DraftState.Waiting ? await desk.DecideAsync(draft.Deed, draft.IncidentId, draft.Form, new(draft.By), stop) : null, new Dictionary<string, string[]>());
        }
        catch (Refused refused)
        {
            return (null, refused.Errors);
        }
    }

    internal static async Task<Draft> FindAsync(string id, IQuerySession session, CancellationToken stop) =>
        (id.Contains('\0', StringComparison.Ordinal) ? null : await session.LoadAsync<Draft>(id, stop)) ?? throw Refused.NotFound($"draft '{ReadWords.Excerpt(id)}'");
}
