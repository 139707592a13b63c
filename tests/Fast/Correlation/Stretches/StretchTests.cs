using FsCheck.Xunit;
using NodaTime;
using Timeline.Contracts;
using Timeline.Correlation.Stretches;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Tests.Fast.Contracts;
using Timeline.Tests.Fast.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Correlation.Stretches;

/// <summary>What is put together for a quick start says the same as the rows it was made of, or is not believed.</summary>
public sealed class StretchTests
{
    private static readonly Instant Recorded = Instant.FromUtc(2026, 11, 28, 23, 59, 59).PlusNanoseconds(123_456_700);

    [Fact]
    public void Every_event_of_an_incident_with_all_its_fields_and_with_none_is_read_as_it_was_written()
    {
        var facts = EventCatalogue.OfIngestion.SelectMany((t, n) => new[] { Specimen.Full(t), Specimen.Minimal(t) }.Select(e => new Fact(n, Recorded.PlusNanoseconds(n), (IIncidentEvent)e))).ToList();
        var reported = facts.Select(f => f.Event).OfType<ReportCorrected>().First();
        facts.AddRange(Specimen.Details.Select((d, n) => new Fact(-n, Instant.MinValue, reported with { Details = d, Account = reported.Account with { Elsewhere = null! } })));

        Assert.Equal(facts.Select(Words), Stretch.Of(3, 70, facts).Read()!.Select(Words));
        Assert.Equal(facts.ConvertAll(f => f.Recorded), Stretch.Of(3, 70, facts).Read()!.ConvertAll(f => f.Recorded));
        Assert.Equal(facts.ConvertAll(f => f.Version), Stretch.Of(3, 70, facts).Read()!.ConvertAll(f => f.Version));
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(Histories)])]
    public void An_engine_told_from_stretches_and_a_rest_says_what_one_told_from_nothing_does(Lived lived)
    {
        var chance = new Random(lived.Seed);
        var facts = lived.Facts.ToArray();
        chance.Shuffle(facts);
        var cut = chance.Next(facts.Length + 1);
        var read = facts[..cut].Chunk(1 + chance.Next(7)).SelectMany(stretch => Stretch.Of(0, 1, stretch).Read()!).Concat(facts[cut..]);

        Assert.Equal(Digest(lived.Facts), Digest(read));
    }

    [Fact]
    public void A_stretch_of_which_any_byte_is_another_is_not_believed()
    {
        var kept = Some();
        for (var at = 0; at < kept.Bytes.Length; at++)
        {
            var broken = kept.Bytes.ToArray();
            broken[at] ^= 0x10;

            Assert.Null((kept with { Bytes = broken }).Read());
        }

        Assert.NotNull(kept.Read());
    }

    [Fact]
    public void A_stretch_that_was_cut_off_moved_or_written_in_another_form_is_not_believed()
    {
        var kept = Some();

        Assert.Null((kept with { Bytes = kept.Bytes[..^1] }).Read());
        Assert.Null((kept with { Bytes = [] }).Read());
        Assert.Null((kept with { After = 1 }).Read());
        Assert.Null((kept with { UpTo = 3 }).Read());
        Assert.Null((kept with { Facts = 1 }).Read());
        Assert.Null((kept with { Form = "another" }).Read());
        Assert.Null((kept with { Digest = [] }).Read());
    }

    [Fact]
    public void A_record_that_holds_more_than_it_is_made_with_cannot_be_written_by_half()
    {
        var refused = Assert.Throws<NotSupportedException>(() => Form.PartsOf(typeof(Incident)));

        Assert.Contains("Settled", refused.Message, StringComparison.Ordinal);
    }

    private static Stretch Some() => Stretch.Of(
        0, 2, [new(1, Recorded, (IIncidentEvent)Specimen.Full(typeof(RansomReported))), new(2, Recorded, (IIncidentEvent)Specimen.Minimal(typeof(CoverageStated)))]);

    private static string Words(Fact fact) => $"{EventCatalogue.NameOf(fact.Event.GetType())} {fact.Event.Written()}";

    private static string Digest(IEnumerable<Fact> facts) =>
        TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules, facts, AnyOrderTests.Last).Digest();
}
