using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Components.Pages.Alerts;
using Xunit;

namespace Timeline.Tests.Fast.Console.Alerts;

public sealed class StepWordsTests
{
    private static readonly Instant Noon = Instant.FromUtc(2030, 2, 3, 12, 0);

    public static TheoryData<AlertChange, string> Steps => new()
    {
        { new(Noon, "strengthened", "It is certain.", "timeline"), "Strengthened: It is certain." },
        { new(Noon, "assigned", null, "anna", "bo"), "Assigned to bo by anna." },
        { new(Noon, "snoozed", "market day", "anna", null, Noon), "Snoozed until 3 Feb 2030, 12:00 UTC by anna: market day" },
        { new(Noon, "woken", null, "timeline", null, Noon), "Its snooze ended." },
        { new(Noon, "noted", "asked", "anna"), "Note by anna: asked" },
        { new(Noon, "closed", "known", "anna"), "Closed by anna: known" },
    };

    [Theory, MemberData(nameof(Steps))]
    public void A_step_says_who_did_what_and_why(AlertChange step, string says) => Assert.Equal(says, StepWords.SayWhole(step));

    [Theory]
    [InlineData("closed", "raised closed strengthened", "strengthened")]
    [InlineData("acknowledged", "raised acknowledged weakened noted", "weakened")]
    [InlineData("acknowledged", "raised strengthened acknowledged", null)]
    [InlineData("raised", "raised strengthened", null)]
    [InlineData("withdrawn", "raised closed withdrawn", null)]
    public void What_the_facts_said_since_somebody_decided_is_pointed_out(string state, string history, string? since) =>
        Assert.Equal(since, StepWords.Since(Of(state, history))?.Change);

    private static AlertView Of(string state, string history) => new(
        "t~1", "match", "c", "w", "t", 1, "r", "fergana", 1999, state, null, null, Noon, Noon, 1, "raised", "because", [.. history.Split(' ').Select(change => new AlertChange(Noon, change))]);
}
