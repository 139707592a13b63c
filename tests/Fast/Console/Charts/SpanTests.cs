using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Timeline.Console.Charts;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console.Charts;

public sealed class SpanTests
{
    private static readonly Gen<Span> AnySpan =
        Gen.Choose(Day.Number(new(1000, 1, 1)), Day.Number(new(2999, 12, 31))).Zip(Gen.Choose(0, 17).Select(n => 1 << n)).Select(s => Span.Of(s.Item1, s.Item2));

    private static readonly Gen<double> AnyFactor = Gen.Choose(1, 400).Select(n => n / 100.0);

    [Property(MaxTest = 500)]
    public Property Whatever_is_done_to_a_span_it_stays_one_of_the_years_that_are_shown() => Prop.ForAll(AnySpan.Zip(AnyFactor).Zip(Gen.Choose(-100, 200)).ToArbitrary(), asked =>
    {
        var ((span, factor), share) = asked;

        foreach (var after in new[] { span.Zoomed(factor, share / 100.0), span.Moved(share / 100.0) })
        {
            Assert.InRange(after.Days, 1, Span.MostDays);
            Assert.InRange(after.From.Year, 1000, 2999);
            Assert.InRange(after.To.Year, 1000, 2999);
        }
    });

    [Property(MaxTest = 300)]
    public Property Turning_nearer_long_enough_ends_at_one_day_around_the_pointer() => Prop.ForAll(AnySpan.Zip(Gen.Choose(0, 100)).ToArbitrary(), asked =>
    {
        var (span, percent) = asked;
        var pointed = span;
        for (var turns = 0; pointed.Days > 1; turns++)
        {
            Assert.InRange(turns, 0, 200);
            pointed = pointed.Zoomed(0.9, percent / 100.0);
        }

        Assert.InRange(pointed.From, span.From, span.To);
    });

    [Fact]
    public void Moving_a_single_day_by_a_little_goes_to_the_next() => Assert.Equal(new Span(new(1312, 8, 2), new(1312, 8, 2)), new Span(new(1312, 8, 1), new(1312, 8, 1)).Moved(0.2));

    [Fact]
    public void Zooming_in_keeps_the_day_under_the_pointer() => Assert.Equal(new Span(new(1312, 8, 1), new(1312, 8, 5)), new Span(new(1312, 8, 1), new(1312, 8, 10)).Zoomed(0.5, 0));

    [Fact]
    public void Both_ends_of_a_span_count()
    {
        var august = new Span(new(1312, 8, 1), new(1312, 8, 31));

        Assert.Equal(31, august.Days);
        Assert.True(august.Holds(new(1312, 7, 1), new(1312, 8, 1)));
        Assert.True(august.Holds(new(1312, 8, 31), LocalDate.MaxIsoValue));
        Assert.False(august.Holds(new(1312, 7, 1), new(1312, 7, 31)));
    }

    [Fact]
    public void A_span_that_ends_before_it_begins_is_none() => Assert.Throws<ArgumentException>(() => new Span(new(1312, 8, 2), new(1312, 8, 1)));
}
