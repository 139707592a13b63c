namespace Timeline.Engine.Statistics;

/// <summary>
/// Looks at a p value that were declared beforehand, in event time (season close and reporting delay): the j-th has alpha / (j (j + 1)), which add up
/// to alpha however many there are. Between them a number is provisional. Data that comes late repeats its own look, at the same level.
/// </summary>
public static class DeclaredLook
{
    /// <param name="look">From 1.</param>
    public static double Level(double alpha, int look) => alpha / ((double)look * (look + 1));

    public static bool Alerts(double p, double alpha, int look) => p <= Level(alpha, look);
}
