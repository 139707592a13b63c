using System.Text.Json;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Vectors.Timelines;

/// <summary>
/// Histories told in several orders of arrival, with corrections and retractions that may come before what they speak of. The state is changed
/// step by step and must end in the same numbers in every order.
/// </summary>
internal static class RevisedHistories
{
    private const int Draws = 999;

    public static void Compare(Check check, JsonElement root, string revisions)
    {
        var rule = LagRule.Of(root.GetProperty("rule"));
        var told = File.ReadLines(revisions).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<JsonElement>(l))
            .ToLookup(r => r.Int("replicate"));
        foreach (var one in root.GetProperty("per_replicate").EnumerateArray())
        {
            foreach (var order in told[one.Int("replicate")].GroupBy(r => r.Int("order")))
            {
                check.Count();
                var state = new State(rule);
                foreach (var revision in order.OrderBy(r => r.Int("seq")))
                {
                    state.Take(revision);
                }

                var found = rule.On(state.Standing(), state.Coverage, one.Seed("mc_seed"), Draws);
                check.Compare($"replicate {one.Int("replicate")}, order {order.Key}", one, found.Answer(one));
            }
        }
    }

    private sealed class State(LagRule rule)
    {
        private readonly Dictionary<string, (int Version, string Type, UncertainDate? Day)> latest = new(StringComparer.Ordinal);

        public SeasonCoverage Coverage { get; } = new(rule.Years, SeasonTurn.NewYear, Counting.Certain);

        // the highest version stands; a retraction of what is not known yet is remembered
        public void Take(JsonElement revision)
        {
            var id = revision.GetProperty("event_id").GetString()!;
            var version = revision.Int("version");
            latest.TryGetValue(id, out var before);
            if (version <= before.Version)
            {
                return;
            }

            if (before.Day is { } was)
            {
                Change(before.Type, was, adding: false);
            }

            UncertainDate? day = revision.GetProperty("op").GetString() == "retract" ? null : UncertainDate.On(Reading.Day(revision.GetProperty("date").GetString()!));
            var type = revision.GetProperty("type").GetString()!;
            if (day is { } stands)
            {
                Change(type, stands, adding: true);
            }

            latest[id] = (version, type, day);
        }

        public History Standing()
        {
            var history = new History();
            foreach (var (_, type, day) in latest.Values)
            {
                if (day is { } stands)
                {
                    history.Add(type, stands);
                }
            }

            return history;
        }

        private void Change(string type, UncertainDate day, bool adding)
        {
            if (type == rule.Cause && adding)
            {
                Coverage.Add(rule.Window(day));
            }
            else if (type == rule.Cause)
            {
                Coverage.TakeBack(rule.Window(day));
            }
            else if (type == rule.Response && adding)
            {
                Coverage.Add(day);
            }
            else if (type == rule.Response)
            {
                Coverage.TakeBack(day);
            }
        }
    }
}
