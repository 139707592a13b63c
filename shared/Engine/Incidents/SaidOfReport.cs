using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What an event says of a report: which report it is, and what that says from now on.</summary>
public static class SaidOfReport
{
    /// <summary>The report that is told, corrected, restored or taken back, unique within its incident; null of what is none of these.</summary>
    public static string? ReportOf(this IIncidentEvent happened) => happened switch
    {
        IReported reported => reported.ReportId,
        IRestated restated => restated.ReportId,
        ReportRetracted retracted => retracted.ReportId,
        _ => null,
    };

    /// <summary>What the report says from now on; null of what is no report, or takes one back.</summary>
    public static Account? AccountOf(this IIncidentEvent happened) => happened switch
    {
        IReported reported => reported.Account,
        IRestated restated => restated.Account,
        _ => null,
    };

    /// <summary>The details of its kind that it says from now on; null where <see cref="AccountOf"/> is.</summary>
    public static Details? DetailsOf(this IIncidentEvent happened) => happened switch
    {
        IReported reported => reported.Particulars,
        IRestated restated => restated.Details,
        _ => null,
    };

    /// <summary>The incidents that an account names: those it links to, and the one that its date was worked out from.</summary>
    public static IEnumerable<string> Named(this Account account)
    {
        var linked = account.Links.Select(l => l.To);
        return account.When.DerivedFrom is { } origin ? linked.Append(origin) : linked;
    }
}
