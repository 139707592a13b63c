using Timeline.Console.Components.Pages.Incident;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console.Incident;

public sealed class AmountsTests
{
    public static TheoryData<Quantity, string> Numbers => new()
    {
        { new(Best: 4, Unit: "persons"), "4 persons" },
        { new(Low: 4, Unit: "persons", Text: "four and others"), "at least 4 persons “four and others”" },
        { new(Low: 2_000_000, High: 5_000_000, Unit: "USD", Qualifier: QuantityQualifier.Reported), "2 to 5 million USD, reported" },
        { new(Low: 4500, Best: 4600, High: 4700, Unit: "t"), "4,500 to 4,700 t, best 4,600 t" },
        { new(Text: "a helicopter"), "no number “a helicopter”" },
        { new(Best: 3, What: "fronts"), "3 (fronts)" },
    };

    [Theory, MemberData(nameof(Numbers))]
    public void A_number_is_said_with_its_doubt(Quantity quantity, string says) => Assert.Equal(says, Amounts.Say(quantity));

    [Fact]
    public void Numbers_of_two_units_exclude_nothing() => Assert.False(Amounts.Exclude(new(Best: 1, Unit: "kg"), new(Best: 2, Unit: "t")));
}
