using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.Incident;

/// <param name="Was">Null where nothing was said of it before.</param>
/// <param name="Is">Null where nothing is said of it any more.</param>
public sealed record FieldChange(string Label, string? Was, string? Is);

/// <summary>What a correction changed, field by field: only what differs.</summary>
public static class Changes
{
    public static IReadOnlyList<FieldChange> Between(ReportContent before, ReportContent after, ReportInWords words)
    {
        var (was, now) = (words.Of(before.Says, before.Details), words.Of(after.Says, after.Details));
        return
        [
            .. was.Concat(now).DistinctBy(t => t.Key)
                .Select(t => new FieldChange(t.Label, was.FirstOrDefault(w => w.Key == t.Key)?.Says, now.FirstOrDefault(n => n.Key == t.Key)?.Says))
                .Where(c => c.Was != c.Is),
        ];
    }
}
