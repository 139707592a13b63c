using Timeline.Console.Components.Pages.AddReport;
using Xunit;

namespace Timeline.Tests.Fast.Console.AddReport;

public class DraftTests
{
    [Theory]
    [InlineData("0198c1d20198c1d20198c1d20198c1d2")]
    [InlineData(" paper.ban-2000 ")]
    [InlineData("paper/ban-2000")]
    public void A_whole_id_that_is_typed_stands_for_the_incident(string typed)
    {
        var (wrong, draft) = (new Dictionary<string, string[]>(), new Draft { Sought = typed });
        draft.Links.Add(new() { Sought = typed });

        var form = draft.Form(wrong);

        Assert.Equal((typed.Trim(), typed.Trim()), (form.IncidentId, form.Links.Single().To));
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("shepherds taken")]
    [InlineData("Vorukh")]
    [InlineData("Vorukh.")]
    public void Words_of_which_nothing_was_chosen_are_not_passed_over(string typed)
    {
        var (wrong, draft) = (new Dictionary<string, string[]>(), new Draft { Sought = typed });
        draft.Links.Add(new());
        draft.Links.Add(new() { Sought = typed });

        var form = draft.Form(wrong);

        Assert.Null(form.IncidentId);
        Assert.Empty(form.Links);
        Assert.Equal(["incidentId", Draft.SoughtField(1)], wrong.Keys.Order());
    }

    [Fact]
    public void A_link_is_told_of_by_its_place_among_those_that_are_sent()
    {
        var draft = new Draft();
        draft.Links.AddRange([new(), new() { To = "a" }, new() { Sought = "paper.b" }]);

        Assert.Equal([null, 0, 1], draft.Links.Select(draft.PlaceOf));
    }
}
