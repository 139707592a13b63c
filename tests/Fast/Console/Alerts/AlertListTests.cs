using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Components.Pages.Alerts;
using Xunit;

namespace Timeline.Tests.Fast.Console.Alerts;

public sealed class AlertListTests
{
    private static readonly Instant Noon = Instant.FromUtc(2030, 8, 9, 12, 0);

    private static AlertNews Fact(string thread, int episode, int version, string change, string state) => new(
        $"{thread}~{episode}", change, state, version, Noon + Duration.FromMinutes(version + (10 * episode)), "match", "c", "everything", thread, episode, "harvest-then-raid", "anjar", 1312, $"because {version}");

    private static AlertNews Hand(string thread, int episode, int version, string change, string state, string? to = null) =>
        new($"{thread}~{episode}", change, state, version, Noon + Duration.FromMinutes(version + (10 * episode)), By: "anna", To: to, Why: "so");

    private static AlertList After(params AlertNews[] news)
    {
        var list = new AlertList();
        Assert.All(news, n => Assert.Equal(Taken.Changed, list.Take(n)));
        return list;
    }

    [Fact]
    public void News_heard_twice_is_told_once()
    {
        var list = After(Fact("a", 1, 1, "raised", "raised"));

        Assert.Equal(Taken.Known, list.Take(Fact("a", 1, 1, "raised", "raised")));
        Assert.Single(list.Find("a~1")!.History);
    }

    [Fact]
    public void What_people_did_leaves_the_reasons_and_what_facts_did_leaves_the_hands()
    {
        var list = After(
            Fact("a", 1, 1, "raised", "raised"), Hand("a", 1, 2, "assigned", "assigned", to: "bo"), Hand("a", 1, 3, "noted", "assigned"), Fact("a", 1, 4, "strengthened", "assigned"));

        var alert = list.Find("a~1")!;
        Assert.Equal(("assigned", "bo", "strengthened", "because 4"), (alert.State, alert.Assignee, alert.Change, alert.Why));
        Assert.Equal(["raised", "assigned", "noted", "strengthened"], alert.History.Select(h => h.Change));
        Assert.Equal(["timeline", "anna", "anna", "timeline"], alert.History.Select(h => h.By));
    }

    [Fact]
    public void A_return_after_withdrawal_is_an_episode_of_the_same_thread()
    {
        var list = After(Fact("a", 1, 1, "raised", "raised"), Fact("b", 1, 1, "raised", "raised"), Fact("a", 1, 2, "withdrawn", "withdrawn"), Fact("a", 2, 1, "raised", "raised"));

        Assert.Equal(["a", "b"], list.NewestFirst.Select(t => t.Thread));
        Assert.Equal(["withdrawn", "raised"], list.NewestFirst.First().Episodes.Select(e => e.State));
    }

    [Fact]
    public void The_thread_that_changed_last_is_on_top() =>
        Assert.Equal(["a", "b"], After(Fact("b", 1, 1, "raised", "raised"), Fact("a", 1, 1, "raised", "raised"), Fact("a", 1, 2, "withdrawn", "withdrawn")).NewestFirst.Select(t => t.Thread));

    [Fact]
    public void What_cannot_be_made_from_the_news_has_to_be_read()
    {
        var list = After(Fact("a", 1, 1, "raised", "raised"));

        Assert.Equal(Taken.Missing, list.Take(Hand("b", 1, 2, "closed", "closed")));            // never heard of
        Assert.Equal(Taken.Missing, list.Take(Fact("a", 1, 3, "withdrawn", "withdrawn")));      // one in between was not heard
        Assert.Equal(Taken.Missing, list.Take(Fact("c", 2, 1, "raised", "raised")));            // the episode before is not here
        Assert.Equal(1, list.Find("a~1")!.Version);
    }

    [Fact]
    public void An_answer_older_than_what_was_heard_changes_nothing()
    {
        var list = After(Fact("a", 1, 1, "raised", "raised"));
        var old = list.Find("a~1")!;
        list.Take(Hand("a", 1, 2, "closed", "closed"));

        list.Put(old);
        list.Replace([new("a", [old])]);

        Assert.Equal(("closed", 2), (list.Find("a~1")!.State, list.Find("a~1")!.Version));
    }

    [Fact]
    public void What_the_service_no_longer_lists_goes()
    {
        var list = After(Fact("a", 1, 1, "raised", "raised"), Fact("b", 1, 1, "raised", "raised"));

        list.Replace([new("b", [list.Find("b~1")!])]);

        Assert.Equal(["b"], list.NewestFirst.Select(t => t.Thread));
    }

    [Fact]
    public void What_happened_unheard_is_known_by_the_list_that_is_read_again()
    {
        var list = After(Fact("a", 1, 1, "raised", "raised"), Fact("b", 1, 1, "raised", "raised"));
        var meanwhile = After(Fact("a", 1, 1, "raised", "raised"), Fact("b", 1, 1, "raised", "raised"), Hand("b", 1, 2, "closed", "closed"), Fact("c", 1, 1, "raised", "raised"));

        Assert.Equal(["b~1", "c~1"], list.Replace(meanwhile.NewestFirst).Order());
        Assert.Equal(Taken.Known, list.Take(Hand("b", 1, 2, "closed", "closed")));   // the stream tells it as well, a moment later
        Assert.Empty(list.Replace(meanwhile.NewestFirst));
    }

    [Fact]
    public void A_snooze_that_ended_has_no_end_any_more()
    {
        var list = After(Fact("a", 1, 1, "raised", "raised"), Hand("a", 1, 2, "snoozed", "snoozed") with { Until = Noon }, Hand("a", 1, 3, "noted", "snoozed"));
        Assert.Equal(Noon, list.Find("a~1")!.SnoozedUntil);

        list.Take(Hand("a", 1, 4, "woken", "raised") with { By = "timeline" });

        Assert.Equal(("raised", null), (list.Find("a~1")!.State, list.Find("a~1")!.SnoozedUntil));
    }
}
