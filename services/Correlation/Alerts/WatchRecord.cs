using Timeline.Contracts;

namespace Timeline.Correlation.Alerts;

/// <summary>A watch as it stands.</summary>
public sealed record WatchRecord(string Id, string Name, string? Rule, string? Theatre, bool CertainOnly)
{
    /// <summary>The watch on everything, there from the start.</summary>
    public const string Everything = "everything";

    public bool Wants(Finding finding) =>
        (Rule is null || Rule == finding.Rule) && (Theatre is null || Theatre == finding.Theatre) && (!CertainOnly || finding.Verdict == Vocabulary.Certainty.Certain);
}
