using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Projection.Places;
using Timeline.Vocabulary;

namespace Timeline.Projection.TimelinePages;

/// <summary>GET /api/timeline: the incidents by occurrence, now or as known at an instant, a page at a time. Undated ones come last.</summary>
public static class ListTimeline
{
    private const int PageMost = 1000;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/timeline", HandleAsync).RequireAuthorization(Access.Read)
        .Says("timeline", "Incidents by the time of their occurrence, a page at a time, undated ones last.")
        .Asks("from", "Only what may have begun on this day or later.").Asks("to", "Only what may have begun on this day or earlier.")
        .Asks("kind", "Only these kinds, with commas between them: incursion,ransom.").Asks("theatre", "Only in the places of this theatre.").Asks("place", "Only within this place of the gazetteer, by its id.")
        .Asks("actor", "Only of actors whose name holds these letters.").Asks("text", "Only where the title, or the date as stated, holds these letters.")
        .Asks("minGrade", "Only what is graded as well as this or better, in both parts: B2.").Asks("month", "Only what may have begun in this month of any year, 1 to 12.")
        .Asks("cursor", "next of the answer before: what follows on it.").Asks("take", "How many at most, 1 to 1000; usually 200.").AsksMoment()
        .Gives<IncidentPage>(200);

    /// <param name="Next">The cursor of what follows; null where this was all.</param>
    private sealed record IncidentPage(IReadOnlyList<Incident> Items, string? Next);

    private sealed record Asked(
        string? From, string? To, string? Kind, string? Theatre, string? Place, string? Actor, string? Text, string? MinGrade, int? Month, string? Cursor, int? Take, string? KnownAt, string? Clock);

    private static async Task<IResult> HandleAsync([AsParameters] Asked asked, NpgsqlDataSource data, HeldPlaces places, IReadOnlyList<Theatre> theatres, CancellationToken stop)
    {
        var moment = Moment.Read(asked.KnownAt, asked.Clock);
        await using var command = data.CreateCommand();
        var where = new StringBuilder(AtMoment(moment, command));
        Filter(asked, where, command, await places.FollowAsync(stop), theatres);
        var take = Math.Clamp(asked.Take ?? 200, 1, PageMost);
        command.CommandText = $"""
            select data::text, begins_earliest, incident_id from timeline.incident_version where {where}
            order by coalesce(begins_earliest, 'infinity'::date), incident_id limit {take + 1}
            """;
        await using var rows = await command.ExecuteReaderAsync(stop);
        var items = new List<Incident>();
        string? next = null;
        while (await rows.ReadAsync(stop))
        {
            if (items.Count == take)
            {
                next = Cursor(items[^1]);
                break;
            }

            items.Add(JsonSerializer.Deserialize<Incident>(rows.GetString(0), TimelineJson.Options)!);
        }

        return Results.Json(new IncidentPage(items, next), TimelineJson.Options);
    }

    /// <summary>The condition under which a version of an incident holds at a moment of knowledge; its parameters are added to the command.</summary>
    /// <remarks>Compared column by column: of ranges the server cannot estimate how many hold, and sorts half a history for one page.</remarks>
    internal static string AtMoment(Moment moment, NpgsqlCommand command)
    {
        if (moment.KnownAt is not { } at)
        {
            return "recorded_to = 'infinity' and known_to = 'infinity'";
        }

        var parameter = Add(command, at);
        return moment.ByRecorded
            ? $"recorded_from <= {parameter} and recorded_to > {parameter} and known_to = 'infinity'"
            : $"known_from <= {parameter} and known_to > {parameter} and recorded_to = 'infinity'";
    }

    private static void Filter(Asked asked, StringBuilder where, NpgsqlCommand command, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres)
    {
        if (Day(asked.From, "from") is { } from)
        {
            where.Append($" and begins_latest >= {Add(command, from)}");
        }

        if (Day(asked.To, "to") is { } to)
        {
            where.Append($" and begins_earliest <= {Add(command, to)}");
        }

        if (asked.Kind is { } kind)
        {
            where.Append($" and kind = any({Add(command, Kinds(kind))})");
        }

        if (asked.Theatre is { } id)
        {
            var theatre = theatres.Named(id)[0];
            PlaceScope[] scopes = [theatre.Incidents, theatre.Harvests, theatre.Passes, theatre.Seizures];
            where.Append($" and places && {Add(command, gazetteer.Places.Where(p => scopes.Any(s => gazetteer.IsIn(s, p.Id))).Select(p => p.Id).ToArray())}");
        }

        if (asked.Place is { } place)
        {
            _ = gazetteer.Find(place) ?? throw Refused.Field("place", $"The gazetteer has no place '{place}'.");
            where.Append($" and places && {Add(command, gazetteer.Places.Where(p => gazetteer.IsWithin(p.Id, place)).Select(p => p.Id).ToArray())}");
        }

        if (asked.Actor is { } actor)
        {
            where.Append($" and exists (select 1 from unnest(actors) a where a ilike {Add(command, Like(actor, "actor"))})");
        }

        if (asked.Text is { } text)
        {
            where.Append($" and (title ilike {Add(command, Like(text, "text"))} or data->'when'->>'stated' ilike {Add(command, Like(text, "text"))})");
        }

        if (asked.MinGrade is { } grade)
        {
            if (grade.Length != 2 || grade[0] is < 'A' or > 'F' || grade[1] is < '1' or > '6')
            {
                throw Refused.Field("minGrade", "It is not a grade such as B2.");
            }

            where.Append($" and substr(grade, 1, 1) <= {Add(command, grade[..1])} and substr(grade, 2, 1) <= {Add(command, grade[1..])} and grade not like '%?%'");
        }

        if (asked.Month is { } month)
        {
            where.Append(month is >= 1 and <= 12 ? $" and months & {1 << (month - 1)} <> 0" : throw Refused.Field("month", "A month is 1 to 12."));
        }

        if (asked.Cursor is { } cursor)
        {
            var (day, after) = ReadCursor(cursor);
            where.Append($" and (coalesce(begins_earliest, 'infinity'::date), incident_id) > ({Add(command, day)}::date, {Add(command, after)})");
        }
    }

    private static string Add(NpgsqlCommand command, object value)
    {
        command.Parameters.Add(new() { Value = value });
        return $"${command.Parameters.Count}";
    }

    private static string[] Kinds(string words)
    {
        var known = Enum.GetValues<Kind>().Select(k => JsonNamingPolicy.KebabCaseLower.ConvertName(k.ToString())).ToList();
        var asked = words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(asked, a => !known.Contains(a)) is { } strange
            ? throw Refused.Field("kind", $"'{strange}' is not one of: {string.Join(", ", known)}.")
            : asked;
    }

    private static string Like(string text, string field) => text.Contains('\0', StringComparison.Ordinal) ? throw Refused.Field(field, Refused.NotText) : "%" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";

    private static LocalDate? Day(string? word, string field) =>
        word is null ? null : LocalDatePattern.Iso.Parse(word) is { Success: true, Value: { Year: >= 1 and <= 9999 } day } ? day : throw Refused.Field(field, "It is not a day such as 1999-08-09.");

    private static string Cursor(Incident last) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{last.When.Begins?.Earliest.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? "infinity"} {last.Id}"));

    private static (string Day, string Id) ReadCursor(string cursor)
    {
        var buffer = new byte[cursor.Length];
        return Convert.TryFromBase64String(cursor, buffer, out var length) && Encoding.UTF8.GetString(buffer, 0, length).Split(' ', 2) is [var day, var id]
            && !id.Contains('\0', StringComparison.Ordinal) && (day == "infinity" || LocalDatePattern.Iso.Parse(day).Success) ? (day, id) : throw Refused.Field("cursor", "It is not a cursor of this list.");
    }
}
