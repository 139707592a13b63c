using NodaTime;
using Timeline.Contracts;
using Timeline.Correlation.Alerts;
using Xunit;

namespace Timeline.Tests.Fast.Correlation.Alerts;

public class AlertRecordTests
{
    private static readonly AlertRevised Strengthened = new(Alert.Notice with { Change = "strengthened", Why = "it is certain now" });

    [Theory]
    [InlineData("raised")]
    [InlineData("acknowledged")]
    [InlineData("assigned")]
    [InlineData("snoozed")]
    [InlineData("closed")]
    public void A_revision_tells_its_reason_and_undoes_nothing_that_people_did(string state)
    {
        var before = Alert.In(state);

        var after = before.Then(Strengthened);

        Assert.Equal((state, before.Assignee, before.SnoozedUntil), (after.State, after.Assignee, after.SnoozedUntil));
        Assert.Equal(("strengthened", "it is certain now", "timeline"), (after.History[^1].Change, after.History[^1].Why, after.History[^1].By));
    }

    [Theory]
    [InlineData("raised")]
    [InlineData("acknowledged")]
    [InlineData("assigned")]
    [InlineData("snoozed")]
    [InlineData("closed")]
    public void A_withdrawal_comes_whatever_people_did(string state)
    {
        var after = Alert.In(state).Then(Alert.Withdrawal);

        Assert.Equal(("withdrawn", null, "it is gone"), (after.State, after.SnoozedUntil, after.History[^1].Why));
    }

    [Fact]
    public void Who_has_an_alert_stays_when_it_is_acknowledged_snoozed_closed_and_reopened()
    {
        var alert = Alert.In("assigned");
        foreach (var deed in new[] { Deed.Acknowledge, Deed.Snooze, Deed.Close, Deed.Reopen })
        {
            alert = alert.Then(deed);
        }

        Assert.Equal(("raised", "bo"), (alert.State, alert.Assignee));
    }

    [Fact]
    public void A_note_to_a_snoozed_alert_does_not_wake_it() =>
        Assert.Equal(Alert.In("snoozed").SnoozedUntil, Alert.In("snoozed").Then(Deed.Note).SnoozedUntil);

    [Fact]
    public void Every_event_is_one_step_and_one_version()
    {
        var alert = Alert.Raised.Then(Deed.Acknowledge).Then(Strengthened).Then(Deed.Note).Then(Alert.Withdrawal);

        Assert.Equal(["raised", "acknowledged", "strengthened", "noted", "withdrawn"], alert.History.Select(h => h.Change));
        Assert.Equal((5, Alert.Noon + Duration.FromHours(4)), (alert.Version, alert.ChangedAt));
    }

    [Fact]
    public void Nothing_happens_to_an_alert_that_was_never_raised() =>
        Assert.Throws<ArgumentException>(() => AlertRecord.After(null, Strengthened, Alert.Noon));
}
