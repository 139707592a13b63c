using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Timeline.Engine.Statistics;

/// <summary>Chance that is the same on every machine: a p value drawn at random must be the same whoever computes it again.</summary>
/// <remarks>Steele, Lea and Flood 2014, with Vigna's constants. Never <see cref="Random"/>, whose numbers may change with the framework.</remarks>
public sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>The seed of a test of one version of a rule: the first eight bytes, big-endian, of the SHA-256 of "rule|version|purpose". One generator per test.</summary>
    public static ulong Seed(string rule, int version, string purpose) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{rule}|{version}|{purpose}"))));

    public ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A whole number from 0 up to and not including <paramref name="n"/>, each as likely as any other (what would make some likelier is drawn again).</summary>
    /// <param name="n">At least 1.</param>
    public ulong Below(ulong n)
    {
        var x = Next();
        if (x > ulong.MaxValue - n)
        {
            // the rest is less than n, so it need be worked out for the last few numbers alone
            var rest = ((ulong.MaxValue % n) + 1) % n;
            while (x > ulong.MaxValue - rest)
            {
                x = Next();
            }
        }

        return x % n;
    }

    public int Below(int n) => (int)Below((ulong)n);

    /// <summary>From 0 up to and not including 1, in steps of 2^-53.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Fisher and Yates, from the last place to the second.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
