using Marten;

namespace Timeline.Correlation.Alerts;

/// <summary>How the alerts are kept: a document each, with what they are asked by in columns of its table.</summary>
public static class AlertTable
{
    public const string Name = "timeline.mt_doc_alertrecord";

    /// <summary>Alerts that were kept before their last change had a column.</summary>
    public const string FillIn = $"update {Name} set changed_at = (data -> 'history' -> -1 ->> 'at')::timestamptz where changed_at is null;";

    public static void Register(StoreOptions store) => store.Schema.For<AlertRecord>()
        .Duplicate(a => a.State)
        .Duplicate(a => a.Notice.Watch)
        .Duplicate(a => a.Notice.Thread)
        .Duplicate(a => a.Notice.Episode)
        .Duplicate(a => a.Notice.Rule)
        .Duplicate(a => a.Notice.Theatre)
        .Duplicate(a => a.Notice.SeasonYear)
        .Duplicate(a => a.ChangedAt)
        .Duplicate(a => a.SnoozedUntil);
}
