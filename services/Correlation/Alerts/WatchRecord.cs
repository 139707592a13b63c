using Timeline.Contracts;

namespace Timeline.Correlation.Alerts;

/// <summary>A watch as it stands.</summary>
public sealed record WatchRecord(string Id, string Name, string? Rule, string? Theatre, bool CertainOnly)
{
    /// <summary>The watch on everything, there from the start.</summary>
    public const string Everything = "everything";

    /// <summary>Whether what a rule is worth in a theatre is of interest.</summary>
    public bool Wants(string rule, string theatre) => (Rule is null || Rule == rule) && (Theatre is null || Theatre == theatre);

    public bool Wants(Finding finding) =>
        Wants(finding.Rule, finding.Theatre) && (!CertainOnly || finding.Verdict == Vocabulary.Certainty.Certain);
}
