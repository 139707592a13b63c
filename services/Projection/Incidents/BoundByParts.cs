using NodaTime;
using Npgsql;
using Timeline.Engine;
using Timeline.Projection.Knowing;
using Timeline.Projection.TimelinePages;
using Timeline.Vocabulary;

namespace Timeline.Projection.Incidents;

/// <summary>
/// When an incident began, as rules take it: a whole began not after any of its parts did, directly or through others. Where a part would have begun before
/// the whole's own earliest day, the whole keeps its own days.
/// </summary>
internal static class BoundByParts
{
    /// <returns>Null for what has no date.</returns>
    public static async Task<UncertainDate?> OnsetAsync(Incident incident, Moment moment, NpgsqlDataSource data, CancellationToken stop)
    {
        if (incident.When.Begins is not { } own)
        {
            return null;
        }

        await using var command = data.CreateCommand();
        var then = ListTimeline.AtMoment(moment, command);
        command.Parameters.Add(new() { Value = incident.Id });
        command.CommandText = $"""
            with recursive part(id, latest) as (
                select ${command.Parameters.Count}::text, null::date
                union
                select v.incident_id, v.begins_latest from part p join timeline.incident_version v
                    on v.data->'links' @> jsonb_build_array(jsonb_build_object('rel', '{Relations.PartOf}', 'to', p.id)) and v.polarity = 'occurred' and {then})
            select min(latest) from part
            """;
        return await command.ExecuteScalarAsync(stop) is LocalDate latest && latest < own.Latest && latest >= own.Earliest ? new(own.Earliest, latest) : own;
    }
}
