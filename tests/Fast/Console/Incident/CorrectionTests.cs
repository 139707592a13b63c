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
    public void Taken_for_another_kind_it_sends_that_kind_and_its_own_fields_alone()
    {
        correction.Draft.Kind = Kind.Attack;
        correction.Draft.Amount("killed").Best = "3";

        var sent = Sent();

        Assert.Equal(["kind", "details"], sent.Select(f => f.Key));
        Assert.Equal(("attack", 3d), ((string)sent["kind"]!, (double)sent["details"]!["killed"]!["best"]!));
        Assert.Equal(["killed"], sent["details"]!.AsObject().Select(f => f.Key));
        Assert.Equal("What it said of the hostage taking alone (how many were taken) is left out; it stays in the history.", correction.LeftBehind);
    }

    [Fact]
    public void Back_at_the_kind_that_stands_there_is_nothing_to_send()
    {
        correction.Draft.Kind = Kind.Attack;
        correction.Draft.Kind = Kind.HostageTaking;

        Assert.True(correction.IsEmpty);
        Assert.Null(correction.LeftBehind);
    }

    [Fact]
    public void Taken_for_background_it_says_of_which_sort()
    {
        correction.Draft.Kind = Kind.Context;
        correction.Draft.Subkind = "politics";

        Assert.Equal(("context", "politics"), ((string)Sent()["kind"]!, (string)Sent()["subkind"]!));
    }

    [Fact]
    public void A_source_that_is_graded_anew_keeps_its_pages()
    {
        correction.Draft.Reliability = "C";

        var source = Sent()["source"]!;

        Assert.Equal(("C", "p. 3", "Source a"), ((string)source["reliability"]!, (string)source["pages"]!, (string)source["name"]!));
    }

    [Fact]
    public void A_date_that_was_worked_out_is_said_so_and_its_days_are_not_read_again()
    {
        correction.Draft.DerivedFrom = "paper.harvest";

        var when = Sent()["when"]!;

        Assert.Equal(("paper.harvest", "the first days of August", "2000-08-01", "2000-08-09"), ((string)when["derivedFrom"]!, (string)when["text"]!, (string)when["begins"]!["earliest"]!, (string)when["begins"]!["latest"]!));
        Assert.Equal("as it stands: a day in 1–9 Aug 2000", correction.WhenStands);
        Assert.Null(correction.ToRead([]).When);
    }

    [Fact]
    public void Days_for_which_the_source_has_no_words_stay_when_they_are_no_longer_said_to_be_worked_out()
    {
        var standing = Reports.Of("a", Reports.On(1) with { DerivedFrom = "paper.harvest" });
        var parted = new Correction(standing, Reports.Gazette);

        parted.Draft.DerivedFrom = "";
        var when = parted.Fields(parted.Draft.Form([]))["when"]!;

        Assert.Equal((null, "2000-08-01"), ((string?)when["derivedFrom"], (string)when["begins"]!["earliest"]!));
    }

    [Fact]
    public void Of_several_figures_and_places_those_that_stand_keep_their_words_and_points()
    {
        var standing = Reports.Of("a", Reports.On(1));
        standing = standing with
        {
            Says = standing.Says with
            {
                Figures = [new(Best: 7, What: "huts", Text: "seven huts")],
                Elsewhere = [new(null, "a ford", PlacePrecision.Unknown, new(39.9, 70.8))],
            },
        };
        var two = new Correction(standing, Reports.Gazette);
        Assert.True(two.IsEmpty);

        two.Draft.Figures.Add(new() { What = "sheep", Amount = { Low = "200" } });
        two.Draft.Elsewhere += "; Vorukh";
        var sent = two.Fields(two.Draft.Form([]));

        Assert.Equal(["seven huts", null], sent["figures"]!.AsArray().Select(f => (string?)f!["text"]));
        Assert.Equal(["a ford", "Vorukh"], sent["elsewhere"]!.AsArray().Select(p => (string?)p!["text"]));
        Assert.Equal([39.9, null], sent["elsewhere"]!.AsArray().Select(p => (double?)p!["lat"]));
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
