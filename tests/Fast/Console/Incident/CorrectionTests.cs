using Timeline.Console.Components.Pages.Incident;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console.Incident;

public sealed class CorrectionTests
{
    private readonly Correction correction = new(
        Reports.Of("a", Occurrence.Between(new(2000, 8, 1), new(2000, 8, 9), stated: "the first days of August"), new(Low: 4, Unit: "persons", Qualifier: QuantityQualifier.Over, What: "shepherds", Text: "more than four"), note: "told on the market"),
        Reports.Gazette);

    [Fact]
    public void What_nobody_touched_is_not_sent()
    {
        Assert.True(correction.IsEmpty);
        Assert.Equal("as it stands: a day in 1–9 Aug 2000", correction.WhenStands);
    }

    [Fact]
    public void Days_that_stand_are_not_read_again_from_the_words_for_them()
    {
        correction.Draft.Title = "Herders taken";

        Assert.Equal(["title"], Sent().Select(f => f.Key));
        Assert.Null(correction.ToRead([]).When);
    }

    [Fact]
    public void New_words_for_the_days_are_sent_and_read()
    {
        correction.Draft.When = "5 to 9 August 2000";

        Assert.Equal("5 to 9 August 2000", (string?)Sent()["when"]!["text"]);
        Assert.Equal("5 to 9 August 2000", correction.ToRead([]).When!.Text);
        Assert.Null(correction.WhenStands);
    }

    [Fact]
    public void What_is_taken_away_is_sent_as_nothing()
    {
        correction.Draft.Note = "";

        Assert.True(Sent().TryGetPropertyValue("note", out var note));
        Assert.Null(note);
    }

    [Fact]
    public void A_new_number_keeps_what_is_counted_and_drops_the_words_for_the_old_one()
    {
        correction.Draft.Amount("hostages").High = "6";

        var amount = Sent()["details"]!["hostages"]!;

        Assert.Equal((4d, 6d, "shepherds", "over"), ((double)amount["low"]!, (double)amount["high"]!, (string)amount["what"]!, (string)amount["qualifier"]!));
        Assert.Null(amount["text"]);
    }

    [Fact]
    public void A_source_that_is_graded_anew_keeps_its_pages()
    {
        correction.Draft.Reliability = "C";

        var source = Sent()["source"]!;

        Assert.Equal(("C", "p. 3", "Source a"), ((string)source["reliability"]!, (string)source["pages"]!, (string)source["name"]!));
    }

    [Fact]
    public void A_number_of_three_decimals_that_stands_is_read_from_the_form_as_it_stands()
    {
        var draft = new Correction(Reports.Of("a", Occurrence.Undated(), new(Best: 1.125m)), Reports.Gazette).Draft;
        var wrong = new Dictionary<string, string[]>();

        Assert.Equal(1.125, (double)draft.Form(wrong).Details!["hostages"]!["best"]!);
        Assert.Empty(wrong);
    }

    private System.Text.Json.Nodes.JsonObject Sent() => correction.Fields(correction.Draft.Form([]));
}
