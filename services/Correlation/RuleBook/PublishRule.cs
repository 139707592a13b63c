using System.Security.Claims;
using System.Text.Json.Nodes;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.RuleBook;

/// <summary>
/// POST /api/rules: the document of a rule file, as JSON, puts a new rule or the next version of one in force. It is held to its own examples like any file. The writer
/// judges all of history under it within about two seconds (<see cref="Watching.WatchTheatres"/>).
/// </summary>
public static class PublishRule
{
    public const string Example = """
        {
          "id": "attack-follows-ransom", "version": 1, "title": "Attack within two months after a ransom", "claim": "Ransoms pay for the next attack.", "citation": "an example",
          "kind": "follows", "first": { "kind": "ransom" }, "then": { "kind": "attack" }, "withinDays": [0, 60], "count": "whole",
          "observed": { "from": 1999, "to": 2001, "why": "ransoms before 1999 were not followed by the sources in use" }, "theatres": ["fergana"], "alert": "never",
          "blindSpots": ["Days of payment are rarely stated; a ransom in doubt over months is followed by almost anything."],
          "examples": [{ "says": "A month after", "fires": "certain", "incidents": [
            { "id": "ransom", "kind": "ransom", "when": "1999-08-10", "where": "batken-region" }, { "id": "attack", "kind": "attack", "when": "1999-09-10", "where": "batken-region" }] }]
        }
        """;

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/rules", HandleAsync).RequireAuthorization(Access.Rules)
        .Says("rules", "Puts a new rule, or the next version of one, in force.",
            "The same document as a rule file, with the same fields. Its examples are tried: a rule that does not do what they say is refused. The version is one more than the present highest, or 1; "
            + "a version never changes, and the same content sent again changes nothing and is answered with 200. A retired rule is put in force again by its next version. What the rule finds follows within seconds.")
        .Takes<RuleFile>(Example).Gives(StatusCodes.Status201Created, ListRules.Example).Gives(StatusCodes.Status200OK, ListRules.Example)
        .Refuses(StatusCodes.Status409Conflict, "The version is not the next one, or is there with another content; `version` is the present highest.");

    private static async Task<IResult> HandleAsync(
        HttpRequest request, ClaimsPrincipal who, IDocumentStore store, NpgsqlDataSource data, IReadOnlyList<Theatre> theatres, IClock clock, CancellationToken stop)
    {
        var document = Read(await Body.ReadAsync<RuleFile>(request, stop), theatres, await KnownPlaces.ReadAsync(data, stop));
        var (isNew, shown) = await BookOfRules.WriteAsync(store, data, (session, book) =>
        {
            var (next, published) = Decide(book, document, who.Name(), clock.GetCurrentInstant());
            if (next)
            {
                PublishRules.Append(session, published.Rule, published.By!, published.Document!);
            }

            return (next, ListRules.Shown(next ? new([.. book.Published, published], book.Retired) : book, published));
        }, stop);
        return isNew ? Results.Json(shown, TimelineJson.Options, statusCode: StatusCodes.Status201Created) : Results.Json(shown, TimelineJson.Options);
    }

    /// <summary>A rule as it was sent, whole, right and true to its examples.</summary>
    /// <param name="known">The places that may be named; null for those that ship.</param>
    /// <param name="within">The field of the body that holds it; null where it is the body.</param>
    /// <exception cref="Refused">It is not; names every field that is wrong.</exception>
    public static RuleDocument Read(RuleFile sent, IReadOnlyList<Theatre> theatres, Gazetteer? known = null, string? within = null)
    {
        try
        {
            var document = ReadRules.Document(sent, [.. theatres.Select(t => t.Id)], known);
            TryExamples.Of(document, known);
            return document;
        }
        catch (BrokenRuleException broken)
        {
            throw new Refused(StatusCodes.Status400BadRequest, broken.Faults.GroupBy(f => within is null ? f.Field ?? "body" : f.Field is null ? within : $"{within}.{f.Field}").ToDictionary(g => g.Key, g => g.Select(f => Sentence(f.Why)).Distinct().ToArray()));
        }
    }

    /// <returns>Whether anything is to be published, and the version as it then stands in the book.</returns>
    /// <exception cref="Refused">It is not the next version (409 with the present one).</exception>
    public static (bool IsNew, PublishedRule Published) Decide(BookOfRules book, RuleDocument document, string by, Instant now)
    {
        var (rule, written) = (document.Rule, document.File.Written());
        var versions = book.VersionsOf(rule.Id);
        var highest = versions.Count > 0 ? versions[^1].Rule.Version : 0;
        if (versions.FirstOrDefault(v => v.Rule.Version == rule.Version) is { } same)
        {
            return PublishRules.Same(same.Rule, rule) && (same.Document is null || same.Document == written) ? (false, same)
                : throw NotNext($"Version {rule.Version} is there and says something else; a version never changes. The next one is {highest + 1}.", highest);
        }

        return rule.Version == highest + 1 ? (true, new(PublishedRule.Key(rule), rule with { Published = now }, by, written))
            : throw NotNext(highest == 0 ? "There is no such rule yet: its first version is 1." : $"The present version is {highest}; the next one is {highest + 1}.", highest);
    }

    private static Refused NotNext(string says, int highest) =>
        new(StatusCodes.Status409Conflict, new Dictionary<string, string[]> { ["version"] = [says] }) { PresentVersion = highest };

    private static string Sentence(string why) => char.ToUpperInvariant(why[0]) + why[1..] + (why[^1] is '.' ? "" : ".");
}
