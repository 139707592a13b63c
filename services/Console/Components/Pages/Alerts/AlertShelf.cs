using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.Alerts;

/// <summary>
/// What the page shows: the threads that its filter leaves, and those that left the filter while somebody looked at them. It knows what has not been told yet,
/// so that a change is told once, whichever way it comes first: by the stream, by the answer to one's own button, or by the list read again. Next: <see cref="AlertList"/>.
/// </summary>
public sealed class AlertShelf
{
    private readonly AlertList list = new();
    private readonly HashSet<string> fresh = [], kept = [], untold = [];
    private AlertFilter? filledBy;

    public AlertFilter Filter { get; private set; } = new();

    /// <summary>The one that changed last on top.</summary>
    public IReadOnlyList<AlertThread> Threads { get; private set; } = [];

    /// <summary>Whether the service was asked by this filter; until then there is only what was here before.</summary>
    public bool IsFilled => filledBy == Filter;

    public bool HasNews => untold.Count > 0;

    /// <summary>Whether it was told since the page was opened.</summary>
    public bool IsFresh(AlertView alert) => fresh.Contains(alert.Id);

    public bool Keeps(AlertThread thread) => kept.Contains(thread.Thread);

    /// <summary>Narrows what is here to another filter, at once; <see cref="Fill"/> brings the rest.</summary>
    public void Turn(AlertFilter filter)
    {
        Filter = filter;
        kept.Clear();
        Arrange();
    }

    /// <summary>Takes what the service lists by this filter. Where that is not the first time, what is other than before is news.</summary>
    /// <param name="left">What is kept here and left the filter, as it is now.</param>
    public void Fill(IEnumerable<AlertThread> listed, IEnumerable<AlertThread> left)
    {
        var changed = list.Replace([.. listed, .. left]);
        if (IsFilled)
        {
            untold.UnionWith(changed);
        }

        filledBy = Filter;
        Arrange();
    }

    /// <summary>Takes what a person asked for, or did: that is no news to them.</summary>
    public void Put(IEnumerable<AlertView> alerts)
    {
        foreach (var alert in alerts)
        {
            list.Put(alert);
        }

        Arrange();
    }

    /// <summary>Takes in news. What is <see cref="Taken.Missing"/> has to be read and handed to <see cref="Learn"/>.</summary>
    public Taken Hear(AlertNews news)
    {
        var taken = list.Take(news);
        if (taken == Taken.Changed)
        {
            untold.Add(news.Id);
        }

        return taken;
    }

    /// <summary>Takes in what news of an alert could not say alone.</summary>
    public void Learn(AlertNews news, IEnumerable<AlertView> episodes)
    {
        untold.Add(news.Id);
        Put(episodes);
    }

    /// <summary>Puts everything in its place, and says in one sentence what was not told yet; null where none of it is to be seen here.</summary>
    public string? Tell()
    {
        Arrange();
        fresh.UnionWith(untold);
        var seen = untold.Select(list.Find).OfType<AlertView>().Where(a => Filter.Leaves(a) || kept.Contains(a.Thread)).ToList();
        untold.Clear();
        return seen switch
        {
            [] => null,
            [var one] => $"{Words.Title(one.Rule)}, season {one.SeasonYear}. {StepWords.SayWhole(one.History[^1])}",
            _ => $"{Words.Count(seen.Count, "alert")} changed: {string.Join(", ", seen.GroupBy(a => a.History[^1].Change).Select(g => $"{g.Count()} {g.Key}"))}.",
        };
    }

    private void Arrange()
    {
        Threads = [.. list.NewestFirst.Where(t => Filter.Leaves(t.Last) || Keeps(t))];
        kept.UnionWith(Threads.Select(t => t.Thread));
    }
}
