using Timeline.Console.Api;
using Timeline.Console.Charts;

namespace Timeline.Console.Components.Pages.TimelinePages;

/// <param name="Top">The upper edge of the lane's rows, in pixels from the top of the chart.</param>
public sealed record PlacedLane(LaneOfKind Lane, int Top);

/// <summary>What the browser has room for.</summary>
/// <param name="Width">Of what is seen, in pixels.</param>
/// <param name="Letter">The average width of a letter of the chart's words, in pixels.</param>
/// <param name="Narrow">The lanes' names stand above them, for there is no room beside.</param>
public sealed record Measure(double Width, double Letter, bool Narrow)
{
    /// <summary>Until the browser has said: a middling screen, and letters rather wide than narrow.</summary>
    public static Measure Unknown { get; } = new(760, 7, false);
}

/// <summary>
/// The whole chart as it is to be drawn, worked out from the history, the view and the room there is, and from nothing else.
/// Places along are percent of what is seen, so that the drawing holds in any width; who fits beside whom is decided for one.
/// </summary>
/// <param name="Picked">What was picked out: the selected incident, or the incidents of the correlation.</param>
/// <param name="Beside">What the picked incident is linked to.</param>
public sealed record Drawing(
    SpanScale Scale, Measure Measure, IReadOnlyList<PlacedLane> Lanes, int Height, IReadOnlyList<Connection> Connections, IReadOnlySet<string> Picked, IReadOnlySet<string> Beside)
{
    public const int SeasonsHeight = 58;
    public const int CaptionHeight = 20;

    public double Width => Measure.Width;

    public bool Narrow => Measure.Narrow;

    /// <summary>The upper edge of the strip of seasons, above all lanes.</summary>
    public int SeasonsTop => Narrow ? CaptionHeight : 0;

    public IEnumerable<(PlacedLane Lane, LaneMark Mark)> Marks => Lanes.SelectMany(l => l.Lane.Marks.Select(m => (l, m)));

    public static Drawing Of(History history, TimelineView view, Span span, Measure measure)
    {
        var scale = new SpanScale(span);
        IReadOnlySet<string> picked = (history.Correlation(view.Correlation)?.Incidents ?? []).Concat(view.Selected is { } id ? [id] : []).ToHashSet();
        IReadOnlySet<string> beside = view.Selected is { } selected ? Links.Of(history, selected).Select(l => l.Other.Id).ToHashSet() : new HashSet<string>();
        IReadOnlySet<string> shown = picked.Concat(beside).ToHashSet();
        var ofKind = history.Incidents.ToLookup(i => i.Kind);
        var lags = history.Seasons.SelectMany(s => s.Chains).SelectMany(c => c.Steps).Where(s => s.LagDays is not null).DistinctBy(s => s.IncidentId)
            .ToDictionary(s => s.IncidentId, s => (s.LagDays!.Min < 0 ? "" : "+") + Words.Brief(s.LagDays));
        var top = SeasonsHeight + (measure.Narrow ? CaptionHeight : 0);
        var lanes = new List<PlacedLane>();
        foreach (var kind in LaneKinds.All.Where(k => ofKind[k.Kind].Any()))
        {
            top += measure.Narrow ? CaptionHeight : 0;
            var lane = LaneOfKind.Of(kind, [.. ofKind[kind.Kind].DistinctBy(i => i.Id)], scale, measure, view.Folded.Has(kind.Kind), view.Full.Has(kind.Kind), shown, lags);
            lanes.Add(new(lane, top));
            top += lane.Height;
        }

        var drawing = new Drawing(scale, measure, lanes, top, [], picked, beside);
        return drawing with { Connections = Connection.All(drawing, history, view) };
    }
}
