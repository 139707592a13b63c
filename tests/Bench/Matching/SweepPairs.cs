namespace Timeline.Bench;

/// <summary>The least that can be done: both sides sorted once by theatre and day, and each cause's responses read off in one sweep. It keeps nothing and explains nothing.</summary>
internal static class SweepPairs
{
    /// <param name="threads">Theatres are swept at once.</param>
    public static Pairs Of(JoinedSides sides, int threads)
    {
        var responses = sides.Responses.GroupBy(r => r.Theatre).ToDictionary(g => g.Key, g => g.OrderBy(r => r.From).ToArray());
        var found = new Pairs[threads];
        var causes = sides.Causes.GroupBy(c => c.Theatre).Select(g => g.ToArray()).ToArray();
        Parallel.For(0, threads, worker =>
        {
            for (var n = worker; n < causes.Length; n += threads)
            {
                found[worker] += responses.TryGetValue(causes[n][0].Theatre, out var of) ? Sweep(causes[n], of, sides.MinLag, sides.MaxLag) : default;
            }
        });
        return found.Aggregate((a, b) => a + b);
    }

    private static Pairs Sweep(Stretch[] causes, Stretch[] responses, int min, int max)
    {
        Array.Sort(causes, (a, b) => a.From.CompareTo(b.From));
        var widest = responses.Max(r => r.To - r.From);
        var (pairs, first) = (default(Pairs), 0);
        foreach (var a in causes)
        {
            while (first < responses.Length && responses[first].From < a.From + min - widest)
            {
                first++;
            }

            for (var n = first; n < responses.Length && responses[n].From - a.To <= max; n++)
            {
                var b = responses[n];
                if (b.To - a.From >= min)
                {
                    pairs = pairs.With(a.Number, b.Number, b.From - a.To >= min && b.To - a.From <= max);
                }
            }
        }

        return pairs;
    }
}
