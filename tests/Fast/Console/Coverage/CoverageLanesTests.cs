using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Components.Pages.Coverage;
using Timeline.Contracts;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console.Coverage;

public class CoverageLanesTests
{
    [Fact]
    public void Stretches_of_one_place_stand_in_one_lane_and_none_lies_on_another()
    {
        var lanes = CoverageLanes.Of(
            [Watched("sokh", 1850, 1852), Watched("sokh", 1852, 1853), Watched("sokh", 1854, 1854), Watched("batken-region", 1851, 1851), Watched("sokh", null, null)], id => id);

        var (_, places) = Assert.Single(lanes.Kinds);
        Assert.Equal(["batken-region", "sokh"], places.Select(p => p.Name));
        Assert.Equal([[1850, 1854], [1852]], places[1].Rows.Select(r => r.Select(c => c.From!.Value.Year).ToArray()));
        Assert.Equal((new LocalDate(1850, 1, 1), new LocalDate(1854, 12, 31)), (lanes.Span!.From, lanes.Span.To));
        Assert.Single(lanes.Undated);
    }

    private static WatchedView Watched(string place, int? from, int? to) => new(
        Zero.WatchedNothingReported, "c", null, 1, Kind.Incursion, new(place, null, PlacePrecision.District), from is { } f ? new LocalDate(f, 1, 1) : null, to is { } t ? new LocalDate(t, 12, 31) : null,
        "stated", ["a"], new(), null);
}
