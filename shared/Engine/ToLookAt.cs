using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What may be otherwise than it was at the last Settle, and is looked at again by the next.</summary>
internal sealed class ToLookAt
{
    private readonly HashSet<(string Theatre, int Year)> seasons = [];
    private readonly HashSet<(string Theatre, int Year, Kind Kind)> edges = [];

    /// <summary>Incidents that may be judged otherwise by themselves.</summary>
    public HashSet<string> Anchors { get; } = new(StringComparer.Ordinal);

    public IReadOnlySet<(string Theatre, int Year)> Seasons => seasons;

    /// <param name="kind">Of an incident that came, moved or went, so that a window it opens or closes may be another.</param>
    public void Touch(TheatreSeasons theatre, IEnumerable<int> years, Kind? kind = null)
    {
        foreach (var year in years)
        {
            seasons.Add((theatre.Theatre.Id, year));
            if (kind is { } moved)
            {
                edges.Add((theatre.Theatre.Id, year, moved));
            }
        }
    }

    /// <summary>Seasons whose day has come.</summary>
    public void Touch(IEnumerable<(string Theatre, int Year)> due) => seasons.UnionWith(due);

    public HashSet<int> YearsIn(TheatreSeasons theatre) => seasons.Where(s => s.Theatre == theatre.Theatre.Id).Select(s => s.Year).ToHashSet();

    /// <summary>What the rules of a theatre are asked to look at, as of now: what is touched after it is not in it.</summary>
    public Touched In(TheatreSeasons theatre, IReadOnlySet<string> incidents) => new(
        incidents, YearsIn(theatre), edges.Where(e => e.Theatre == theatre.Theatre.Id).Select(e => (e.Year, e.Kind)).ToHashSet());

    public void Done()
    {
        Anchors.Clear();
        seasons.Clear();
        edges.Clear();
    }
}
