using NodaTime;
using Timeline.Correlation.Alerts;
using Timeline.Hosting;
using Xunit;

namespace Timeline.Tests.Fast.Correlation.Alerts;

public class ReadWishTests
{
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 31, 12, 0);

    [Theory]
    [InlineData("2030-01-31T18:00:00+05:00", "2030-01-31T13:00:00Z")]
    [InlineData("2030-01-31T12:00:01Z", "2030-01-31T12:00:01Z")]
    [InlineData("2030-02-01", "2030-02-01T00:00:00Z")]
    public void A_snooze_ends_at_an_instant_or_with_the_beginning_of_a_day(string word, string until) =>
        Assert.Equal(until, Read(Deed.Snooze, new SnoozeForm(word)).Until.ToString());

    [Theory]
    [InlineData(null, "Say until when.")]
    [InlineData("tomorrow", "It is not a time such as 2030-01-31T08:00:00Z, nor a day.")]
    [InlineData("2030-01-31T18:00:00", "It is not a time such as 2030-01-31T08:00:00Z, nor a day.")]
    [InlineData("2030-01-31T12:00:00Z", "It has passed.")]
    [InlineData("2030-01-31", "It has passed.")]
    [InlineData("2032-01-31", "It is more than a year ahead: close the alert instead, with a reason.")]
    public void Another_end_of_a_snooze_is_refused(string? word, string says) => Assert.Equal([says], Faults(Deed.Snooze, new SnoozeForm(word))["until"]);

    [Fact]
    public void Only_to_close_needs_a_reason()
    {
        Assert.Null(Read(Deed.Acknowledge, new ReasonForm()).Why);
        Assert.Null(Read(Deed.Reopen, new ReasonForm(" ")).Why);
        Assert.Equal(["Say why."], Faults(Deed.Close, new ReasonForm(" "))["reason"]);
    }

    [Fact]
    public void An_assignment_needs_a_name_and_a_note_a_text()
    {
        Assert.Equal(["Say to whom."], Faults(Deed.Assign, new AssignForm())["to"]);
        Assert.Equal(["It has 101 characters; 100 is the most."], Faults(Deed.Assign, new AssignForm(new string('x', 101)))["to"]);
        Assert.Equal(["Say what is to be noted."], Faults(Deed.Note, new NoteForm(""))["text"]);
        Assert.Equal([Refused.NotText], Faults(Deed.Note, new NoteForm("a\u0007"))["text"]);
    }

    [Fact]
    public void Every_bad_field_is_named() => Assert.Equal(["reason", "to"], Faults(Deed.Assign, new AssignForm("", new string('x', 2001))).Keys.Order());

    private static Wish Read(Deed deed, IWishForm form) => form.Read(deed, "anna", Now, new());

    private static IReadOnlyDictionary<string, string[]> Faults(Deed deed, IWishForm form)
    {
        var problems = new Problems();
        form.Read(deed, "anna", Now, problems);
        return problems.Fields;
    }
}
