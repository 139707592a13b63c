using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>near, on a route: how many of those whose place is known lie on it. A share without a null: it is shown and decides nothing.</summary>
internal static class DescribeRoute
{
    public static Tested? Of(SeasonsSeen seen)
    {
        var placed = seen.Used.SelectMany(s => s.Responses).ToList();
        return TestRule.Share("on-route", placed.Count(r => TestRule.Counted(r, Certainty.Certain)), placed.Count, "surely lie on the route") is { Count: > 0 } shown ? Tested.Described(shown) : null;
    }
}
