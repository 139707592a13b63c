using Microsoft.Extensions.Configuration;
using Timeline.Console.Gateway;
using Timeline.Hosting;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public sealed class GatewayTests
{
    private static readonly Marks Ingestion = new("ingestion", 5, 5, new Dictionary<string, long>(), null);
    private static readonly Marks Correlation = new("correlation", 3, 3, new Dictionary<string, long> { ["ingestion"] = 5 }, null);
    private static readonly Marks Projection = new("projection", 8, null, new Dictionary<string, long> { ["ingestion"] = 5, ["correlation"] = 3 }, 8);

    [Fact]
    public void No_address_between_services_can_be_asked_for_from_outside() =>
        Assert.DoesNotContain(ApiRoutes.Table(new Backends(new ConfigurationBuilder().Build())), route => route.Match.Path!.Contains("internal", StringComparison.Ordinal));

    [Fact]
    public void All_that_was_written_and_shown_everywhere_is_settled() => Assert.True(Settled.Are(Ingestion, Correlation, Projection));

    [Fact]
    public void One_event_on_its_way_is_not_settled()
    {
        Assert.False(Settled.Are(Ingestion with { Outbox = 4 }, Correlation, Projection));
        Assert.False(Settled.Are(Ingestion with { Tail = 6, Outbox = 6 }, Correlation, Projection));
        Assert.False(Settled.Are(Ingestion, Correlation, Projection with { Views = 7 }));
        Assert.False(Settled.Are(Ingestion, Correlation, null));
    }

    [Fact]
    public void Files_may_be_larger_than_forms()
    {
        Assert.Equal(2 * 1024 * 1024, BodyLimit.For("/api/reports"));
        Assert.Equal(200 * 1024 * 1024, BodyLimit.For("/api/imports"));
    }
}
