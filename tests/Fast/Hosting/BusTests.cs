using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Timeline.Hosting;
using Xunit;

namespace Timeline.Tests.Fast.Hosting;

public sealed class BusTests
{
    [Fact]
    public void Nothing_is_reported_to_the_makers_of_the_library()
    {
        var services = new ServiceCollection();
        services.AddBus(new("projection", "projection-1", "", new("amqp://localhost/"), [], new Dictionary<string, Uri>()));
        using var provider = services.BuildServiceProvider();

        Assert.False(provider.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);
    }
}
