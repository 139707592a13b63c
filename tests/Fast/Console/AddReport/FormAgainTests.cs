using System.Text.Json;
using Timeline.Console.Components.Pages.AddReport;
using Timeline.Contracts;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console.AddReport;

public class FormAgainTests
{
    [Fact]
    public void What_the_form_sent_is_typed_into_it_again()
    {
        var draft = new Draft { Title = "Riders", When = "July 1850", Where = "Sokh", Lat = "39.5", Lon = "71", Precision = "village", Actors = "IMU, others", Source = "a herdsman", Credibility = "3", Note = "n" };
        draft.Amount("attackers").Best = "40";
        draft.Amount("attackers").Qualifier = "up-to";
        draft.Figures.Add(new() { What = "huts", Amount = { Best = "7" } });
        (draft.Pages, draft.Claim, draft.Elsewhere, draft.DerivedFrom, draft.BestDay) = ("p. 3", Claim.Alleged, "Vorukh; Batken", "paper.x", "1850-07-04");
        draft.Links.Add(new() { Rel = "part-of", To = "x" });
        var sent = Sent(draft);

        Assert.True(FormAgain.Holds(sent));
        Assert.Equal(sent.GetRawText(), Sent(FormAgain.Of(sent)).GetRawText());
    }

    [Theory]
    [InlineData("""{"kind":"incursion","title":"T","when":{"text":"May 1850"},"source":{"name":"N"}}""", true)]
    [InlineData("""{"kind":"incursion","title":"T","when":{"earliest":"1850-05-01","latest":"1850-05-02"},"source":{"name":"N"}}""", false)]
    [InlineData("""{"kind":"incursion","title":"T","where":{"place":"sokh"},"source":{"name":"N"}}""", true)]
    [InlineData("""{"kind":"incursion","title":"T","where":{"place":"sokh","text":"a hamlet"},"source":{"name":"N"}}""", true)]
    [InlineData("""{"kind":"incursion","title":"T","where":{"text":"Atlantis","precision":"unknown"},"source":{"name":"N"}}""", true)]
    [InlineData("""{"kind":"incursion","title":"T","claim":"alleged","source":{"name":"N"}}""", true)]
    [InlineData("""{"kind":"incursion","title":"T","scope":"comparator","source":{"name":"N"}}""", false)]
    [InlineData("""{"kind":"incursion","title":"T","elsewhere":[{"place":"sokh"}],"source":{"name":"N"}}""", false)]
    [InlineData("""{"kind":"incursion","title":"T","figures":[{"what":"huts","best":7}],"source":{"name":"N","pages":"p. 3"}}""", true)]
    [InlineData("""{"kind":"incursion","title":"T","figures":[{"what":"huts","best":7,"text":"seven"}],"source":{"name":"N"}}""", true)]
    [InlineData("""{"kind":"ransom","title":"T","details":{"inKind":[{"what":"rifles","best":20}]},"source":{"name":"N"}}""", true)]
    [InlineData("""{"kind":"incursion","title":"T","details":{"attackers":{"best":4,"unit":"units"}},"source":{"name":"N"}}""", true)]
    [InlineData("""{"kind":"incursion","title":"T","where":{"lat":39.125,"lon":71.5,"precision":"unknown"},"source":{"name":"N"}}""", true)]
    [InlineData("""{"kind":"incursion","title":"T","where":{"lat":39.125,"lon":71.5},"source":{"name":"N"}}""", true)]
    [InlineData("""{"kind":"seizure","title":"T","details":{"mass":{"best":2.125,"unit":"kg"}},"source":{"name":"N"}}""", true)]
    public void What_the_form_would_lose_is_not_changed_with_it(string sent, bool holds) =>
        Assert.Equal(holds, FormAgain.Holds(JsonSerializer.Deserialize<JsonElement>(sent)));

    [Theory]
    [InlineData("", "", "", null)]
    [InlineData("39,5", "71", "", "unknown")]
    [InlineData("39,5", "71", "village", "village")]
    [InlineData("", "", "area", "area")]
    public void A_point_is_sent_with_how_fine_it_is_and_a_place_only_where_somebody_said(string lat, string lon, string chosen, string? sent)
    {
        var draft = new Draft { Where = "Sokh", Lat = lat, Lon = lon, Precision = chosen };

        Assert.Equal(sent, draft.Form([]).Where!.Precision);
        Assert.Equal(sent ?? "", draft.FineAs);
    }

    private static JsonElement Sent(Draft draft) => JsonSerializer.SerializeToElement(draft.Form([]), TimelineJson.Options);
}
