using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>The incidents by which it may be decided whether a match stands: its own and, of kinds of rule that hold a season against something, others that it does not name.</summary>
/// <remarks>
/// <para>A match between incidents asks for nothing but these and what hangs together with them as part and whole, which dates them. A chain is none where anything linked to its anchor came before it, so that all
/// that is linked as one of its steps bears on it. A window is opened and closed by any of the kinds that the rule names, and
/// the harvests and closed passes of a season say which days a record of absence speaks of: these bear on a gated window and on a pair of amounts. Whether the reports of a season
/// had time to come is reckoned from the delays of all that was ever reported in the theatre: that bears on an absence and a surge, and so may anything.</para>
/// <para>By what any report says, not by what is made of all: without one of them an incident may be another kind, or be linked to another.</para>
/// </remarks>
internal static class WhatBearsOn
{
    /// <param name="all">The last word of each report that was not taken back; statements of what was watched are passed over.</param>
    /// <returns>Their ids, with all that was merged into them; null where anything may.</returns>
    public static IReadOnlySet<string>? Of(Finding finding, Rule rule, IReadOnlyList<Fact> all, IncidentBook book)
    {
        if (rule.Kind is RuleKind.Absence or RuleKind.Surge)
        {
            return null;
        }

        var bearing = new HashSet<string>(finding.Incidents, StringComparer.Ordinal);
        if (rule.Kind is RuleKind.GatedWindow or RuleKind.DoseResponse)
        {
            var kinds = new HashSet<Kind> { Kind.Harvest, Kind.PassClosure };
            kinds.UnionWith(new[] { rule.Cause, rule.Response, rule.Closes }.OfType<Selector>().Select(s => s.Kind));
            bearing.UnionWith(all.Where(f => f.Event.AccountOf() is { } account && kinds.Contains(account.Kind)).Select(f => book.PresentId(f.Event.IncidentId)));
        }

        AddLinked(bearing, [Relations.PartOf, .. rule.Steps.Select(s => s.Rel).OfType<string>()], all, book);
        return bearing.SelectMany(book.Members).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Adds all that hang together with them by these relations, in either direction and however many steps away.</summary>
    private static void AddLinked(HashSet<string> bearing, HashSet<string> relations, IReadOnlyList<Fact> all, IncidentBook book)
    {
        var links = all.SelectMany(f => (f.Event.AccountOf()?.Links ?? []).Where(l => relations.Contains(l.Rel)).Select(l => (From: book.PresentId(f.Event.IncidentId), To: book.PresentId(l.To)))).ToList();
        var beside = links.Concat(links.Select(l => (From: l.To, To: l.From))).ToLookup(l => l.From, l => l.To, StringComparer.Ordinal);
        var next = new Stack<string>(bearing);
        while (next.TryPop(out var at))
        {
            foreach (var linked in beside[at].Where(bearing.Add))
            {
                next.Push(linked);
            }
        }
    }
}
