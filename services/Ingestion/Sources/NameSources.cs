using System.ComponentModel;
using System.Security.Claims;
using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.TheatreSettings;

namespace Timeline.Ingestion.Sources;

/// <summary>
/// POST /api/sources/names and /api/sources/names/withdrawals: staff say that a source goes by another name too, and take that back. Reports keep the name they were written with; whoever counts sources counts the two
/// as one from then on. Next: shared/Engine/Incidents/SourceNames.cs.
/// </summary>
public static class NameSources
{
    private const int MostLetters = 500;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/sources/names", NameAsync).RequireAuthorization(Access.Record)
            .Says("vocabulary", "Says that a source goes by another name too.",
                "Reports keep the name they were written with, and count as those of the one source wherever sources are counted, whichever came first. It is known since it was said. Whatever the case of its letters a name is one.")
            .ExpectsVersion()
            .Takes<NameForm>("""{ "name": "Reuters news", "source": "Reuters", "reason": "the same agency; its page says so", "expectedVersion": 0 }""")
            .Gives<Named>(201, """{ "name": "Reuters news", "source": "Reuters", "version": 1, "position": 46 }""");
        app.MapPost("/api/sources/names/withdrawals", TakeBackAsync).RequireAuthorization(Access.Record)
            .Says("vocabulary", "Takes back that a source goes by another name: it is a source of its own again.").ExpectsVersion()
            .Takes<NameWithdrawalForm>("""{ "name": "Reuters news", "reason": "a paper of that name, and no agency", "expectedVersion": 1 }""")
            .Gives<Named>(200, """{ "name": "Reuters news", "source": null, "version": 2, "position": 47 }""");
    }

    private sealed record NameForm(
        [property: Description("The other name.")] string? Name = null,
        [property: Description("The name of the source that it is counted under.")] string? Source = null,
        [property: Description("Why.")] string? Reason = null,
        [property: Description("The version of the names that was looked at (GET /api/sources/names): 409 where they are no longer that.")] long? ExpectedVersion = null);

    private sealed record NameWithdrawalForm(
        [property: Description("The other name.")] string? Name = null,
        [property: Description("Why.")] string? Reason = null,
        [property: Description("The version of the names that was looked at (GET /api/sources/names): 409 where they are no longer that.")] long? ExpectedVersion = null);

    /// <param name="Source">What it is counted under from now on; null: it is a source of its own.</param>
    /// <param name="Version">Of all names: how often anything was said of one.</param>
    /// <param name="Position">The place of the event in Ingestion's store.</param>
    private sealed record Named(string Name, string? Source, long Version, long Position);

    private static async Task<IResult> NameAsync(HttpRequest request, ClaimsPrincipal who, IDocumentSession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var form = await Body.ReadAsync<NameForm>(request, stop);
        var problems = new Problems();
        var name = Word(form.Name, "name", "Give the other name.", problems);
        var source = Word(form.Source, "source", "Give the name it is counted under.", problems);
        var reason = ReadWords.Reason(form.Reason, "reason", problems);
        problems.ThrowIfAny();
        var names = await session.LoadAsync<SourceNamesRecord>(SourceNamed.Stream, stop) ?? SourceNamesRecord.None;
        Check(name!, source!, names, problems);
        problems.ThrowIfAny();
        var happened = new SourceNamed(name!, source!, reason!, new(who.Name()));
        var after = names.With(name!, source!);
        var position = await session.AsItStandsAsync(happened, names.Version, form.ExpectedVersion, after, data, stop);
        return Results.Json(new Named(name!, source, after.Version, position), TimelineJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> TakeBackAsync(HttpRequest request, ClaimsPrincipal who, IDocumentSession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var form = await Body.ReadAsync<NameWithdrawalForm>(request, stop);
        var problems = new Problems();
        var name = Word(form.Name, "name", "Give the other name.", problems);
        var reason = ReadWords.Reason(form.Reason, "reason", problems);
        problems.ThrowIfAny();
        var names = await session.LoadAsync<SourceNamesRecord>(SourceNamed.Stream, stop) ?? SourceNamesRecord.None;
        if (names.Find(name!) is not var (said, _))
        {
            throw Refused.Field("name", $"Nobody said that '{ReadWords.Excerpt(name!)}' is another name of a source.");
        }

        var after = names.Without(said);
        var position = await session.AsItStandsAsync(new SourceNameWithdrawn(said, reason!, new(who.Name())), names.Version, form.ExpectedVersion, after, data, stop);
        return Results.Json(new Named(said, null, after.Version, position), TimelineJson.Options);
    }

    /// <summary>Names make no chains and no circles: what a name is counted under is counted under nothing else.</summary>
    internal static void Check(string name, string source, SourceNamesRecord names, Problems problems)
    {
        if (name == source)
        {
            problems.Add("name", "It is the same name.");
        }
        else if (names.Find(name) is var (_, already))
        {
            problems.Add("name", $"It counts as {already} already: take that back first.");
        }
        else if (names.CountedUnder.FirstOrDefault(n => string.Equals(n.Value, name, StringComparison.OrdinalIgnoreCase) && n.Value != source) is { Key: { } other, Value: var under })
        {
            problems.Add("name", $"{other} counts as {under}: take that back first, and give both the name they are to count under.");
        }

        if (names.Find(source) is var (_, itself) && itself != source)
        {
            problems.Add("source", $"It counts as {itself} itself: give that.");
        }
    }

    private static string? Word(string? word, string field, string missing, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(word))
        {
            problems.Add(field, missing);
            return null;
        }

        return ReadWords.Text(word, MostLetters, field, problems);
    }
}
