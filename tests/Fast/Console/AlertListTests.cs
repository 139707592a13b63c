using NodaTime;
using Timeline.Console.Components.Pages.Alerts;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public sealed class AlertListTests
{
    private static readonly Instant Noon = Instant.FromUtc(1312, 8, 9, 12, 0);

    private static AlertNews News(string id, string change, string state, int minute, string? by = null) =>
        new(id, change, state, Noon + Duration.FromMinutes(minute), "match", "c1", "everything", 1, "harvest-then-raid", "anjar", 1312, by is null ? "because" : null, by, null);

    [Fact]
    public void News_heard_twice_is_told_once()
    {
        var list = new AlertList();

        list.Take(News("a", "raised", "raised", 0));
        var again = list.Take(News("a", "raised", "raised", 0));

        Assert.Single(again!.History!);
    }

    [Fact]
    public void A_revision_does_not_undo_an_acknowledgement()
    {
        var list = new AlertList();
        list.Take(News("a", "raised", "raised", 0));
        list.Take(News("a", "acknowledged", "acknowledged", 1, by: "anna"));

        var revised = list.Take(News("a", "strengthened", "raised", 2));

        Assert.Equal(("acknowledged", "strengthened"), (revised!.State, revised.Change));
    }

    [Fact]
    public void The_alert_that_changed_last_is_on_top()
    {
        var list = new AlertList();
        list.Take(News("a", "raised", "raised", 0));
        list.Take(News("b", "raised", "raised", 1));

        list.Take(News("a", "withdrawn", "withdrawn", 2));

        Assert.Equal(["a", "b"], list.NewestFirst.Select(a => a.Id));
    }
}
