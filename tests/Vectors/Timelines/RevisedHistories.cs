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

    /// <param name="ordersOf">The orders of arrival of a replicate.</param>
    public static void Compare(Check check, JsonElement root, Func<JsonElement, IEnumerable<IEnumerable<Revision>>> ordersOf)
    {
        var rule = LagRule.Of(root.GetProperty("rule"));
        foreach (var one in root.GetProperty("per_replicate").EnumerateArray())
        {
            foreach (var order in ordersOf(one))
            {
                check.Count();
                var state = new State(rule);
                foreach (var revision in order)
                {
                    state.Take(revision);
                }

                var found = rule.On(state.Standing(), state.Coverage, one.Seed("mc_seed"), Draws);
                check.Compare($"{check.Name} {one.Int("replicate")}", one, found.Answer());
            }
        }
    }

    /// <summary>The orders of each replicate, from a file with a line a revision.</summary>
    public static Func<JsonElement, IEnumerable<IEnumerable<Revision>>> FromLines(string file)
    {
        var told = File.ReadLines(file).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<JsonElement>(l)).ToLookup(r => r.Int("replicate"));
        return one => told[one.Int("replicate")].GroupBy(r => r.Int("order")).Select(order => order.OrderBy(r => r.Int("seq")).Select(Revision.Of));
    }

    /// <summary>The orders that stand with the replicate, in our own short form.</summary>
    public static IEnumerable<IEnumerable<Revision>> FromShort(JsonElement one) =>
        one.GetProperty("orders").EnumerateArray().Select(order => order.GetString()!.Split(", ").Select(Revision.Of));

    private sealed class State(LagRule rule)
    {
        private readonly Dictionary<string, Revision> latest = new(StringComparer.Ordinal);

        public SeasonCoverage Coverage { get; } = new(rule.Years, SeasonTurn.NewYear, Counting.Certain);

        // the highest version stands; a retraction of what is not known yet is remembered
        public void Take(Revision revision)
        {
            latest.TryGetValue(revision.Event, out var before);
            if (before is not null && revision.Version <= before.Version)
            {
                return;
            }

            if (before?.Day is { } was)
            {
                Change(before.Type, was, adding: false);
            }

            if (revision.Day is { } stands)
            {
                Change(revision.Type, stands, adding: true);
            }

            latest[revision.Event] = revision;
        }

        public History Standing()
        {
            var history = new History();
            foreach (var last in latest.Values)
            {
                if (last.Day is { } stands)
                {
                    history.Add(last.Type, stands);
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
