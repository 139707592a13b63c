using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Console.Charts;

/// <summary>
/// Lays any span of days along a line, every day as long as every other. Half as much again is drawn on either side of what is seen,
/// so that a drag of the chart uncovers what lies there at once, before the server has drawn anew.
/// </summary>
public sealed record SpanScale(Span Span) : Scale
{
    private const double Beside = 50;

    public override double Least => -Beside;

    public override double Most => 100 + Beside;

    public override double Start(LocalDate day) =>
        Math.Clamp((Day.Number(day) - Day.Number(Span.From)) * 100.0 / Span.Days, Least, Most);

    /// <summary>How many percent a day is wide.</summary>
    public double OfDay => 100.0 / Span.Days;
}
