using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Components.Pages.Incident;
using Timeline.Console.Components.Pages.TimelinePages;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Console.Incident;

/// <summary>Reports of one taking, as a page gets them.</summary>
internal static class Reports
{
    public static readonly Gazette Gazette = new([new("vorukh", "Vorukh", PlaceType.Enclave, "KG", "TJ", null, null, [], [])], []);

    public static readonly ReportInWords Words = new(Gazette, _ => null);

    public static ReportView Of(
        string id, Occurrence when, Quantity? hostages = null, string? origin = null, bool retracted = false, Polarity polarity = Polarity.Occurred, string? note = null) =>
        new(
            id, "taking", 1, retracted, null,
            new(Kind.HostageTaking, null, "Shepherds taken", when, new("vorukh", "Vorukh", PlacePrecision.Enclave), [], ["IMU"], [], new("Source " + id, new(Reliability.B, 2), Origin: origin, Pages: "p. 3"), polarity, Claim.Stated, Scope.Core, [], note),
            new HostageTakingDetails(hostages), new("anna"), Instant.FromUtc(2000, 9, 1, 12, 0), Instant.FromUtc(2000, 9, 1, 12, 0));

    public static Occurrence On(int day) => Occurrence.On(new(2000, 8, day));

    public static SideBySide Beside(params ReportView[] reports) =>
        SideBySide.Of(new("taking", reports.Length, Instant.MaxValue, true, null, [], null, null, reports, []), Words);
}
