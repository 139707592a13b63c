using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What may be otherwise than it was at the last Settle, and is looked at again by the next: theatre by theatre, so that no rule is asked about another's.</summary>
internal sealed class ToLookAt
{
    private sealed class InOne
    {
        public HashSet<int> Years { get; private set; } = [];
        public HashSet<int> Whole { get; private set; } = [];
        public HashSet<(int Year, Kind Kind)> Edges { get; private set; } = [];

        public void Empty() => (Years, Whole, Edges) = (Years.Emptied(), Whole.Emptied(), Edges.Emptied());
    }

    private static readonly Comparer<(string Theatre, int Year)> ByYear = Comparer<(string Theatre, int Year)>.Create((a, b) => a.Year.CompareTo(b.Year));

    private static readonly HashSet<int> NoYears = [];
    private static readonly HashSet<(int, Kind)> NoEdges = [];

    private readonly Dictionary<TheatreSeasons, InOne> theatres = [];
    private readonly Stack<InOne> spare = [];
    private List<TheatreSeasons>? inOrder;

    /// <summary>Incidents that may be judged otherwise by themselves.</summary>
    public HashSet<string> Anchors { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>By theatre, then by year.</summary>
    public IReadOnlyList<(string Theatre, int Year)> Seasons
    {
        get
        {
            var seasons = new List<(string Theatre, int Year)>(theatres.Values.Sum(t => t.Years.Count));
            foreach (var theatre in Theatres)
            {
                var from = seasons.Count;
                foreach (var year in theatres[theatre].Years)
                {
                    seasons.Add((theatre.Theatre.Id, year));
                }

                seasons.Sort(from, seasons.Count - from, ByYear);
            }

            return seasons;
        }
    }

    /// <summary>The theatres in which anything is to be looked at, by id.</summary>
    public IReadOnlyList<TheatreSeasons> Theatres
    {
        get
        {
            if (inOrder?.Count != theatres.Count)
            {
                inOrder = [.. theatres.Keys];
                inOrder.Sort((a, b) => string.CompareOrdinal(a.Theatre.Id, b.Theatre.Id));
            }

            return inOrder;
        }
    }

    /// <param name="kind">Of an incident that came, moved or went, so that a window it opens or closes may be another.</param>
    public void Touch(TheatreSeasons theatre, IReadOnlyList<int> years, Kind? kind = null)
    {
        if (years.Count == 0)
        {
            return;
        }

        var here = In(theatre);
        for (var n = 0; n < years.Count; n++)
        {
            here.Years.Add(years[n]);
            if (kind is { } moved)
            {
                here.Edges.Add((years[n], moved));
            }
        }
    }

    public void Touch(TheatreSeasons theatre, IEnumerable<int> years) => In(theatre).Years.UnionWith(years);

    /// <summary>Something is to be looked at there, in whatever season.</summary>
    public void Note(TheatreSeasons theatre) => In(theatre);

    /// <summary>The touched seasons of a theatre, to add to: for who touches many.</summary>
    public HashSet<int> ToTouch(TheatreSeasons theatre) => In(theatre).Years;

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
        if (Anchors.Count > 0)
        {
            Anchors = new(StringComparer.Ordinal);
        }

        foreach (var here in theatres.Values)
        {
            here.Empty();
            spare.Push(here);
        }

        theatres.Clear();
        inOrder = null;
    }

    private InOne In(TheatreSeasons theatre)
    {
        if (!theatres.TryGetValue(theatre, out var here))
        {
            theatres[theatre] = here = spare.TryPop(out var emptied) ? emptied : new();
        }

        return here;
    }
}
