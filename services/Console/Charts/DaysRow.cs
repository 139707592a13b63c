using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Console.Charts;

/// <summary>A line of a <see cref="DaysBand"/>.</summary>
/// <param name="Title">What is drawn.</param>
/// <param name="Says">Its days in words.</param>
/// <param name="Days">Null for what has no date.</param>
/// <param name="Kind">The colour's name in chart.css.</param>
/// <param name="Id">The incident that the line leads to; null where it leads nowhere.</param>
/// <param name="Hollow">It is recorded as not having happened.</param>
/// <param name="Struck">It was taken back.</param>
/// <param name="Conflict">Its accounts exclude one another.</param>
/// <param name="Basis">usual: on usual dates, nothing observed.</param>
public sealed record DaysRow(
    string Title, string Says, Stretch? Days, string Kind, string? Id = null, bool Hollow = false, bool Struck = false, bool Conflict = false, string? Basis = null)
{
    private const int FewestDays = 14;

    /// <summary>All days of some lines, with a little room beside them; null where none has a date.</summary>
    public static Span? Around(IEnumerable<DaysRow> rows)
    {
        var drawn = rows.Select(r => r.Days).OfType<Stretch>().ToList();
        if (drawn.Count == 0)
        {
            return null;
        }

        var (first, last) = (Day.Number(drawn.Min(d => d.From)), Day.Number(drawn.Max(d => d.To)));
        var beside = Math.Max((FewestDays - (last - first + 1) + 1) / 2, Math.Max(2, (last - first) / 12));
        return Span.Of(first - beside, last - first + 1 + (2 * beside));
    }
}
