using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>The day a phase opens or closes.</summary>
/// <param name="Days">Null only where nothing is recorded and nothing is usual.</param>
/// <param name="Accounts">The incidents it rests on.</param>
internal sealed record Edge(UncertainDate? Days, EdgeBasis Basis, IReadOnlyList<Standing> Accounts, bool Conflict)
{
    /// <summary>
    /// The hull of all accounts, with conflict where they do not all share a day. Accounts with a day of their own push aside those whose day was
    /// worked out from something else. Without any, the usual date.
    /// </summary>
    public static Edge Of(IEnumerable<Standing> accounts, Func<Standing, UncertainDate?> day, UncertainDate? usual)
    {
        var dated = accounts.Where(a => day(a) is not null).OrderBy(a => a.Id, StringComparer.Ordinal).ToList();
        var independent = dated.FindAll(a => !a.IsDerived);
        var used = independent.Count > 0 ? independent : dated;
        if (used.Count == 0)
        {
            return new(usual, usual is null ? EdgeBasis.None : EdgeBasis.Usual, [], false);
        }

        var days = used.ConvertAll(a => day(a)!.Value);
        var shared = days.Max(d => d.Earliest) <= days.Min(d => d.Latest);
        return new(
            new(days.Min(d => d.Earliest), days.Max(d => d.Latest)),
            independent.Count > 0 ? EdgeBasis.Observed : EdgeBasis.Derived,
            used,
            !shared || used.Exists(a => a.Incident.DateConflict || a.OnsetConflict));
    }

    public static readonly Edge None = new(null, EdgeBasis.None, [], false);

    public bool IsRecorded => Basis is EdgeBasis.Observed or EdgeBasis.Derived;
}

/// <summary>A window of a season year: from the end of what opens it until what closes it.</summary>
/// <param name="Absent">The records that what opens it did not occur, where none says that it did: then there is no window.</param>
/// <param name="UsualOpens">The usual dates, for comparing seasons that had no window.</param>
internal sealed record SeasonWindow(Edge Opens, Edge Closes, IReadOnlyList<Standing> Absent, UncertainDate UsualOpens, UncertainDate UsualCloses)
{
    public bool IsNone => Absent.Count > 0;

    public Basis Basis => IsNone ? Basis.None
        : Opens.Basis == EdgeBasis.Observed || Closes.Basis == EdgeBasis.Observed ? Basis.Observed
        : Basis.Usual;

    /// <summary>The opening as it stands, or as it usually is where there was no window.</summary>
    public UncertainDate OpensOrUsual => IsNone ? UsualOpens : Opens.Days ?? UsualOpens;

    /// <summary>All days that may lie in the window as it stands, or as it usually is; both count.</summary>
    public UncertainDate DaysOrUsual => new(OpensOrUsual.Earliest, Day.Later(OpensOrUsual.Earliest, ClosesOrUsual.Latest.PlusDays(-1)));

    /// <summary>The closing as it stands, or as it usually is where there was no window.</summary>
    public UncertainDate ClosesOrUsual => IsNone ? UsualCloses : Closes.Days ?? UsualCloses;
}
