using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>A taking of which nothing more is heard: its season is looked at again on the day on which that is no longer open, whether or not a rule asks for it.</summary>
public sealed class AgendaTests
{
    // the latest day on which it may have begun, and ninety more, on which it is open
    private static readonly LocalDate Over = new LocalDate(1998, 8, 10).PlusDays(91);

    private static readonly Fact Taking = Told.Of("taking", Kind.HostageTaking, "1998-08-01..1998-08-10", "batken-region");

    [Fact]
    public void The_day_on_which_a_taking_is_no_longer_open_is_due_and_its_season_is_told_anew_on_it()
    {
        var engine = AsOf(Over.PlusDays(-1));
        var open = Season(engine);

        Assert.Equal(Over, engine.NextDue);
        engine.Reach(Over);
        Assert.Contains(("fergana", 1998), engine.Settle().Seasons);
        Assert.NotEqual(open, Season(engine));
        Assert.Equal(Season(AsOf(Over)), Season(engine));
        Assert.Null(engine.NextDue);
    }

    private static TimelineEngine AsOf(LocalDate day) => TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [], [Taking], day);

    private static string Season(TimelineEngine engine) => System.Text.Json.JsonSerializer.Serialize(engine.Season("fergana", 1998), TimelineJson.Options);
}
