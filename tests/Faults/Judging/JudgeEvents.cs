using Timeline.Faults.Telling;
using Timeline.Tests.Stack.Running;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Faults.Judging;

/// <summary>Whether all that was accepted is in Ingestion's store, once and in order, and nothing else is; and whether the others took in each event once.</summary>
internal static class JudgeEvents
{
    public static async Task JudgeAsync(RunningSystem system, Told told, Judgement judgement)
    {
        judgement.Add("answered wrongly", told.WrongAnswers);
        var stored = (await system.FeedAsync(Ingestion)).GroupBy(e => e.Stream).ToDictionary(s => s.Key, s => s.Select(Mark).ToList());
        foreach (var (incident, marks) in told.Accepted)
        {
            var there = stored.GetValueOrDefault(incident) ?? [];
            judgement.AddLost("though accepted", marks.Except(there).Select(m => $"{m} of {incident}"));
            judgement.AddTwice("in the store", there.GroupBy(m => m).Where(m => m.Count() > 1).Select(m => $"{m.Key} of {incident}"));
            if (marks.Order().SequenceEqual(there.Order()) && !marks.SequenceEqual(there))
            {
                judgement.Add("in another order than it was told", [$"{incident}: {string.Join(", ", there)}, told as {string.Join(", ", marks)}"]);
            }
        }

        var accepted = told.Accepted.Values.SelectMany(m => m).ToHashSet();
        var more = stored.Values.SelectMany(m => m).Where(m => !accepted.Contains(m)).ToList();
        judgement.Add("recorded though refused", more.Where(told.Refused.Contains));
        judgement.Add("recorded and never told", more.Where(m => !told.Refused.Contains(m)));
        await JudgeStoresAsync(system, judgement);
    }

    // Correlation keeps what it took in as facts, Projection keeps everything as events under their own ids
    private static async Task JudgeStoresAsync(RunningSystem system, Judgement judgement)
    {
        var facts = await AllAsync(system, Correlation, "select incident_id || ' ' || version from timeline.fact");
        var events = await AllAsync(system, Ingestion, "select stream_id || ' ' || version from timeline.mt_events where type <> 'tombstone'");
        judgement.AddLost("on the way to Correlation", events.Except(facts));
        judgement.Add("in Correlation and not in Ingestion", facts.Except(events));

        const string Ids = "select id::text from timeline.mt_events where type <> 'tombstone'";
        var recorded = (await AllAsync(system, Ingestion, Ids)).Concat(await AllAsync(system, Correlation, Ids)).ToList();
        var shown = await AllAsync(system, Projection, Ids);
        judgement.AddLost("on the way to Projection", recorded.Except(shown));
        judgement.AddTwice("in Projection", shown.GroupBy(id => id).Where(id => id.Count() > 1).Select(id => id.Key));
        judgement.Add("in Projection and nowhere else", shown.Except(recorded));
    }

    private static string Mark(FedRow stored) => (string?)stored.Data["reason"] ?? (string)stored.Data["account"]!["title"]!;

    private static async Task<List<string>> AllAsync(RunningSystem system, string service, string sql)
    {
        await using var command = system.Databases.Of(service).CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<string>();
        while (await rows.ReadAsync())
        {
            all.Add(rows.GetString(0));
        }

        return all;
    }
}
