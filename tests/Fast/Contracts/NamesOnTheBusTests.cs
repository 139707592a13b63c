using System.Reflection;
using System.Text.RegularExpressions;
using MassTransit;
using Timeline.Contracts;
using Xunit;

namespace Timeline.Tests.Fast.Contracts;

/// <summary>The names under which messages travel and events are stored: lasting, unique, and given, not made of what a class is called.</summary>
public partial class NamesOnTheBusTests
{
    private static readonly Type[] Sent = [.. EventCatalogue.OfIngestion, .. EventCatalogue.OfCorrelation, typeof(Watermark)];

    // a past participle each; "Raised" and "Set" are told of in the past too
    private static readonly string[] Past =
        ["Reported", "Corrected", "Retracted", "Restored", "Settled", "Stated", "Added", "Spelled", "Named", "Merged", "Unmerged", "Detected", "Strengthened", "Weakened", "Revised", "Withdrawn", "Judged", "Reached", "Published", "Retired", "Set", "Raised", "Handled"];

    [Fact]
    public void Every_message_has_an_exchange_and_a_urn_of_one_name_and_version()
    {
        Assert.All(Sent, type =>
        {
            var exchange = type.GetCustomAttribute<EntityNameAttribute>()?.EntityName;

            Assert.NotNull(exchange);
            Assert.Matches(Form(), exchange);
            Assert.Equal("urn:message:" + exchange.Replace('.', ':'), MessageUrn.ForTypeString(type));
        });
    }

    [Fact]
    public void No_name_is_used_twice()
    {
        Assert.Equal(Sent.Length, Sent.Select(t => t.GetCustomAttribute<EntityNameAttribute>()!.EntityName).Distinct().Count());
        Assert.Equal(Sent.Length, Sent.Select(MessageUrn.ForTypeString).Distinct().Count());
    }

    [Fact]
    public void No_name_holds_the_namespace_of_its_class() =>
        Assert.All(Sent, t => Assert.DoesNotContain(t.Namespace!, t.GetCustomAttribute<EntityNameAttribute>()!.EntityName + MessageUrn.ForTypeString(t), StringComparison.Ordinal));

    [Fact]
    public void Every_event_is_found_again_by_its_stored_name() =>
        Assert.All(EventCatalogue.OfIngestion.Concat(EventCatalogue.OfCorrelation), t => Assert.Equal(t, EventCatalogue.TypeOf(EventCatalogue.NameOf(t))));

    [Fact]
    public void Every_record_with_a_name_on_the_bus_is_in_the_catalogue()
    {
        var named = typeof(EventCatalogue).Assembly.GetTypes().Where(t => t.GetCustomAttribute<EntityNameAttribute>() is not null);

        Assert.Equal(Sent.OrderBy(t => t.Name), named.OrderBy(t => t.Name));
    }

    [Fact]
    public void Events_are_sealed_and_told_in_the_past_tense()
    {
        var events = EventCatalogue.OfIngestion.Concat(EventCatalogue.OfCorrelation);

        Assert.All(events, t => Assert.True(t.IsSealed, t.Name));
        Assert.All(events, t => Assert.True(Past.Any(p => t.Name.EndsWith(p, StringComparison.Ordinal)), $"{t.Name} does not say what happened"));
    }

    [GeneratedRegex("^timeline\\.[a-z]+(-[a-z]+)*\\.v[1-9]$")]
    private static partial Regex Form();
}
