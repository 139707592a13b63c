namespace Timeline.Hosting;

/// <summary>Tells a mark that stands still behind what it should reach from one that has reached it, and from one that moves.</summary>
/// <remarks>A mark at rest is no trouble, however long; nor is one far behind that moves. Only looking again shows the difference, so it keeps what it saw.</remarks>
public sealed class StandStill
{
    private (long Mark, TimeSpan Since)? seen;

    /// <summary>For how long the mark has not moved though it was behind at every look; zero where it moved or is not behind.</summary>
    /// <param name="mark">How far it has come.</param>
    /// <param name="goal">How far it should come.</param>
    /// <param name="now">The time of this look, on any clock that does not jump.</param>
    public TimeSpan Look(long mark, long goal, TimeSpan now)
    {
        if (mark >= goal)
        {
            seen = null;
            return TimeSpan.Zero;
        }

        if (seen is not { } before || before.Mark != mark)
        {
            seen = before = (mark, now);
        }

        return now - before.Since;
    }
}
