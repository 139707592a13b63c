namespace Timeline.Hosting;

/// <summary>
/// How often a service takes in what has arrived. Each stretch costs a transaction and a run of every view behind it, however many events are in it; a service that
/// nobody waits for takes more of them together while much arrives, and leaves the processor to those that somebody waits for.
/// </summary>
/// <param name="PerSecond">Stretches a second in the long run, 1 or more.</param>
/// <param name="AtOnce">So many are taken without a wait after a time of quiet: a single report, and what follows from it, is never kept waiting.</param>
/// <param name="Crowd">Where so many events wait, nothing is gained by waiting for more.</param>
public sealed record Pace(int PerSecond, int AtOnce, int Crowd)
{
    /// <summary>Counts for one process.</summary>
    internal sealed class Clock(Pace pace, TimeProvider time)
    {
        private double left = pace.AtOnce;
        private long since = time.GetTimestamp();

        /// <summary>How long to wait before the next stretch, in whole milliseconds, which is all that a delay knows; zero or less where it may be taken now.</summary>
        public TimeSpan Wait(int arrived)
        {
            Refill();
            return arrived >= pace.Crowd ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling((1 - left) * 1000 / pace.PerSecond));
        }

        public void Took()
        {
            Refill();
            left = Math.Max(0, left - 1);
        }

        private void Refill()
        {
            var now = time.GetTimestamp();
            left = Math.Min(pace.AtOnce, left + (time.GetElapsedTime(since, now).TotalSeconds * pace.PerSecond));
            since = now;
        }
    }
}
