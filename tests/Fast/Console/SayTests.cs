using NodaTime;
using Timeline.Console.Terminal;
using Timeline.Contracts;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public sealed class SayTests
{
    [Theory]
    [InlineData(1999, 8, 9, 1999, 8, 9, "9 August 1999")]
    [InlineData(1999, 8, 1, 1999, 8, 31, "1 to 31 August 1999")]
    [InlineData(1999, 9, 20, 1999, 10, 10, "20 September to 10 October 1999")]
    [InlineData(1999, 12, 30, 2000, 1, 2, "30 December 1999 to 2 January 2000")]
    public void A_range_of_days_names_month_and_year_only_where_they_change(int y1, int m1, int d1, int y2, int m2, int d2, string words)
    {
        var date = new UncertainDate(new LocalDate(y1, m1, d1), new LocalDate(y2, m2, d2));

        Assert.Equal(words, Say.Day(date));
    }

    [Theory]
    [InlineData(4, 4, "after 4 days")]
    [InlineData(1, 1, "after 1 day")]
    [InlineData(0, 4, "after 0 to 4 days")]
    [InlineData(-3, 2, "from 3 days before to 2 days after")]
    [InlineData(-9, -2, "2 to 9 days before")]
    public void A_lag_keeps_both_of_its_ends(int min, int max, string words) => Assert.Equal(words, Say.Lag(new LagDays(min, max)));

    [Theory]
    [InlineData(2_050_000, 5_050_000, "2.05 to 5.05 million dollars")]
    [InlineData(50_000, 50_000, "50,000 dollars")]
    [InlineData(50_000, 2_000_000, "0.05 to 2 million dollars")]
    [InlineData(0, 0, "0 dollars")]
    public void A_sum_of_money_has_both_ends_in_one_unit(int low, int high, string words) => Assert.Equal(words, Say.Dollars(low, high));

    [Fact]
    public void A_sum_without_an_upper_end_is_not_given_one()
    {
        Assert.Equal("at least 2 million dollars", Say.Dollars(2_000_000, null));
        Assert.Equal("at most 2 million dollars", Say.Dollars(null, 2_000_000));
        Assert.Equal("not stated", Say.Dollars(null, null));
    }

    [Fact]
    public void Tonnes_show_the_best_value_and_the_doubt_around_it()
    {
        Assert.Equal("4,600 t", Say.Tonnes(null, 4600, null));
        Assert.Equal("4,600 t (4,500 to 4,700 t)", Say.Tonnes(4500, 4600, 4700));
        Assert.Equal("4,500 to 4,700 t", Say.Tonnes(4500, null, 4700));
        Assert.Equal("at most 185 t", Say.Tonnes(null, null, 185));
    }

    [Theory]
    [InlineData(0.4, "40 %")]
    [InlineData(0.004, "under 1 %")]
    [InlineData(0.999, "over 99 %")]
    [InlineData(1, "100 %")]
    public void A_share_is_never_rounded_to_none_or_to_all(double share, string words) => Assert.Equal(words, Say.Share(share));
}
