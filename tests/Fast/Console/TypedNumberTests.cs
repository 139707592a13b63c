using Timeline.Console.Components;
using Timeline.Console.Components.Pages.AddReport;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console;

/// <summary>A number as it is typed: in the ways that sources write one, and never one that could be two.</summary>
public class TypedNumberTests
{
    [Theory]
    [InlineData("2.5", 2.5)]
    [InlineData("2,5", 2.5)]
    [InlineData("2,50", 2.5)]
    [InlineData("12,3456", 12.3456)]
    [InlineData(" 40 ", 40)]
    [InlineData("1250", 1250)]
    [InlineData("0,125", 0.125)]           // no group begins with a nought
    [InlineData("1234,567", 1234.567)]     // and none has four figures
    [InlineData("1,250,000", 1250000)]
    [InlineData("1.250.000", 1250000)]
    [InlineData("1 250", 1250)]
    [InlineData("1 250 000", 1250000)]
    [InlineData("1\u00a0250\u202f000", 1250000)]
    [InlineData("1'250", 1250)]
    [InlineData("1’250", 1250)]
    [InlineData("1 250,500", 1250.5)]
    [InlineData("1,250.5", 1250.5)]
    [InlineData("1,250.125", 1250.125)]
    [InlineData("1.250,5", 1250.5)]
    [InlineData("1,250,000.75", 1250000.75)]
    [InlineData(".5", 0.5)]
    [InlineData("5,", 5)]                  // on the way to 5,2
    [InlineData("-3", -3)]                 // a number; that nothing lies below zero is for the service to say
    [InlineData("−3,5", -3.5)]
    [InlineData("1e3", 1000)]
    public void It_is_read_as_it_was_meant(string typed, double number) =>
        Assert.Equal(new TypedNumber(number, null), TypedNumber.Read(typed));

    [Theory]
    [InlineData("1,250", "'1,250' can mean two numbers: write 1250 or 1.25.")]
    [InlineData("1.250", "'1.250' can mean two numbers: write 1250 or 1.25.")]
    [InlineData("999,000", "'999,000' can mean two numbers: write 999000 or 999.0.")]
    [InlineData("-12,345", "'-12,345' can mean two numbers: write -12345 or -12.345.")]
    public void What_can_be_two_numbers_is_refused_with_both(string typed, string says) =>
        Assert.Equal(new TypedNumber(null, says), TypedNumber.Read(typed));

    [Theory]
    [InlineData("forty")]
    [InlineData("12 50")]
    [InlineData("1,25,000")]
    [InlineData("1,250 000")]
    [InlineData("1.250,000,5")]
    [InlineData("1,250.000.5")]
    [InlineData("0,250,000")]
    [InlineData("2,5 kg")]
    [InlineData("1e400")]
    [InlineData("1000000000000000")]
    [InlineData("NaN")]
    [InlineData(",")]
    [InlineData("-")]
    [InlineData("٢")]
    public void What_is_no_number_is_said_to_be_none(string typed) =>
        Assert.Equal(new TypedNumber(null, $"'{typed}' is not a number; write it as 1250 or 2.5."), TypedNumber.Read(typed));

    [Theory]
    [InlineData("39.125", 39.125)]
    [InlineData("70,500", 70.5)]
    [InlineData("-71", -71)]
    public void Degrees_have_no_thousands(string typed, double degrees) =>
        Assert.Equal(new TypedNumber(degrees, null), TypedNumber.ReadDegrees(typed));

    [Theory]
    [InlineData("1.125")]
    [InlineData("-40.250")]
    [InlineData("2.5")]
    [InlineData("1250")]
    [InlineData("0.125")]
    public void What_is_written_into_a_field_reads_back(string plain) =>
        Assert.Equal(new TypedNumber(double.Parse(plain, System.Globalization.CultureInfo.InvariantCulture), null), TypedNumber.Read(TypedNumber.Again(plain)));

    [Fact]
    public void A_report_is_sent_with_the_number_and_says_at_its_field_what_is_none()
    {
        var draft = new Draft { Kind = Kind.Seizure, Lat = "39,125", Lon = "east" };
        (draft.Amount("mass").Low, draft.Amount("mass").Best) = ("2,5", "1,250");
        var wrong = new Dictionary<string, string[]>();

        var form = draft.Form(wrong);

        Assert.Equal((2.5, 39.125), ((double)form.Details!["mass"]!["low"]!, form.Where!.Lat!.Value));
        Assert.Equal(["details.mass.best", "where.lon"], wrong.Keys.Order());
        Assert.Equal(["'1,250' can mean two numbers: write 1250 or 1.25."], wrong["details.mass.best"]);
    }

    [Theory]
    [InlineData("1999", 1999, null)]
    [InlineData("1999.5", null, "'1999.5' is not a year; write it as 1999.")]
    [InlineData("1,999", null, "'1,999' is not a year; write it as 1999.")]
    public void A_year_is_a_whole_number(string typed, int? year, string? says)
    {
        var draft = new Draft { Kind = Kind.Harvest };
        draft.SetWord("seasonYear", typed);
        var wrong = new Dictionary<string, string[]>();

        Assert.Equal(year, (int?)draft.Form(wrong).Details!["seasonYear"]);
        Assert.Equal(says, wrong.GetValueOrDefault("details.seasonYear")?[0]);
    }
}
