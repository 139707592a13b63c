using Timeline.Engine.Statistics;

namespace Timeline.Engine;

/// <summary>Says what each rule of a theatre is worth among the others: every rule that was tested is one more chance to be fooled, and they share events.</summary>
internal static class WeighRules
{
    /// <returns>Rules and theatres whose evidence says something else now, by rule, then by theatre.</returns>
    public static List<(string Rule, string Theatre)> Of(IEnumerable<RuleInTheatre> atWork) =>
        [.. atWork.GroupBy(w => w.Theatre).SelectMany(InOne).Select(w => (w.Rule.Id, w.Theatre.Theatre.Id)).Order()];

    private static List<RuleInTheatre> InOne(IEnumerable<RuleInTheatre> rules)
    {
        var (works, tested) = (rules.ToList(), rules.Where(w => w.Tested?.P is not null).ToList());
        var q = FalseDiscovery.BenjaminiYekutieli([.. tested.Select(w => w.Tested!.P!.Value)]);
        var adjusted = tested.Select((w, i) => (Work: w, Q: q[i])).ToDictionary(w => w.Work, w => w.Q);
        return works.FindAll(w => w.Weigh(adjusted.TryGetValue(w, out var own) ? own : null));
    }
}
