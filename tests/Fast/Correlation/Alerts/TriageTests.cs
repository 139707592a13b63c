using NodaTime;
using Timeline.Contracts;
using Timeline.Correlation.Alerts;
using Timeline.Hosting;
using Xunit;

namespace Timeline.Tests.Fast.Correlation.Alerts;

/// <summary>What can be done with an alert in which state, and where it leads.</summary>
public class TriageTests
{
    // state: acknowledge, assign, snooze, close, reopen, note; "=" it is so already, "-" it cannot be
    [Theory]
    [InlineData("raised", "acknowledged assigned snoozed closed - raised")]
    [InlineData("acknowledged", "= assigned snoozed closed - acknowledged")]
    [InlineData("assigned", "acknowledged = snoozed closed - assigned")]
    [InlineData("snoozed", "acknowledged assigned = closed raised snoozed")]
    [InlineData("closed", "- - - - raised closed")]
    [InlineData("withdrawn", "- - - - - withdrawn")]
    public void Each_deed_leads_from_each_state_to_one_or_is_refused(string state, string leads)
    {
        var alert = Alert.In(state);

        Assert.Equal(leads.Split(' '), Enum.GetValues<Deed>().Select(deed => Outcome(alert, Alert.Wish(deed))));
    }

    [Theory]
    [InlineData("closed", Deed.Close, "anna closed it already.")]
    [InlineData("closed", Deed.Acknowledge, "It is closed. Reopen it first.")]
    [InlineData("raised", Deed.Reopen, "It is raised: only what is closed or snoozed can be reopened.")]
    [InlineData("acknowledged", Deed.Acknowledge, "anna acknowledged it already.")]
    [InlineData("withdrawn", Deed.Close, "It was withdrawn: what it rested on no longer holds. Only a note can be added.")]
    public void A_refusal_says_why_at_the_state_and_tells_the_present_version(string state, Deed deed, string says)
    {
        var alert = Alert.In(state);

        var refused = Assert.Throws<Refused>(() => Triage.Decide(alert, Alert.Wish(deed, by: "bo")));

        Assert.Equal(says, Assert.Single(refused.Errors["state"]));
        Assert.Equal(alert.Version, refused.PresentVersion);
    }

    [Fact]
    public void An_alert_is_handed_on_and_a_snooze_moved()
    {
        var assigned = Alert.In("assigned");
        var snoozed = Alert.In("snoozed");

        Assert.Equal("cyra", Triage.Decide(assigned, new(Deed.Assign, "bo", To: "cyra"))!.To);
        Assert.Equal(Alert.Noon + Duration.FromDays(2), Triage.Decide(snoozed, new(Deed.Snooze, "bo", Until: Alert.Noon + Duration.FromDays(2)))!.Until);
    }

    [Fact]
    public void What_happens_names_who_to_whom_until_when_and_why() => Assert.Equal(
        new AlertHandled("w~c~1", "assigned", "anna", "bo", "so", null, "assigned"),
        Triage.Decide(Alert.Raised, Alert.Wish(Deed.Assign)));

    [Fact]
    public void A_snooze_ends_at_its_time_and_not_before()
    {
        var snoozed = Alert.In("snoozed");
        var until = snoozed.SnoozedUntil!.Value;

        Assert.Null(Triage.Wake(snoozed, until - Duration.Epsilon));
        Assert.Equal(("raised", "woken", "timeline"), Triage.Wake(snoozed, until) is { } woken ? (woken.State, woken.Change, woken.By) : default);
    }

    [Theory]
    [InlineData(Deed.Acknowledge)]
    [InlineData(Deed.Assign)]
    [InlineData(Deed.Close)]
    [InlineData(Deed.Reopen)]
    public void What_is_no_longer_snoozed_does_not_wake(Deed deed) => Assert.Null(Triage.Wake(Alert.In("snoozed").Then(deed), Instant.MaxValue));

    [Fact]
    public void What_was_withdrawn_in_its_sleep_does_not_wake() => Assert.Null(Triage.Wake(Alert.In("snoozed").Then(Alert.Withdrawal), Instant.MaxValue));

    private static string Outcome(AlertRecord alert, Wish wish)
    {
        try
        {
            return Triage.Decide(alert, wish)?.State ?? "=";
        }
        catch (Refused)
        {
            return "-";
        }
    }
}
