using System.Text.Json;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Projection.Knowing;
using Timeline.Projection.TimelinePages;
using Timeline.Vocabulary;

namespace Timeline.Projection.Incidents;

/// <param name="Out">The incident names the other; false where the other names it.</param>
/// <param name="Title">Null, like all that follows, where nothing was known of the other: a link may name an incident before it has come.</param>
public sealed record Linked(string Rel, bool Out, string IncidentId, string? Title, Kind? Kind, Occurrence? When, Polarity? Polarity);

/// <summary>What an incident is linked with at a moment of knowledge: the incidents it names, and those that name it.</summary>
internal static class LinkedIncidents
{
    public static async Task<IReadOnlyList<Linked>> OfAsync(string id, IReadOnlyList<Link> own, Moment moment, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand();
        var then = ListTimeline.AtMoment(moment, command);
        command.Parameters.Add(new() { Value = own.Select(l => l.To).ToArray() });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(new[] { new { to = id } }) });
        var (named, names) = (command.Parameters.Count - 1, command.Parameters.Count);
        command.CommandText = $"select data::text from timeline.incident_version where {then} and (incident_id = any(${named}) or data->'links' @> ${names}::jsonb)";
        var others = new Dictionary<string, Incident>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var other = JsonSerializer.Deserialize<Incident>(rows.GetString(0), TimelineJson.Options)!;
            others[other.Id] = other;
        }

        return
        [
            .. own.Select(l => Of(l.Rel, true, l.To, others.GetValueOrDefault(l.To))),
            .. others.Values.OrderBy(o => o.When.Begins?.Earliest).ThenBy(o => o.Id, StringComparer.Ordinal)
                .SelectMany(o => o.Links.Where(l => l.To == id && o.Id != id).Select(l => Of(l.Rel, false, o.Id, o))),
        ];
    }

    private static Linked Of(string rel, bool @out, string id, Incident? other) => new(rel, @out, id, other?.Title, other?.Kind, other?.When, other?.Polarity);
}
