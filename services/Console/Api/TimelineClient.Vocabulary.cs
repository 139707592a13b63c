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

    /// <param name="version">How often it was set when the person looked.</param>
    /// <exception cref="RefusalException">Also where somebody else set it meanwhile: then the status is 409.</exception>
    public Task<SettingSetView> SetSecondPerson(string theatre, bool secondPerson, string reason, long? version, CancellationToken stop) =>
        Post<SettingSetView>("ingestion", $"api/theatres/{Uri.EscapeDataString(theatre)}/approval", new { secondPerson, reason, expectedVersion = version }, null, stop);

    /// <param name="likelyDuplicate">A score, 0.6 to 1; null is refused at its field.</param>
    /// <inheritdoc cref="SetSecondPerson"/>
    public Task<SettingSetView> SetDuplicateLimit(string theatre, double? likelyDuplicate, string reason, long? version, CancellationToken stop) =>
        Post<SettingSetView>("ingestion", $"api/theatres/{Uri.EscapeDataString(theatre)}/duplicates", new { likelyDuplicate, reason, expectedVersion = version }, null, stop);

    public Task<IReadOnlyList<SourceView>> Sources(CancellationToken stop) => Get<IReadOnlyList<SourceView>>("projection", "api/sources", stop);

    /// <summary>The places that some words may mean, the likeliest first.</summary>
    public Task<IReadOnlyList<Place>> Places(string words, CancellationToken stop) => Get<IReadOnlyList<Place>>("projection", $"api/places?q={Uri.EscapeDataString(words)}", stop);

    public Task<PlaceAddedView> AddPlace(PlaceToAdd place, CancellationToken stop) => Post<PlaceAddedView>("ingestion", "api/places", place, null, stop);

    public Task<PlaceAddedView> AddSpelling(string place, string spelling, string? reason, CancellationToken stop) =>
        Post<PlaceAddedView>("ingestion", $"api/places/{Uri.EscapeDataString(place)}/spellings", new { spelling, reason }, null, stop);
}
