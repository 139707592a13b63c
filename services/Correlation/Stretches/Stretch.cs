using System.Security.Cryptography;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;

namespace Timeline.Correlation.Stretches;

/// <summary>
/// Facts that follow on one another in the table of facts, in few bytes. To read them so takes a tenth of what it takes from their rows, and a history is read whole at every start.
/// </summary>
/// <param name="After">The number of the last fact before it; 0 before the first.</param>
/// <param name="UpTo">The number of its last fact.</param>
/// <param name="Facts">How many there are: numbers may have been left out.</param>
/// <param name="Form">What it is written in (<see cref="Stretches.Form.OfEvents"/>).</param>
/// <param name="Digest">SHA-256 over all of it.</param>
public sealed record Stretch(long After, long UpTo, int Facts, string Form, byte[] Digest, byte[] Bytes)
{
    public static Stretch Of(long after, long upTo, IReadOnlyList<Fact> facts)
    {
        var writer = new WriteBytes();
        foreach (var fact in facts)
        {
            writer.Number(fact.Version);
            Form<Instant>.Write(writer, fact.Recorded);
            Form<IIncidentEvent>.Write(writer, fact.Event);
        }

        var bytes = writer.ToArray();
        return new(after, upTo, facts.Count, Stretches.Form.OfEvents, DigestOf(after, upTo, facts.Count, Stretches.Form.OfEvents, bytes), bytes);
    }

    /// <summary>The facts; null where it is not what was written, or was written in another form.</summary>
    public List<Fact>? Read()
    {
        if (Form != Stretches.Form.OfEvents || !Digest.AsSpan().SequenceEqual(DigestOf(After, UpTo, Facts, Form, Bytes)))
        {
            return null;
        }

        var reader = new ReadBytes(Bytes);
        var facts = new List<Fact>(Facts);
        while (facts.Count < Facts)
        {
            facts.Add(new(reader.Number(), Form<Instant>.Read(reader), Form<IIncidentEvent>.Read(reader)));
        }

        return facts;
    }

    private static byte[] DigestOf(long after, long upTo, int facts, string form, byte[] bytes)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(System.Text.Encoding.UTF8.GetBytes($"{after} {upTo} {facts} {form} "));
        digest.AppendData(bytes);
        return digest.GetHashAndReset();
    }
}
