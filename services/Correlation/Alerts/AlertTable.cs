using Marten;

namespace Timeline.Correlation.Alerts;

/// <summary>How the alerts are kept: a document each, with what they are asked by in columns of its table.</summary>
public static class AlertTable
{
    public const string Name = "timeline.mt_doc_alertrecord";

    /// <summary>Fills the columns of alerts that were kept before there were any.</summary>
    public const string FillIn = $"""
        update {Name} set
            watch = data -> 'notice' ->> 'watch', thread = data -> 'notice' ->> 'thread', episode = (data -> 'notice' ->> 'episode')::int, rule = data -> 'notice' ->> 'rule',
            theatre = data -> 'notice' ->> 'theatre', season_year = (data -> 'notice' ->> 'seasonYear')::int, changed_at = (data -> 'history' -> -1 ->> 'at')::timestamptz
        where thread is null;
        """;

    public static void Register(StoreOptions store) => store.Schema.For<AlertRecord>()
        .Duplicate(a => a.State)
        .Duplicate(a => a.Watch)
        .Duplicate(a => a.Thread)
        .Duplicate(a => a.Episode)
        .Duplicate(a => a.Rule)
        .Duplicate(a => a.Theatre)
        .Duplicate(a => a.SeasonYear)
        .Duplicate(a => a.ChangedAt)
        .Duplicate(a => a.SnoozedUntil);
}
