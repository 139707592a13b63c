using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

public sealed class ReadUndatedTests
{
    [Theory]
    [InlineData("unknown")]
    [InlineData("Undated")]
    [InlineData("no date")]
    [InlineData("date unknown")]
    [InlineData("n.d.")]
    [InlineData("N/A")]
    public void Words_that_say_there_is_no_date_are_read_as_undated(string words)
    {
        var reading = Assert.IsType<DateRead>(ReadDate.Read(words));

        Assert.Equal(Occurrence.Undated(words), reading.Occurrence);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\n ")]
    public void No_words_at_all_are_refused_and_not_taken_for_undated(string? words)
    {
        var reading = Assert.IsType<Refusal>(ReadDate.Read(words));

        Assert.Equal("no date is given; write 'unknown' where there is none.", reading.Says);
    }

    [Fact]
    public void A_sentence_longer_than_any_date_is_refused_without_repeating_it()
    {
        var reading = Assert.IsType<Refusal>(ReadDate.Read(new string('9', 10_000_000)));

        Assert.Equal("10000000 characters are too long for a date; 200 at most.", reading.Says);
    }
}
