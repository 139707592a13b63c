using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Components.Pages.Alerts;
using Xunit;

namespace Timeline.Tests.Fast.Console.Alerts;

public sealed class AlertShelfTests
{
    private static readonly Instant Noon = Instant.FromUtc(2030, 8, 9, 12, 0);
    private static readonly AlertFilter Open = new(AlertFilter.Open);

    private static AlertNews News(string thread, int version, string change, string state) => new(
        $"{thread}~1", change, state, version, Noon + Duration.FromMinutes(version), "match", "c", "everything", thread, 1, "harvest-then-raid", "anjar", 1312, "so it is");

    private static AlertThread Thread(string thread, params (string Change, string State)[] steps)
    {
        var alert = News(thread, 1, "raised", "raised").Begins()!;
        return new(thread, [steps.Select((step, i) => News(thread, i + 2, step.Change, step.State)).Aggregate(alert, (a, news) => news.After(a))]);
    }

    private static AlertShelf Filled(AlertFilter filter, params AlertThread[] threads)
    {
        var shelf = new AlertShelf();
        shelf.Turn(filter);
        shelf.Fill(threads, []);
        return shelf;
    }

    [Fact]
    public void What_is_there_when_the_page_is_opened_is_no_news() => Assert.False(Filled(Open, Thread("a")).HasNews);

    [Fact]
    public void What_the_stream_told_is_not_told_again_by_the_list_read_again()
    {
        var shelf = Filled(Open, Thread("a"));
        shelf.Hear(News("a", 2, "strengthened", "raised"));
        Assert.Equal("Harvest then raid, season 1312. Strengthened: so it is", shelf.Tell());

        shelf.Fill([Thread("a", ("strengthened", "raised"))], []);

        Assert.False(shelf.HasNews);
    }

    [Fact]
    public void What_the_list_read_again_told_is_not_told_again_by_the_stream()
    {
        var shelf = Filled(Open, Thread("a"));
        shelf.Fill([Thread("a", ("strengthened", "raised")), Thread("b")], []);
        Assert.Equal("2 alerts changed: 1 strengthened, 1 raised.", shelf.Tell());

        Assert.Equal(Taken.Known, shelf.Hear(News("a", 2, "strengthened", "raised")));
        Assert.False(shelf.HasNews);
    }

    [Fact]
    public void A_withdrawal_that_nobody_heard_of_is_told_though_the_filter_no_longer_leaves_it()
    {
        var shelf = Filled(Open, Thread("a"));

        shelf.Fill([], [Thread("a", ("withdrawn", "withdrawn"))]);

        Assert.Equal("Harvest then raid, season 1312. Withdrawn: so it is", shelf.Tell());
        Assert.Equal("withdrawn", Assert.Single(shelf.Threads).Last.State);
    }

    [Fact]
    public void What_one_did_oneself_is_no_news()
    {
        var shelf = Filled(Open, Thread("a"));

        shelf.Put(Thread("a", ("acknowledged", "acknowledged")).Episodes);

        Assert.Equal(Taken.Known, shelf.Hear(News("a", 2, "acknowledged", "acknowledged")));
        Assert.False(shelf.HasNews);
    }

    [Fact]
    public void What_the_filter_never_left_is_not_read_out()
    {
        var shelf = Filled(new("closed"));

        shelf.Hear(News("a", 1, "raised", "raised"));

        Assert.Null(shelf.Tell());
        Assert.Empty(shelf.Threads);
    }

    [Fact]
    public void Another_filter_narrows_what_is_here_at_once_and_no_longer_keeps_what_left_the_one_before()
    {
        var shelf = Filled(Open, Thread("a"), Thread("b"));
        shelf.Put(Thread("a", ("closed", "closed")).Episodes);
        Assert.Equal(2, shelf.Threads.Count);

        shelf.Turn(new("raised"));

        Assert.Equal(["b"], shelf.Threads.Select(t => t.Thread));
        Assert.False(shelf.IsFilled);
    }
}
