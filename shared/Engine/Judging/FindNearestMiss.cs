using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// Finds what missed by least: of the causes that nothing came after the one that something came nearest to, and of the responses that no cause came before the one that
/// was nearest to a cause's days. Where days are in doubt the favourable ones are taken, so that what may be a match is no miss. Seasons used alone.
/// </summary>
internal static class FindNearestMiss
{
    private sealed record Opened(int Season, Covered Covered)
    {
        public DaySpan Days => Covered.Window.Possibly;
    }

    private sealed record Came(int Season, Response Response)
    {
        public DaySpan Days => DaySpan.Of(Response.Days);
    }

    public static (NearestMiss? Cause, NearestMiss? Response) Of(RuleInTheatre work, Situation now)
    {
        var used = work.Seen.Used.ToList();
        var parts = work.Rule.Kind == RuleKind.Chain
            ? Enumerable.Range(0, work.Rule.Steps.Count).Where(p => work.Rule.Steps[p].Rel is null).Select(p => Missed(used, s => s.Steps[p].Covered, s => s.Steps[p].Responses)).ToList()
            : [Missed(used, s => s.Covered, s => s.Responses)];
        var cause = parts.Select(p => p.Cause).Where(m => m is not null).OrderBy(m => m!.Value.Gap ?? int.MaxValue).FirstOrDefault();
        var response = parts.Select(p => p.Response).Where(m => m is not null).OrderBy(m => m!.Value.Gap ?? int.MaxValue).FirstOrDefault();
        return (cause is { } c ? Said(c, ofCause: true, work, now) : null, response is { } r ? Said(r, ofCause: false, work, now) : null);
    }

    private static ((Opened? Opened, Came? Came, int? Gap)? Cause, (Opened? Opened, Came? Came, int? Gap)? Response) Missed(
        IReadOnlyList<SeasonObserved> used, Func<SeasonObserved, IEnumerable<Covered>> covered, Func<SeasonObserved, IEnumerable<Response>> responses)
    {
        var opened = new Nearest<Opened>(used.SelectMany(s => covered(s).Where(c => c.IsCounted).Select(c => new Opened(s.SeasonYear, c))), o => o.Days);
        var came = new Nearest<Came>(used.SelectMany(s => responses(s).Where(r => r.HasOwnDate).Select(r => new Came(s.SeasonYear, r))), c => c.Days);
        if (opened.All.Count == 0)
        {
            return (null, null);   // a rule without days that a cause opens, or none of them
        }

        (Opened? Opened, Came? Came, int? Gap)? cause = null, response = null;
        foreach (var one in opened.All.Where(o => o.Covered.Causes.Count > 0))
        {
            var near = came.To(one.Days);
            if (near?.Gap != 0 && (cause is null || (near?.Gap ?? int.MaxValue) < (cause.Value.Gap ?? int.MaxValue)))
            {
                cause = (one, near?.One, near?.Gap);
            }
        }

        foreach (var one in came.All)
        {
            if (opened.To(one.Days) is { Gap: > 0 } near && (response is null || near.Gap < response.Value.Gap))
            {
                response = (near.One, one, near.Gap);
            }
        }

        return (cause, response);
    }

    private static NearestMiss Said((Opened? Opened, Came? Came, int? Gap) miss, bool ofCause, RuleInTheatre work, Situation now)
    {
        var causes = miss.Opened!.Covered.Causes;
        var response = miss.Came?.Response;
        var lag = work.Rule.Kind != RuleKind.GatedWindow && causes.Count == 1 && response is not null && now.Find(causes[0]) is { } cause && work.Rule.Cause.DaysOf(cause) is { } days
            ? Lag.Between(days, response.Days) : ((int Min, int Max)?)null;
        var by = miss.Gap is { } gap ? Say.Count(gap, "day", "days") : "";
        var between = lag is not { } l ? "" : l.Max < 0 ? $", {Say.Days((-l.Max, -l.Min))} before the cause" : $", {Say.Days(l)} from cause to response";
        return new(
            [.. causes], response?.IncidentId, ofCause ? miss.Opened.Season : miss.Came!.Season, miss.Gap, lag is { } shown ? new(shown.Min, shown.Max) : null,
            response is null ? $"Nothing came that could follow {Named(causes, now)}."
                : ofCause ? $"Of the causes that nothing came after, {Named(causes, now)} is the one that something came nearest to: {Named([response.IncidentId], now)} missed its days by {by}{between}."
                : $"Of the responses that no cause came before, {Named([response.IncidentId], now)} is the nearest: it missed {(causes.Count == 0 ? "the declared days" : $"the days of {Named(causes, now)}")} by {by}{between}.");
    }

    private static string Named(IEnumerable<string> ids, Situation now) => string.Join(", ", ids.Select(id => $"“{now.Find(id)?.Incident.Title ?? id}”"));

    /// <summary>Stretches of days, of which the one nearest to another is looked for.</summary>
    private sealed class Nearest<T>
    {
        private readonly int[] latest;   // up to each place the place of the one that ends last

        public Nearest(IEnumerable<T> all, Func<T, DaySpan> days)
        {
            All = [.. all.OrderBy(a => days(a).First).ThenBy(a => days(a).Last)];
            Days = [.. All.Select(days)];
            latest = new int[All.Count];
            for (var i = 1; i < latest.Length; i++)
            {
                latest[i] = Days[i].Last > Days[latest[i - 1]].Last ? i : latest[i - 1];
            }
        }

        public IReadOnlyList<T> All { get; }

        private IReadOnlyList<DaySpan> Days { get; }

        /// <summary>The nearest, and how many days lie between them; 0 where they share a day. Null where there is none at all.</summary>
        public (int Gap, T One)? To(DaySpan days)
        {
            var (low, high) = (0, Days.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = Days[middle].First <= days.Last ? (middle + 1, high) : (low, middle);
            }

            var before = low == 0 ? ((int, T)?)null : (Math.Max(0, days.First - Days[latest[low - 1]].Last), All[latest[low - 1]]);
            var after = low == Days.Count ? ((int, T)?)null : (Days[low].First - days.Last, All[low]);
            return before is { } b && (after is not { } a || b.Item1 <= a.Item1) ? b : after;
        }
    }
}
