using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What is supposed to be otherwise than it is recorded. Everything left out is as if nobody had ever told it.</summary>
/// <param name="Sources">Reports that have one of these as their source or as its origin, whatever the case of its letters, are left out, and what these state to have watched. Another name of a source stands for that source.</param>
/// <param name="BelowGrade">Reports that do not reach this grading, or bear none, are left out; null leaves out none.</param>
/// <param name="Incidents">These incidents are left out, with all that was merged into them.</param>
/// <param name="Reports">These reports are left out.</param>
/// <param name="Moved">By incident the date that all of its reports would give.</param>
public sealed record Supposition(
    IReadOnlySet<string> Sources, Grading? BelowGrade, IReadOnlySet<string> Incidents, IReadOnlySet<string> Reports, IReadOnlyDictionary<string, Occurrence> Moved)
{
    /// <summary>The facts as they would be.</summary>
    /// <param name="facts">All that is known; a report is judged by what it says last.</param>
    /// <param name="presentId">What an incident's id stands for today (<see cref="TimelineEngine.PresentId"/>).</param>
    /// <returns>The facts without what is left out, and the reports that were left out, each once, in order.</returns>
    public (List<Fact> Facts, IReadOnlyList<string> LeftOut) Of(IReadOnlyCollection<Fact> facts, Func<string, string> presentId)
    {
        var names = SourceNames.Among(facts);
        var sources = Sources.Select(names.Of).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var last = new Dictionary<(string, string), Fact>();
        foreach (var fact in facts)
        {
            if (fact.Event.ReportOf() is { } report && (!last.TryGetValue((fact.Event.IncidentId, report), out var held) || held.Version < fact.Version))
            {
                last[(fact.Event.IncidentId, report)] = fact;
            }
        }

        var unwatched = facts.Where(f => f.Event is ICoverageEvent).GroupBy(f => f.Event.IncidentId).Select(g => g.MaxBy(f => f.Version)!.Event).OfType<CoverageStated>()
            .Where(w => IsNamed(w.Source)).Select(w => w.CoverageId).ToHashSet(StringComparer.Ordinal);
        var gone = last.Where(r => IsLeftOut(r.Value, r.Key.Item2)).Select(r => r.Key).ToHashSet();
        return (
            [.. facts.Where(f => !IsOut(f)).Select(f => Moved.TryGetValue(presentId(f.Event.IncidentId), out var when) ? Move(f, when) : f)],
            [.. gone.Select(o => o.Item2).Order(StringComparer.Ordinal)]);

        bool IsNamed(Source source) => sources.Count > 0 && NamesOf(names.Of(source)).Any(sources.Contains);

        bool IsLeftOut(Fact word, string report) =>
            Reports.Contains(report) || Incidents.Contains(presentId(word.Event.IncidentId))
            || (word.Event.AccountOf() is { Source: var source } && (IsNamed(source) || (BelowGrade is { } least && !source.Grading.Reaches(least))));

        bool IsOut(Fact fact) => fact.Event.ReportOf() is { } report
            ? gone.Contains((fact.Event.IncidentId, report))
            : fact.Event is ICoverageEvent watch ? unwatched.Contains(watch.CoverageId)
            : Incidents.Contains(presentId(fact.Event.IncidentId));
    }

    /// <summary>What a source goes by: its name, and the origin it has it from.</summary>
    internal static IEnumerable<string> NamesOf(Source source) => source.Origin is null ? [source.Name] : [source.Name, source.Origin];

    private static Fact Move(Fact fact, Occurrence when) => fact with
    {
        Event = fact.Event switch
        {
            IReported r => Kinds.Reported(r.IncidentId, r.ReportId, r.Account with { When = when }, r.Particulars, r.Provenance),
            ReportCorrected c => c with { Account = c.Account with { When = when } },
            ReportRestored r => r with { Account = r.Account with { When = when } },
            var other => other,
        },
    };
}
