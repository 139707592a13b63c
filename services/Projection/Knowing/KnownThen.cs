using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Projection.Views;
using Timeline.Vocabulary;

namespace Timeline.Projection.Knowing;

/// <summary>What was known at a past instant: a run of the engine from nothing over the facts known then, with the rules in force now.</summary>
public sealed class KnownThen(NpgsqlDataSource data, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, IClock clock)
{
    public async Task<TimelineEngine> RunAsync(Moment moment, IQuerySession session, CancellationToken stop)
    {
        var at = moment.KnownAt ?? clock.GetCurrentInstant();
        var rules = (await session.Query<RuleDocument>().ToListAsync(stop)).Select(d => d.Rule).GroupBy(r => r.Id).Select(g => g.MaxBy(r => r.Version)!).ToList();
        var facts = new List<Fact>();
        await using var command = data.CreateCommand(moment.ByRecorded
            ? "select version, recorded, type, data::text from timeline.fact where recorded <= $1 order by incident_id, version"
            : "select version, recorded, type, data::text from timeline.fact where known_from <= $1 order by incident_id, version");
        command.Parameters.Add(new() { Value = at });
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var happened = (IIncidentEvent)JsonSerializer.Deserialize(rows.GetString(3), EventCatalogue.TypeOf(rows.GetString(2)), TimelineJson.Options)!;
            facts.Add(new(rows.GetInt64(0), rows.GetFieldValue<Instant>(1), happened));
        }

        return TimelineEngine.FromNothing(gazetteer, theatres, rules, facts, at.InUtc().Date, at, moment.ByRecorded);
    }
}
