namespace Timeline.Ingestion.Imports;

/// <summary>A row as it stands in a file.</summary>
/// <param name="Line">The line in which it begins, from 1; in an array of JSON its number.</param>
/// <param name="Trouble">Why it is no row that could be read; null for one that may be.</param>
public sealed record FileRow(int Line, string Body, string? Trouble = null);
