using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Charts;
using Timeline.Contracts;

namespace Timeline.Console.Components.Pages.Seasons;

/// <summary>All that the pages of seasons show, as it was known on one day or as it is now.</summary>
public sealed record SeasonsPicture(
    TheatreView Theatre,
    IReadOnlyList<SeasonView> Seasons,
    IReadOnlyDictionary<string, IncidentView> Incidents,
    IReadOnlyList<CorrelationView> Correlations)
{
    public YearScale Scale(SeasonView season) => new(season.SeasonYear, Theatre.YearTurns?.Month ?? 1);

    public IEnumerable<CorrelationView> In(int seasonYear) => Correlations.Where(c => c.SeasonYear == seasonYear);

    /// <summary>What each rule has judged, once a rule.</summary>
    public IReadOnlyList<(string Rule, Evidence Evidence)> Rules() =>
        [.. Correlations.Where(c => c.Evidence is not null).GroupBy(c => c.Rule).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.First().Evidence!))];

    /// <summary>Nothing is recorded of the season, and no rule says anything of it.</summary>
    public bool IsBlank(SeasonView season) =>
        season is { Harvests.Count: 0, Chains.Count: 0, Incursions: { Certain.Count: 0, Possible.Count: 0, Outside.Count: 0, Absent.Count: 0 } }
        && !In(season.SeasonYear).Any() && !Rules().Any(r => r.Evidence.Judgements.Any(j => j.SeasonYear == season.SeasonYear));

    /// <param name="year">Only this season; null for all.</param>
    /// <exception cref="RefusalException">A service refused or does not answer.</exception>
    public static async Task<SeasonsPicture> Load(TimelineClient client, string theatre, int? year, LocalDate? knownAt, CancellationToken stop)
    {
        var known = client.Theatre(theatre, stop);
        var correlations = client.Correlations(theatre, knownAt, stop);
        IReadOnlyList<SeasonView> seasons = year is { } one ? [await client.Season(theatre, one, knownAt, stop)] : await client.Seasons(theatre, knownAt, stop);
        var years = seasons.Select(s => s.SeasonYear).DefaultIfEmpty(2000).ToList();
        var incidents = await client.Incidents(theatre, new(years.Min(), 1, 1), new(years.Max() + 1, 12, 31), knownAt, stop);
        return new(
            await known ?? new(theatre, Words.Title(theatre), null),
            [.. seasons.OrderBy(s => s.SeasonYear)],
            incidents.DistinctBy(i => i.Id).ToDictionary(i => i.Id),
            await correlations);
    }
}
