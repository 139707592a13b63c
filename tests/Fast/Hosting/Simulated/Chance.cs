namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>Chance that is the same for the same seed, on every machine and in every version of the runtime.</summary>
internal sealed class Chance
{
    private readonly ulong seed;
    private ulong state;

    public Chance(ulong seed) => this.seed = state = seed;

    /// <summary>A chance of its own for a part of the world, so that a part left out does not change what befalls the others.</summary>
    public Chance Of(string part)
    {
        unchecked
        {
            var hash = seed ^ 14695981039346656037;
            foreach (var letter in part)
            {
                hash = (hash ^ letter) * 1099511628211;
            }

            return new(new Chance(hash).Next());
        }
    }

    /// <summary>Both ends count.</summary>
    public int Between(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    /// <summary>A duration between two numbers of milliseconds.</summary>
    public TimeSpan Ms(double least, double most) => TimeSpan.FromTicks((long)((least + (Share() * (most - least))) * TimeSpan.TicksPerMillisecond));

    public bool Happens(double share) => Share() < share;

    public T Pick<T>(IReadOnlyList<T> from) => from[Between(0, from.Count - 1)];

    private double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    // SplitMix64
    private ulong Next()
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
