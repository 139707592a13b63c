using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Charts;
using Timeline.Console.Components.Pages.TimelinePages;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.Coverage;

/// <param name="Name">The place.</param>
/// <param name="Rows">Its stretches, in as many rows as it takes that none lies on another.</param>
public sealed record CoverageLane(string Name, IReadOnlyList<IReadOnlyList<WatchedView>> Rows);

/// <summary>What was watched laid out: by kind, and in each kind by place, the stretches of a place in one lane on a scale common to all.</summary>
public sealed record CoverageLanes(IReadOnlyList<(LaneKind Kind, IReadOnlyList<CoverageLane> Lanes)> Kinds, Span? Span, IReadOnlyList<WatchedView> Undated)
{
    private const int LeastDays = 400;

    /// <param name="nameOf">What a place is called, by its id.</param>
    public static CoverageLanes Of(IReadOnlyList<WatchedView> all, Func<string, string> nameOf)
    {
        var dated = all.Where(c => c is { From: not null, To: not null }).ToList();
        var kinds = dated.GroupBy(c => c.Kind).Select(k => (LaneKinds.Of(k.Key), (IReadOnlyList<CoverageLane>)[.. k
            .GroupBy(c => Name(c, nameOf), StringComparer.Ordinal).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new CoverageLane(p.Key, Pack(p)))]));
        return new([.. LaneKinds.All.SelectMany(l => kinds.Where(k => k.Item1 == l))], SpanOf(dated), [.. all.Except(dated)]);
    }

    public static string Name(WatchedView covered, Func<string, string> nameOf) => covered.Where switch
    {
        { PlaceId: { } id } => nameOf(id),
        { Text: { } text } => text,
        { Point: { } point } => $"{point.Lat:0.##}, {point.Lon:0.##}",
        _ => "no place given",
    };

    private static List<List<WatchedView>> Pack(IEnumerable<WatchedView> stretches)
    {
        var rows = new List<List<WatchedView>>();
        foreach (var c in stretches.OrderBy(c => c.From).ThenBy(c => c.To))
        {
            if (rows.Find(r => r[^1].To < c.From) is { } room)
            {
                room.Add(c);
            }
            else
            {
                rows.Add([c]);
            }
        }

        return rows;
    }

    // whole years, so that a season is seen where it lies in its year
    private static Span? SpanOf(List<WatchedView> dated)
    {
        if (dated.Count == 0)
        {
            return null;
        }

        var (from, to) = (new LocalDate(dated.Min(c => c.From!.Value).Year, 1, 1), new LocalDate(dated.Max(c => c.To!.Value).Year, 12, 31));
        var span = Charts.Span.Of(Day.Number(from), Day.Number(to) - Day.Number(from) + 1);
        return span.Days < LeastDays ? Charts.Span.Around(from.PlusDays(182), 3 * 366) : span;
    }
}
