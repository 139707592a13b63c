using Timeline.Console.Api;
using Timeline.Console.Terminal;
using Timeline.Contracts;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public sealed class CorrelationsInWordsTests
{
    private static readonly Dictionary<string, string> Titles = new() { ["raid"] = "A raid", ["crop"] = "The crop" };

    private static readonly Evidence Judged = new(Tier.Anecdote, 2, 1, 1, 1, null, null, null, null, "one season is no pattern",
    [
        new("1312", 1312, "present", "present", true, true, "both came"),
        new("1313", 1313, "absent", "present", true, false, "a raid without a harvest"),
        new("1314", 1314, "circular", "present", false, false, "its harvest was dated by the raid"),
    ]);

    private static readonly CorrelationView Found = new("c1", "harvest-then-raid", 1, "anjar", 1312, "holds", "detected", "possible", 0.4, ["crop", "raid"],
        [new("cause", "crop", "The harvest ended in June.")], ["raid"], [new("crop", "circular")], new LagDays(32, 69), Judged);

    [Fact]
    public void A_correlation_is_told_with_strength_lag_and_reasons()
    {
        var lines = Told(Found);

        Assert.Contains(lines, line => line.EndsWith("possible, 40 % of the possible days, after 32 to 69 days", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("· The harvest ended in June.", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_evidence_names_the_tier_and_every_counter_example()
    {
        var lines = Told(Found);

        Assert.Contains(lines, line => line.EndsWith("anecdote: one season is no pattern", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("2, of which 1 held; 1 counter-example", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("1313: a raid without a harvest", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_judged_or_counted_is_listed_with_its_reason()
    {
        var lines = Told(Found);

        Assert.Contains(lines, line => line.EndsWith("1314: its harvest was dated by the raid", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("The crop: circular", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reason_shared_by_several_seasons_is_given_once()
    {
        var unjudged = new[] { 1310, 1311 }.Select(year => new Judgement($"{year}", year, "unknown", "absent", false, false, "Not judged: nobody watched.")).ToList();

        var lines = Told(Found with { Evidence = Judged with { Judgements = unjudged } });

        Assert.Single(lines, line => line.EndsWith("1310, 1311: nobody watched.", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_found_is_said() => Assert.Contains(CorrelationsInWords.Tell([], Titles), line => line.StartsWith("No correlation", StringComparison.Ordinal));

    private static List<string> Told(CorrelationView found) => [.. CorrelationsInWords.Tell([found], Titles)];
}
