using Timeline.Hosting;
using Xunit;

namespace Timeline.Tests.Fast.Hosting;

public sealed class StandStillTests
{
    private readonly StandStill mark = new();

    [Fact]
    public void A_mark_that_has_reached_its_goal_stands_as_long_as_it_likes()
    {
        Assert.Equal(0, Look(7, 7, at: 0));
        Assert.Equal(0, Look(7, 7, at: 3600));
    }

    [Fact]
    public void A_mark_that_moves_is_no_trouble_however_far_it_is_behind()
    {
        Look(1, 1000, at: 0);

        Assert.Equal(0, Look(2, 2000, at: 60));
    }

    [Fact]
    public void A_mark_that_does_not_move_stands_since_it_was_first_seen_behind()
    {
        Look(7, 7, at: 0);
        Look(7, 8, at: 100);

        Assert.Equal(20, Look(7, 9, at: 120));
    }

    [Fact]
    public void Once_it_has_moved_its_standing_begins_anew()
    {
        Look(7, 9, at: 0);
        Look(8, 9, at: 50);

        Assert.Equal(10, Look(8, 9, at: 60));
    }

    private double Look(long position, long goal, double at) => mark.Look(position, goal, TimeSpan.FromSeconds(at)).TotalSeconds;
}
