using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Charts;
using Timeline.Console.Components.Pages.TimelinePages;
using Timeline.Contracts;
using Timeline.Tests.Fast.Samples;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Console.TimelinePages;

/// <summary>Histories to draw: the paper's own records, and small ones made for a question.</summary>
internal static class Drawn
{
    public static Measure Wide { get; } = new(760, 6.8, false);

    /// <summary>The paper as the API would list it, without what only several reports of one incident bring.</summary>
    public static IReadOnlyList<IncidentView> Paper { get; } =
    [
        .. PaperSample.Rows.Select(r => new IncidentView(
            r.ExternalId, r.Kind, r.Subkind, r.Title, new(r.When.Onset(), r.When.Ends, r.When.EndsOpen ?? false, r.When.Precision), new(r.Where.Place, null, r.Where.Precision), r.Polarity,
            Elsewhere: [.. (r.Elsewhere ?? []).Select(w => new Mention(w.Place, null, w.Precision))], Actors: r.Actors, Links: r.Links)),
    ];

    public static History Of(IReadOnlyList<IncidentView> incidents, IReadOnlyList<SeasonView>? seasons = null, IReadOnlyList<CorrelationView>? correlations = null) =>
        new(new(), null, [], null, incidents, incidents.Count, false, seasons ?? [], correlations ?? [], new(Gazetteer.Standard.Places, Gazetteer.Standard.Routes));

    public static IncidentView Incident(string id, Kind kind, LocalDate from, LocalDate? to = null, params IReadOnlyList<Link> links) =>
        new(id, kind, null, $"Title of {id}", Occurrence.Between(from, to ?? from), null, Polarity.Occurred, Links: links);

    public static Drawing Draw(History history, TimelineView view) => Drawing.Of(history, view, view.Span ?? history.First!, Wide);
}
