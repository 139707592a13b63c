using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Charts;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.TimelinePages;

/// <summary>All that the Timeline page shows, as it was known on one day or as it is now: the incidents that the filter leaves, and what the theatre makes of them.</summary>
/// <param name="Theatre">Whose seasons and correlations are shown: the one filtered for, else the first there is.</param>
/// <param name="KnownNow">How many incidents the same filter leaves today.</param>
/// <param name="Cut">There are more incidents than a page takes; the later ones are missing.</param>
public sealed record History(
    TimelineFilter Filter,
    LocalDate? KnownAt,
    IReadOnlyList<TheatreView> Theatres,
    TheatreView? Theatre,
    IReadOnlyList<IncidentView> Incidents,
    int KnownNow,
    bool Cut,
    IReadOnlyList<SeasonView> Seasons,
    IReadOnlyList<CorrelationView> Correlations,
    Gazette Gazette)
{
    /// <summary>So many incidents are read at most: what a browser and a reader can still take in.</summary>
    public const int Most = 5000;

    private IReadOnlyDictionary<string, IncidentView>? byId;

    public IReadOnlyDictionary<string, IncidentView> ById => byId ??= Incidents.DistinctBy(i => i.Id).ToDictionary(i => i.Id);

    /// <summary>The incidents of which no source gives any date: no chart can place them, a list must.</summary>
    public IEnumerable<IncidentView> Undated => Incidents.Where(i => i.When?.Begins is null);

    /// <summary>From the first day of anything to the last; null where nothing has a date.</summary>
    public Span? Whole => Around(Incidents);

    /// <summary>What is looked at first: the span of what happened, without the background, which reaches far back.</summary>
    public Span? First => Around(Incidents.Where(i => i.Kind != Kind.Context)) ?? Whole;

    public CorrelationView? Correlation(string? id) => id is null ? null : Correlations.FirstOrDefault(c => c.Id == id);

    /// <exception cref="RefusalException">A service refused or does not answer.</exception>
    public static async Task<History> Load(TimelineClient client, TimelineView view, Gazette? gazette, CancellationToken stop)
    {
        var now = view.KnownAt is null ? null : client.Incidents(view.Filter, null, Most, stop);
        var incidents = client.Incidents(view.Filter, view.KnownAt, Most, stop);
        var theatres = await client.Theatres(stop);
        var theatre = view.Filter.Theatre is { } id ? theatres.FirstOrDefault(t => t.Id == id) : theatres.Count > 0 ? theatres[0] : null;
        var seasons = theatre is null ? null : client.Seasons(theatre.Id, view.KnownAt, stop);
        var correlations = theatre is null ? null : client.Correlations(theatre.Id, view.KnownAt, stop);
        var read = await incidents;
        return new(
            view.Filter,
            view.KnownAt,
            theatres,
            theatre,
            read.Items,
            now is null ? read.Items.Count : (await now).Items.Count,
            read.Next is not null,
            seasons is null ? [] : [.. (await seasons).OrderBy(s => s.SeasonYear)],
            correlations is null ? [] : [.. (await correlations).Where(c => c.State == "holds")],
            gazette ?? await Gazette.Load(client, stop));
    }

    private static Span? Around(IEnumerable<IncidentView> incidents)
    {
        var days = incidents.Select(i => Stretch.Of(i.When)).OfType<Stretch>().ToList();
        if (days.Count == 0)
        {
            return null;
        }

        var (from, to) = (days.Min(d => d.From), days.Max(d => d.To));
        var beside = Math.Max(3, Period.DaysBetween(from, to) / 50);
        return Span.Of(Day.Number(from) - beside, Day.Number(to) - Day.Number(from) + 1 + (2 * beside));
    }
}

/// <summary>The places and routes of the gazetteer, read once a visit: they do not change with what was known.</summary>
public sealed record Gazette(IReadOnlyList<Place> Places, IReadOnlyList<Vocabulary.Route> Routes)
{
    private IReadOnlyDictionary<string, Place>? byId;

    public Place? Find(string? id) => id is null ? null : (byId ??= Places.ToDictionary(p => p.Id)).GetValueOrDefault(id);

    /// <summary>"Batken region"; the words of the source where the gazetteer has no such place.</summary>
    public string Name(Mention? mention) => Find(mention?.PlaceId)?.Name ?? mention?.Text ?? "place not stated";

    public static async Task<Gazette> Load(TimelineClient client, CancellationToken stop)
    {
        var routes = client.Routes(stop);
        return new(await client.Places(stop), await routes);
    }
}
