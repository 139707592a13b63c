namespace Timeline.Ingestion.Coverage;

/// <summary>A statement of what was watched as Ingestion knows it: what a decision needs.</summary>
/// <param name="Version">Of its stream.</param>
public sealed record CoverageRecord(string Id, long Version, bool Withdrawn);
