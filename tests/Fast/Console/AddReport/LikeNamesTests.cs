using Timeline.Console.Api;
using Timeline.Console.Components.Pages.AddReport;
using Xunit;

namespace Timeline.Tests.Fast.Console.AddReport;

public class LikeNamesTests
{
    private static readonly IReadOnlyList<SourceView> Known = [Of("IRIN", 12), Of("I.R.I.N.", 2), Of("IRIN News", 3), Of("A herdsman of Batken", 1), Of("Daily of Osh", 5)];

    [Theory]
    [InlineData("Irin", "IRIN", "I.R.I.N.")]
    [InlineData(" irin ", "IRIN", "I.R.I.N.")]
    [InlineData("IRIN", "I.R.I.N.")]
    [InlineData("irinnews", "IRIN News")]
    [InlineData("Daily of Oş")]
    [InlineData("...")]
    [InlineData("")]
    public void A_name_that_differs_in_case_blanks_and_punctuation_alone_may_be_one_source(string typed, params string[] same) =>
        Assert.Equal(same, LikeNames.SameLetters(Known, typed).Select(s => s.Name));

    [Theory]
    [InlineData("iri", "IRIN", "IRIN News", "I.R.I.N.")]
    [InlineData("osh", "Daily of Osh")]
    [InlineData("BAT", "A herdsman of Batken")]
    [InlineData("i")]
    public void Letters_find_those_that_begin_with_them_first_and_of_these_the_best_known(string typed, params string[] found) =>
        Assert.Equal(found, LikeNames.Holding(Known, typed).Select(s => s.Name));

    [Fact]
    public void The_same_name_is_the_source_itself()
    {
        Assert.Equal("IRIN", LikeNames.Itself(Known, "IRIN ")!.Name);
        Assert.Null(LikeNames.Itself(Known, "Irin"));
    }

    private static SourceView Of(string name, int reports) => new(name, null, [], new(reports, 0, 0), new Dictionary<string, int>(), 1, [], [], null, null, default, default);
}
