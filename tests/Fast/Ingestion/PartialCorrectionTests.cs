using System.Text.Json;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion;

/// <summary>A correction says what is new; the rest of the report stands as it stood.</summary>
public class PartialCorrectionTests
{
    private static readonly Reading Standing = Forms.Read(Forms.With("""
        {"details":{"hostages":{"best":4},"captors":{"best":21}},"actors":["IMU"],"note":"n","links":[{"rel":"part-of","to":"known"}],
         "source":{"name":"A radio","reliability":"B","credibility":2,"published":"1999-08-14"}}
        """)).Reading!;

    [Fact]
    public void A_correction_of_nothing_changes_nothing()
    {
        var after = Corrected("{}");

        Assert.Equivalent(Standing.Account, after.Account, strict: true);
        Assert.Equal(Standing.Details, after.Details);
    }

    [Theory]
    [InlineData("""{"text":"18 Asad 1378"}""", SourceCalendar.SolarHijri, null)]
    [InlineData("""{"text":"Ramadan 1420"}""", SourceCalendar.LunarHijri, null)]
    [InlineData("""{"text":"18 Asad 1378","zone":"Asia/Kabul","best":"1999-08-09"}""", SourceCalendar.SolarHijri, "Asia/Kabul")]
    [InlineData("""{"text":"5 August 1999, 23:30 UTC"}""", SourceCalendar.Gregorian, "Etc/UTC")]
    [InlineData("""{"text":"5 August 1999, 23:30 +05:00"}""", SourceCalendar.Gregorian, null)]
    [InlineData("""{"text":"from 18 Asad 1378 to 20 Asad 1378"}""", SourceCalendar.SolarHijri, null)]
    [InlineData("""{"text":"since 18 Asad 1378"}""", SourceCalendar.SolarHijri, null)]
    [InlineData("""{"text":"unknown"}""", SourceCalendar.Gregorian, null)]
    public void A_correction_of_another_field_leaves_the_whole_date_as_it_was(string when, SourceCalendar calendar, string? zone)
    {
        var standing = Forms.Read(Forms.With($$"""{"when":{{when}}}""")).Reading!;

        var after = Corrected("""{"title":"Four taken"}""", standing);

        Assert.Equal((calendar, zone), (standing.Account.When.Calendar, standing.Account.When.Zone));
        Assert.Equal(standing.Account.When, after.Account.When);
    }

    [Fact]
    public void A_new_date_replaces_the_old_one_whole_and_leaves_the_rest()
    {
        var after = Corrected("""{"when":{"date":"1999-08-19"}}""");

        Assert.Equal(Occurrence.On(new(1999, 8, 19)), after.Account.When);
        Assert.Equivalent(Standing.Account with { When = after.Account.When }, after.Account, strict: true);
    }

    [Fact]
    public void Details_are_corrected_field_by_field() =>
        Assert.Equal(new HostageTakingDetails(new(Best: 5), new(Best: 21)), Corrected("""{"details":{"hostages":{"best":5}}}""").Details);

    [Fact]
    public void What_is_given_as_null_is_taken_away()
    {
        var after = Corrected("""{"where":null,"note":null,"details":{"captors":null}}""");

        Assert.Null(after.Account.Where);
        Assert.Null(after.Account.Note);
        Assert.Null(((HostageTakingDetails)after.Details).Captors);
    }

    [Fact]
    public void The_fields_may_stand_in_a_report_of_their_own() =>
        Assert.Equal("Five taken", Corrected("""{"reason":"a slip","report":{"title":"Five taken"}}""").Account.Title);

    [Theory]
    [InlineData("attack")]
    [InlineData(" Attack ")]
    public void Taken_for_another_kind_it_says_of_that_kind_what_is_given_and_the_rest_stands(string kind)
    {
        var after = Corrected("{\"kind\":\"" + kind + "\",\"details\":{\"killed\":{\"best\":3}}}");

        Assert.Equal(new AttackDetails(Killed: new(Best: 3)), after.Details);
        Assert.Equivalent(Standing.Account with { Kind = Kind.Attack }, after.Account, strict: true);
    }

    [Fact]
    public void A_field_of_the_same_name_says_nothing_of_another_kind_and_neither_does_the_sort_of_background()
    {
        var standing = Forms.Read(Forms.With("""{"kind":"harvest","subkind":"national","details":{"amount":{"best":4600,"unit":"t"},"crop":"opium"}}""")).Reading!;

        var after = Corrected("""{"kind":"ransom"}""", standing);

        Assert.Equal((new RansomDetails(), null), ((RansomDetails)after.Details, after.Account.Subkind));
    }

    [Fact]
    public void The_kind_that_stands_said_again_leaves_its_details() =>
        Assert.Equal(Standing.Details, Corrected("""{"kind":"Hostage-Taking"}""").Details);

    [Fact]
    public void A_field_that_no_report_has_is_refused() =>
        Assert.Throws<JsonException>(() => Corrected("""{"colour":"red"}"""));

    private static Reading Corrected(string given) => Corrected(given, Standing);

    private static Reading Corrected(string given, Reading before)
    {
        // the standing report names its links by id; here one is known
        var standing = ReportForm.Of(before.Account, before.Details) with { Links = [new("part-of", "known")] };
        using var body = JsonDocument.Parse(given);
        var (reading, problems) = Forms.Read(CorrectReport.Over(standing, body.RootElement));
        Assert.Empty(problems.Fields);
        return reading!;
    }
}
