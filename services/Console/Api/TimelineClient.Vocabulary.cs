using Timeline.Vocabulary;

namespace Timeline.Console.Api;

/// <summary>The calls about what was watched, who says so, and where.</summary>
public sealed partial class TimelineClient
{
    /// <param name="filter">kind, place, from, to; what is empty does not filter.</param>
    public Task<IReadOnlyList<WatchedView>> Coverage(IEnumerable<(string Name, string Value)> filter, CancellationToken stop) =>
        Get<IReadOnlyList<WatchedView>>("projection", $"api/coverage?{string.Join('&', filter.Where(f => f.Value.Length > 0).Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}"))}", stop);

    public Task<CoverageStatedView> StateCoverage(CoverageToState statement, CancellationToken stop) => Post<CoverageStatedView>("ingestion", "api/coverage", statement, null, stop);

    public Task<CoverageStatedView> EndCoverage(string id, string reason, long? version, CancellationToken stop) =>
        Post<CoverageStatedView>("ingestion", $"api/coverage/{Uri.EscapeDataString(id)}/withdrawals", new { reason, expectedVersion = version }, null, stop);

    public Task<IReadOnlyList<SourceView>> Sources(CancellationToken stop) => Get<IReadOnlyList<SourceView>>("projection", "api/sources", stop);

    /// <summary>The places that some words may mean, the likeliest first.</summary>
    public Task<IReadOnlyList<Place>> Places(string words, CancellationToken stop) => Get<IReadOnlyList<Place>>("projection", $"api/places?q={Uri.EscapeDataString(words)}", stop);

    public Task<PlaceAddedView> AddPlace(PlaceToAdd place, CancellationToken stop) => Post<PlaceAddedView>("ingestion", "api/places", place, null, stop);

    public Task<PlaceAddedView> AddSpelling(string place, string spelling, string? reason, CancellationToken stop) =>
        Post<PlaceAddedView>("ingestion", $"api/places/{Uri.EscapeDataString(place)}/spellings", new { spelling, reason }, null, stop);
}
