using Timeline.Console.Terminal;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public sealed class OptionsTests
{
    [Fact]
    public void Values_switches_and_lone_words_may_stand_in_any_order()
    {
        var options = Read("--set", "paper", "history.ndjson", "--backfill", "--url=http://127.0.0.1:8080");

        Assert.Equal("paper", options.Required("set"));
        Assert.Equal(["history.ndjson"], options.Alone);
        Assert.Contains("backfill", options.Switches);
        Assert.Equal(new Uri("http://127.0.0.1:8080/"), options.Url());
    }

    [Theory]
    [InlineData("--sett", "--sett")]
    [InlineData("--set", "--set")]
    [InlineData("--backfill=yes", "--backfill")]
    public void What_is_not_understood_is_named(string word, string named)
    {
        var refusal = Assert.Throws<NotUnderstoodException>(() => Read(word));

        Assert.Contains(named, refusal.Message);
    }

    [Theory]
    [InlineData("ftp://here")]
    [InlineData("here")]
    public void An_address_that_is_not_http_is_refused(string url) =>
        Assert.Throws<NotUnderstoodException>(() => Read("--url", url).Url());

    private static Options Read(params string[] words) => Options.Read(words, ["set", "url"], ["backfill"]);
}
