using Timeline.Console;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public class VerdictInWordsTests
{
    [Theory]
    [InlineData("certain", 1, "certain")]
    [InlineData("possible", 0.4, "possible, share 0.40")]
    [InlineData("possible", 0.9999, "possible, share 0.99")]   // never rounded to all of them
    [InlineData("possible", 0.986, "possible, share 0.99")]
    [InlineData("possible", 0.001, "possible, share under 0.01")]
    [InlineData("possible", 1, "possible, on any of its days")]   // what is in doubt is not the days
    public void A_verdict_says_what_is_in_doubt(string verdict, double share, string says) => Assert.Equal(says, Words.Verdict(verdict, share));
}
