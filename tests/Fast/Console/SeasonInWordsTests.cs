using NodaTime;
using Timeline.Console.Terminal;
using Timeline.Contracts;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public sealed class SeasonInWordsTests
{
    private static readonly Dictionary<string, string> Titles = new() { ["raid"] = "A raid", ["taking"] = "Four taken", ["freed"] = "Four freed", ["crop"] = "The crop" };

    private static readonly SeizureStretch Nothing = new(0, 0, 0, 0, []);

    private static readonly SeasonView Season = new(
        "anjar", 1312, null, SeasonState.Closed,
        [new("harvest-window", new UncertainDate(new(1312, 6, 1), new(1312, 6, 30)), new UncertainDate(new(1312, 9, 20), new(1312, 10, 10)), Basis.Observed, EdgeBasis.Observed, EdgeBasis.Usual, ["crop"], true)],
        [new("crop", "The crop", new(null, 4600, null), false)],
        new(["raid"], [new("unnamed", 0.4)], [], []),
        [new("taking", Kind.HostageTaking, UncertainDate.On(new(1312, 8, 9)), [new("release", "freed", new LagDays(4, 4))], ChainOutcome.Ransomed)],
        new(2_050_000, 5_050_000, false, new(0, 0), new(0, 0), [], ["sum"], "two payments"),
        new(Nothing, Nothing, Nothing, Nothing),
        new(new(Zero.NotWatched, null, null), new(Zero.ConfirmedNone, Strength.Stated, "the passes")), []);

    [Fact]
    public void A_window_shows_both_edges_their_basis_and_a_conflict()
    {
        var unwrapped = string.Join(' ', Told(Season).Select(line => line.Trim()));

        Assert.Contains("opens 1 to 30 June 1312 (observed), closes 20 September to 10 October 1312 (usual date); sources disagree", unwrapped);
    }

    [Fact]
    public void A_season_without_an_opening_event_has_no_window()
    {
        var banned = Season with { Phases = [new("harvest-window", null, null, Basis.None, EdgeBasis.None, EdgeBasis.None, ["ban"], false)] };

        Assert.Contains(Told(banned), line => line.Contains("none: what would open it is recorded as not having happened", StringComparison.Ordinal));
    }

    [Fact]
    public void Incursions_are_counted_by_what_is_known_of_them_and_named()
    {
        var lines = Told(Season);

        Assert.Contains(lines, line => line.EndsWith("1 certain, 1 possible, 0 outside the window, 0 recorded absent", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("certain   A raid", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("possible  unnamed (40 % of its possible days)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_chain_tells_each_step_with_its_lag_and_how_it_ended()
    {
        var lines = Told(Season);

        Assert.Contains(lines, line => line.EndsWith("release after 4 days: Four freed", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("outcome   ransomed", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_alleged_stands_apart_from_the_sum()
    {
        var alleged = Season with { RansomUsd = Season.RansomUsd with { Low = 50_000, High = 50_000, Alleged = new(1_000_000, 3_000_000) } };

        Assert.Contains(Told(alleged), line => line.EndsWith("50,000 dollars in all; alleged, and not in that sum: 1 to 3 million dollars", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_day_in_the_view_is_another_day_in_the_words()
    {
        var moved = Season with { Phases = [Season.Phases[0] with { Opens = UncertainDate.On(new LocalDate(1312, 7, 15)) }] };

        Assert.Contains(Told(moved), line => line.Contains("opens 15 July 1312", StringComparison.Ordinal));
        Assert.DoesNotContain(Told(moved), line => line.Contains("June", StringComparison.Ordinal));
    }

    private static List<string> Told(SeasonView season) => [.. SeasonInWords.Tell(season, Titles)];
}
