using NodaTime;
using Timeline.Console.Components.Pages.Alerts;
using Timeline.Correlation.Alerts;
using Timeline.Hosting;
using Timeline.Tests.Fast.Correlation.Alerts;
using Xunit;
using Deed = Timeline.Console.Components.Pages.Alerts.Deed;
using Done = Timeline.Correlation.Alerts.Deed;

namespace Timeline.Tests.Fast.Console.Alerts;

public sealed class DeedTests
{
    private static readonly Dictionary<string, Done> Service = new()
    {
        ["acknowledge"] = Done.Acknowledge, ["assign"] = Done.Assign, ["snooze"] = Done.Snooze, ["close"] = Done.Close, ["reopen"] = Done.Reopen, ["notes"] = Done.Note,
    };

    [Theory]
    [InlineData("raised")]
    [InlineData("acknowledged")]
    [InlineData("assigned")]
    [InlineData("snoozed")]
    [InlineData("closed")]
    [InlineData("withdrawn")]
    public void The_page_offers_what_the_service_would_do_and_leads_where_it_says(string state)
    {
        var alert = Alert.In(state);
        var would = Service.Where(d => Outcome(alert, d.Value) is not null).Select(d => d.Key);

        Assert.Equal(would.Order(), Deed.In(state).Select(d => d.Path).Order());
        Assert.All(Deed.In(state), d => Assert.Equal(Outcome(alert, Service[d.Path]), d.Becomes ?? state));
    }

    [Theory]
    [InlineData("raised")]
    [InlineData("acknowledged")]
    [InlineData("assigned")]
    [InlineData("snoozed")]
    [InlineData("closed")]
    [InlineData("withdrawn")]
    public void A_key_presses_one_button(string state) => Assert.Distinct(Deed.In(state).Select(d => d.Key).Concat(["j", "k", "e", "h"]));

    private static string? Outcome(AlertRecord alert, Done deed)
    {
        try
        {
            return Triage.Decide(alert, new(deed, "someone", "someone else", Alert.Noon + Duration.FromDays(2), "so"))?.State;
        }
        catch (Refused)
        {
            return null;
        }
    }
}
