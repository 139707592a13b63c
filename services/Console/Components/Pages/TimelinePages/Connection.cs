using System.Globalization;
using Timeline.Console.Api;
using Timeline.Console.Charts;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.TimelinePages;

/// <summary>Why two marks are joined by a line.</summary>
public enum Joined { Part, Link, Chain, Picked, Correlation }

/// <summary>A line from one mark to another. Both are in the drawing; what leads out of it is told in words beside the chart.</summary>
/// <param name="X1">In percent; <paramref name="Y1"/> in pixels from the top.</param>
public sealed record Connection(string From, string To, Joined Why, double X1, double Y1, double X2, double Y2)
{
    private const int FewEnoughForLinks = 45;

    /// <summary>A curve in a box of 100 by the chart's height.</summary>
    public string Path()
    {
        var bend = Y1 == Y2 ? -16 : (Y2 - Y1) / 2;
        return Why == Joined.Part
            ? string.Create(CultureInfo.InvariantCulture, $"M{X2:0.###},{Y1:0.#}V{Y2:0.#}")
            : string.Create(CultureInfo.InvariantCulture, $"M{X1:0.###},{Y1:0.#}C{X1:0.###},{Y1 + bend:0.#} {X2:0.###},{(Y1 == Y2 ? Y2 + bend : Y2 - bend):0.#} {X2:0.###},{Y2:0.#}");
    }

    public static IReadOnlyList<Connection> All(Drawing drawing, History history, TimelineView view)
    {
        var marks = drawing.Marks.ToDictionary(m => m.Mark.Incident.Id, m => m);
        var seen = drawing.Scale.Span;
        var inView = marks.Values.Count(m => seen.Holds(m.Mark.Days.From, m.Mark.Days.Last));
        var all = new List<Connection>();
        if (view.Correlation is { } id && history.Correlation(id) is { } correlation)
        {
            all.AddRange(correlation.Incidents.Zip(correlation.Incidents.Skip(1)).Select(pair =>
                Join(pair.First, pair.Second, Joined.Correlation)).OfType<Connection>());
        }

        all.AddRange(history.Seasons.SelectMany(s => s.Chains).SelectMany(c => c.Steps.Select(s => Join(c.Anchor, s.IncidentId, Joined.Chain))).OfType<Connection>());
        foreach (var (incident, link) in marks.Values.SelectMany(m => (m.Mark.Incident.Links ?? []).Select(l => (m.Mark.Incident, l))))
        {
            var picked = view.Selected is not null && (incident.Id == view.Selected || link.To == view.Selected);
            Joined? why = picked ? Joined.Picked : link.Rel == Relations.PartOf ? (SameLane(incident.Id, link.To) ? Joined.Part : null) : inView <= FewEnoughForLinks ? Joined.Link : null;
            if (why is { } reason && Join(link.To, incident.Id, reason) is { } line)
            {
                all.Add(line);
            }
        }

        // what is joined for a better reason is not joined again
        return [.. all.GroupBy(c => (c.From, c.To)).Select(g => g.MaxBy(c => c.Why)!).OrderBy(c => c.Why)];

        bool SameLane(string a, string b) => marks.TryGetValue(a, out var one) && marks.TryGetValue(b, out var other) && one.Lane == other.Lane;

        Connection? Join(string from, string to, Joined why) =>
            marks.TryGetValue(from, out var a) && marks.TryGetValue(to, out var b) && from != to
                ? new(from, to, why, X(a.Mark), a.Lane.Top + a.Mark.Middle, why == Joined.Part ? Percent(b.Mark.Place.Piece.Left + 3) : X(b.Mark), b.Lane.Top + b.Mark.Middle) : null;

        // the middle of what is seen of the mark
        double X(LaneMark mark) => mark.Place.Piece is { Right: > 0 } piece && piece.Left < drawing.Width
            ? Percent((Math.Max(piece.Left, 0) + Math.Min(piece.Right, drawing.Width)) / 2)
            : Percent((mark.Place.Piece.Left + mark.Place.Piece.Right) / 2);

        double Percent(double pixels) => Math.Clamp(pixels / drawing.Width * 100, drawing.Scale.Least, drawing.Scale.Most);
    }
}
