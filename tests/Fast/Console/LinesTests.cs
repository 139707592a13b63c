using Timeline.Console.Terminal;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public sealed class LinesTests
{
    private static readonly string Long = string.Join(' ', Enumerable.Repeat("incursion", 40));

    [Fact]
    public void No_line_is_wider_than_a_hundred_columns()
    {
        var lines = Lines.Labelled("Harvest", Long).ToList();

        Assert.True(lines.Count > 3);
        Assert.All(lines, line => Assert.True(line.Length <= Lines.Width, line));
    }

    [Fact]
    public void Wrapped_words_stand_under_the_first_and_none_is_lost()
    {
        var lines = Lines.Labelled("Harvest", Long).ToList();

        Assert.All(lines.Skip(1), line => Assert.StartsWith(Lines.Under + "incursion", line));
        Assert.Equal(40, lines.Sum(line => line.Split("incursion").Length - 1));
    }

    [Fact]
    public void A_word_longer_than_the_line_is_kept_whole()
    {
        var word = new string('x', 150);

        Assert.Contains(Lines.Hanging("  ", "before " + word), line => line.Contains(word, StringComparison.Ordinal));
    }
}
