using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The sources that a match hangs on: without all that one of them ever told, of its incidents and of any other, it would not stand. Each is found by leaving all of that out
/// (<see cref="Supposition"/> says what that is) and looking whether the match is still there, so that what is said is so, whatever the kind of rule and however the remaining reports date what is left.
/// </summary>
/// <remarks>
/// <para>Tried are the sources that tell of the match's own incidents or state to have watched for what did not come, where those have it from, and whoever told of other incidents that may decide whether it stands
/// (<see cref="WhatBearsOn"/>): a harvest that the match does not name may open the window that a record of absence speaks of, and what came in other years is what a surge is held against.</para>
/// <para>Reports of a common origin count once: of two sources of which one told nothing of the match's incidents that is not the other's too, the wider is named alone, and of two that told the same the origin. Of
/// who told nothing of them, all that was told is compared. A match of which only the days, the share or the certainty would be others stands. A burst stands while as many of its incidents as the rule asks for are still
/// together in one.</para>
/// </remarks>
internal static class WhoItHangsOn
{
    private sealed record Told(string Name, IReadOnlyList<Fact> Own, IReadOnlyList<Fact> All);

    /// <param name="all">The last word of each report, and of each statement of what was watched, that was not taken back.</param>
    /// <param name="isOwn">Whether it tells of an incident of the match, or was watched for it.</param>
    /// <param name="bearsOn">Whether it tells of anything else by which it may be decided whether the match stands.</param>
    /// <param name="standsWithout">Whether the match would stand if these had never been told.</param>
    /// <param name="names">What each is counted under.</param>
    /// <returns>The names they are counted under, in order; whatever the case of its letters a name is one.</returns>
    public static IReadOnlyList<string> Of(
        IReadOnlyList<Fact> all, Func<Fact, bool> isOwn, Func<Fact, bool> bearsOn, Func<IReadOnlyList<Fact>, bool> standsWithout, SourceNames names)
    {
        var told = Sources(all, names).Select(s => new Told(s.Key, s.Value.FindAll(f => isOwn(f)), s.Value)).ToList();
        var named = new List<Told>();

        // those that tell most come first: whoever has nothing that one of them has not is that one
        foreach (var one in InOrder(told.FindAll(t => t.Own.Count > 0), t => t.Own, names))
        {
            if (!named.Exists(n => HasAllOf(n.Own, one.Own)) && !standsWithout(one.All))
            {
                named.Add(one);
            }
        }

        foreach (var one in InOrder(told.FindAll(t => t.Own.Count == 0 && t.All.Any(bearsOn)), t => t.All, names))
        {
            if (!named.Exists(n => HasAllOf(n.All, one.All)) && !standsWithout(one.All))
            {
                named.Add(one);
            }
        }

        return [.. named.Select(n => n.Name).Order(StringComparer.Ordinal)];
    }

    // of one list: they are the same where they are one
    private static bool HasAllOf(IReadOnlyList<Fact> wide, IReadOnlyList<Fact> narrow) => narrow.Count <= wide.Count && !narrow.Except(wide, ReferenceEqualityComparer.Instance).Any();

    private static IEnumerable<Told> InOrder(List<Told> told, Func<Told, IReadOnlyList<Fact>> of, SourceNames names) =>
        told.OrderByDescending(t => of(t).Count).ThenBy(t => !IsOriginOf(t.Name, of(t), names)).ThenBy(t => t.Name, StringComparer.Ordinal);

    /// <summary>By source all that has it as its source or as the origin of that.</summary>
    private static Dictionary<string, List<Fact>> Sources(IEnumerable<Fact> reports, SourceNames names)
    {
        var sources = new Dictionary<string, List<Fact>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, report) in reports.SelectMany(r => Supposition.NamesOf(names.Of(SourceOf(r))).Distinct(StringComparer.OrdinalIgnoreCase).Select(n => (Name: n, Report: r))).OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            (sources.TryGetValue(name, out var told) ? told : sources[name] = []).Add(report);
        }

        return sources;
    }

    private static Source SourceOf(Fact told) => told.Event is CoverageStated watched ? watched.Source : told.Event.AccountOf()!.Source;

    private static bool IsOriginOf(string name, IEnumerable<Fact> reports, SourceNames names) =>
        reports.Any(r => string.Equals(names.Of(SourceOf(r)).Origin, name, StringComparison.OrdinalIgnoreCase));
}
