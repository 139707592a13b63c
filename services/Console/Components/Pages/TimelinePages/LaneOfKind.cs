using Timeline.Console.Api;
using Timeline.Console.Charts;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.TimelinePages;

/// <param name="Y">The upper edge of its row, in pixels from the lane's upper edge.</param>
/// <param name="Height">Of the mark.</param>
public sealed record LaneMark(IncidentView Incident, Stretch Days, Packed Place, int Y, int Height)
{
    public int Middle => Y + (LaneOfKind.RowHeight / 2);
}

/// <param name="At">The left edge in percent.</param>
/// <param name="Share">How high: 1 for the fullest.</param>
public sealed record Bar(double At, double Width, double Share, int Count);

/// <summary>
/// One lane of the chart as it is to be drawn: every incident of its kind that is in view is a mark or is counted in a cluster;
/// folded, all are counted in bars.
/// </summary>
/// <param name="Count">How many of the kind the filter leaves, dated or not, in view or not.</param>
public sealed record LaneOfKind(LaneKind Kind, int Count, bool Folded, IReadOnlyList<LaneMark> Marks, IReadOnlyList<Cluster> Clusters, IReadOnlyList<Bar> Bars, int Rows, int Height)
{
    public const int RowHeight = 22;
    public const int Padding = 5;

    private const int UsualRows = 8;
    private const int FullRows = 80;
    private const double BarWidth = 18;
    private const double Diamond = 7;
    private const double LeastWidth = 4;

    /// <param name="shown">Marked in any case, also where the lane is folded: what was picked out.</param>
    /// <param name="lags">By incident, how long after its taking it came, in few words.</param>
    public static LaneOfKind Of(LaneKind kind, IReadOnlyList<IncidentView> incidents, SpanScale scale, Measure measure, bool folded, bool full, IReadOnlySet<string> shown, IReadOnlyDictionary<string, string> lags)
    {
        var drawn = incidents.Select(i => (Incident: i, Days: Stretch.Of(i.When))).Where(d => d.Days is { } days && scale.Shows(days.From, days.Last))
            .Select(d => (d.Incident, Days: d.Days!)).ToList();
        var marked = folded ? [.. drawn.Where(d => shown.Contains(d.Incident.Id))] : drawn;
        var byId = marked.ToDictionary(d => d.Incident.Id);
        var packing = Packing.Of(
            [.. InOrder(marked).Select(d => ToPiece(d.Incident, d.Days, scale, measure.Width, lags.GetValueOrDefault(d.Incident.Id), d.Incident.Wholes.Any(byId.ContainsKey)))],
            new(measure.Width, measure.Letter, full ? FullRows : UsualRows));
        var bars = folded ? Counted(drawn.Select(d => d.Days), scale, measure.Width) : [];
        var top = Padding + (bars.Count > 0 ? RowHeight : 0);
        var marks = packing.Pieces.Select(p => byId[p.Piece.Id] is var (incident, days)
            ? new LaneMark(incident, days, p, top + (p.Row * RowHeight), p.Piece.Minor ? 8 : 12) : throw new KeyNotFoundException(p.Piece.Id)).ToList();
        var rows = Math.Max(1, packing.Rows + (packing.Clusters.Count > 0 ? 1 : 0) + (bars.Count > 0 ? 1 : 0));
        return new(kind, incidents.Count, folded, marks, packing.Clusters, bars, rows, (rows * RowHeight) + (2 * Padding));
    }

    // a whole stands above its parts, and they above what came later
    private static IEnumerable<(IncidentView Incident, Stretch Days)> InOrder(IReadOnlyList<(IncidentView Incident, Stretch Days)> drawn)
    {
        var byId = drawn.ToDictionary(d => d.Incident.Id);
        return drawn.OrderBy(d => Whole(d).Days.From).ThenBy(d => Whole(d).Incident.Id, StringComparer.Ordinal).ThenBy(d => Whole(d).Incident.Id == d.Incident.Id ? 0 : 1)
            .ThenBy(d => d.Days.From).ThenByDescending(d => d.Days.To).ThenBy(d => d.Incident.Id, StringComparer.Ordinal);

        (IncidentView Incident, Stretch Days) Whole((IncidentView Incident, Stretch Days) part) =>
            part.Incident.Wholes.Where(byId.ContainsKey).Select(id => byId[id]).FirstOrDefault(w => w.Incident.Id != part.Incident.Id) is { Incident: not null } whole ? whole : part;
    }

    private static Piece ToPiece(IncidentView incident, Stretch days, SpanScale scale, double width, string? lag, bool part)
    {
        double Pixels(double percent) => percent * width / 100;
        var (left, right) = days.IsOneDay
            ? (Pixels(scale.Middle(days.From)) - Diamond, Pixels(scale.Middle(days.From)) + Diamond)
            : (Pixels(scale.Start(days.From)), Pixels(scale.End(days.Last)));
        return new(incident.Id, left, Math.Max(right, left + LeastWidth), lag is null ? incident.Title : $"{lag} · {incident.Title}", part);
    }

    private static List<Bar> Counted(IEnumerable<Stretch> days, SpanScale scale, double width)
    {
        var share = 100 * BarWidth / width;
        var buckets = days.GroupBy(d => (int)Math.Floor(Math.Clamp((scale.Start(d.From) + scale.End(d.To)) / 2, scale.Least, scale.Most) / share)).ToDictionary(g => g.Key, g => g.Count());
        var fullest = buckets.Values.DefaultIfEmpty(1).Max();
        return [.. buckets.OrderBy(b => b.Key).Select(b => new Bar(b.Key * share, share, (double)b.Value / fullest, b.Value))];
    }
}
