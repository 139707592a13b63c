using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>The days that several reports of one incident leave open.</summary>
internal static class CombineDates
{
    /// <summary>
    /// The intersection of what the reports allow, or their hull with conflict where they exclude one another. An undated report allows
    /// every day. A date worked out from another incident says nothing beside one that was not: it is used only where there is no other. Where staff decided, their days
    /// are taken; what was worked out stays so, whatever they decided.
    /// </summary>
    public static (Occurrence When, bool Conflict, IReadOnlyList<string> DerivedFrom) Of(
        IReadOnlyList<StandingReport> ranked, Func<string, string> presentId, SettledFields settled)
    {
        var dated = ranked.Select(r => r.Account.When).Where(w => w.Begins is not null).ToList();
        var independent = dated.Where(w => w.DerivedFrom is null).ToList();
        var used = independent.Count > 0 ? independent : dated;
        if (used.Count == 0)
        {
            return (ranked[0].Account.When, false, []);
        }

        var (begins, beginsConflict) = Combine(used.ConvertAll(w => w.Begins!.Value));
        var stated = used.Where(w => w.Ends is not null).Select(w => w.Ends!.Value).ToList();
        var (ends, endsConflict) = stated.Count == 0 ? (default, false) : Combine(stated);
        var lead = used.FirstOrDefault(w => w.Begins == begins) ?? used[0];
        IReadOnlyList<string> derivedFrom = independent.Count > 0
            ? []
            : [.. used.Select(w => presentId(w.DerivedFrom!)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        var together = lead with
        {
            Begins = begins,
            Ends = stated.Count == 0 ? null : ends,
            EndsOpen = stated.Count == 0 && used.Any(w => w.EndsOpen),
            Precision = lead.Begins == begins ? lead.Precision : DatePrecision.Range,
            Best = lead.Best is { } best && begins.MightBe(best) ? best : null,
            DerivedFrom = derivedFrom.Count > 0 ? derivedFrom[0] : null,
        };
        var (when, conflict) = settled.Days(used, together, beginsConflict, endsConflict);
        return (when, conflict, derivedFrom);
    }

    /// <summary>Whether all share a day decides between intersection and hull; neither depends on the order.</summary>
    private static (UncertainDate Days, bool Conflict) Combine(List<UncertainDate> accounts)
    {
        var earliest = accounts.Max(a => a.Earliest);
        var latest = accounts.Min(a => a.Latest);
        return earliest <= latest
            ? (new(earliest, latest), false)
            : (new(accounts.Min(a => a.Earliest), accounts.Max(a => a.Latest)), true);
    }
}
