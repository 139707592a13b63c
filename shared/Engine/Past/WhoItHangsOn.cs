using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The sources that a match hangs on: without all that one of them ever told, of its incidents and of any other, it would not stand. Each is found by leaving all of that out
/// (<see cref="Supposition"/> says what that is) and looking whether the match is still there, so that what is said is so, whatever the kind of rule and however the remaining reports date what is left.
/// </summary>
/// <remarks>
/// <para>Asked are the sources that tell of the match's own incidents or state to have watched for what did not come, and where those have it from. Reports of a common origin count once: of two sources of which one told nothing of these
/// incidents that is not the other's too, the wider is named alone, and of two that told the same the origin.</para>
/// <para>Not asked are sources that tell only of other incidents, though a harvest that no match names may open the window a record of absence speaks of. A match of which only the days, the share or the certainty would be others stands. A burst stands while as many of its incidents as the rule asks for are still together in one.</para>
/// </remarks>
internal static class WhoItHangsOn
{
    /// <param name="all">The last word of each report, and of each statement of what was watched, that was not taken back.</param>
    /// <param name="isOwn">Whether it tells of an incident of the match, or was watched for it.</param>
    /// <param name="standsWithout">Whether the match would stand if these had never been told.</param>
    /// <param name="names">What each is counted under.</param>
    /// <returns>The names they are counted under, in order; whatever the case of its letters a name is one.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<Fact> all, Func<Fact, bool> isOwn, Func<IReadOnlyList<Fact>, bool> standsWithout, SourceNames names)
    {
        var told = Sources(all.Where(isOwn), names);
        var everywhere = Sources(all, names, told);
        var named = new List<(string Name, IReadOnlyList<Fact> Told)>();

        // those that tell most come first: whoever has nothing that one of them has not is that one
        foreach (var (name, reports) in told.OrderByDescending(t => t.Value.Count).ThenBy(t => !IsOriginOf(t.Key, t.Value, names)).ThenBy(t => t.Key, StringComparer.Ordinal))
        {
            if (!named.Exists(n => !reports.Except(n.Told).Any()) && !standsWithout(everywhere[name]))
            {
                named.Add((name, reports));
            }
        }

        return [.. named.Select(n => n.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>By source all that has it as its source or as the origin of that.</summary>
    /// <param name="only">Of these sources alone; null of all.</param>
    private static Dictionary<string, List<Fact>> Sources(IEnumerable<Fact> reports, SourceNames names, Dictionary<string, List<Fact>>? only = null)
    {
        var sources = new Dictionary<string, List<Fact>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, report) in reports.SelectMany(r => Supposition.NamesOf(names.Of(SourceOf(r))).Distinct(StringComparer.OrdinalIgnoreCase).Select(n => (Name: n, Report: r))).OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            if (only?.ContainsKey(name) != false)
            {
                (sources.TryGetValue(name, out var told) ? told : sources[name] = []).Add(report);
            }
        }

        return sources;
    }

    private static Source SourceOf(Fact told) => told.Event is CoverageStated watched ? watched.Source : told.Event.AccountOf()!.Source;

    private static bool IsOriginOf(string name, IEnumerable<Fact> reports, SourceNames names) =>
        reports.Any(r => string.Equals(names.Of(SourceOf(r)).Origin, name, StringComparison.OrdinalIgnoreCase));
}
