using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What may be otherwise than it was at the last Settle, and is looked at again by the next: theatre by theatre, so that no rule is asked about another's.</summary>
internal sealed class ToLookAt
{
    private sealed class InOne
    {
        public HashSet<int> Years { get; } = [];
        public HashSet<int> Whole { get; } = [];
        public HashSet<(int Year, Kind Kind)> Edges { get; } = [];
    }

    private static readonly HashSet<int> NoYears = [];
    private static readonly HashSet<(int, Kind)> NoEdges = [];

    private readonly Dictionary<TheatreSeasons, InOne> theatres = [];

    /// <summary>Incidents that may be judged otherwise by themselves.</summary>
    public HashSet<string> Anchors { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>By theatre, then by year.</summary>
    public IReadOnlyList<(string Theatre, int Year)> Seasons => [.. Theatres.SelectMany(t => theatres[t].Years.Order().Select(y => (t.Theatre.Id, y)))];

    /// <summary>The theatres in which any season is touched, by id.</summary>
    public IReadOnlyList<TheatreSeasons> Theatres => theatres.Count <= 1 ? [.. theatres.Keys] : [.. theatres.Keys.OrderBy(t => t.Theatre.Id, StringComparer.Ordinal)];

    /// <param name="kind">Of an incident that came, moved or went, so that a window it opens or closes may be another.</param>
    public void Touch(TheatreSeasons theatre, IReadOnlyList<int> years, Kind? kind = null)
    {
        if (years.Count > 0)
        {
            Touch(theatre, (IEnumerable<int>)years, kind);
        }
    }

    public void Touch(TheatreSeasons theatre, IEnumerable<int> years, Kind? kind = null)
    {
        var here = In(theatre);
        foreach (var year in years)
        {
            here.Years.Add(year);
            if (kind is { } moved)
            {
                here.Edges.Add((year, moved));
            }
        }
    }

    /// <summary>Something is to be looked at there, in whatever season.</summary>
    public void Note(TheatreSeasons theatre) => In(theatre);

    public void Touch(TheatreSeasons theatre, int year) => In(theatre).Years.Add(year);

    /// <summary>Season years of which all is to be looked at, whatever kind a rule asks for.</summary>
    public void TouchWhole(TheatreSeasons theatre, IEnumerable<int> years)
    {
        var here = In(theatre);
        foreach (var year in years)
        {
            here.Years.Add(year);
            here.Whole.Add(year);
        }
    }

    public IReadOnlySet<int> WholeIn(TheatreSeasons theatre) => theatres.TryGetValue(theatre, out var here) ? here.Whole : NoYears;

    public IReadOnlySet<(int Year, Kind Kind)> EdgesIn(TheatreSeasons theatre) => theatres.TryGetValue(theatre, out var here) ? here.Edges : NoEdges;

    public IReadOnlySet<int> YearsIn(TheatreSeasons theatre) => theatres.TryGetValue(theatre, out var here) ? here.Years : NoYears;

    public void Done()
    {
        // to clear what held a whole history would cost every later time what that one did
        Anchors = new(StringComparer.Ordinal);
        theatres.Clear();
    }

    private InOne In(TheatreSeasons theatre)
    {
        if (!theatres.TryGetValue(theatre, out var here))
        {
            theatres[theatre] = here = new();
        }

        return here;
    }
}
