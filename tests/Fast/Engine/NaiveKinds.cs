using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Engine;

/// <summary>The kinds of rule beyond lag, window and chain, by counting days and sets one by one.</summary>
internal sealed partial class NaiveMatcher
{
    private IEnumerable<Match> SeasonWindows(Rule rule, Theatre theatre)
    {
        foreach (var s in all.Where(s => Counts(s, rule.Cause, rule, theatre)))
        {
            var days = DaysOf(Compared(rule.Cause, s)!.Value);
            var inside = days.Count(d => IsDeclared(rule.Season!, d));
            if (inside > 0)
            {
                yield return One(rule, theatre, s.Id, Season(theatre, Compared(rule.Cause, s)!.Value), inside == days.Count, (double)inside / days.Count, [s]);
            }
        }
    }

    private IEnumerable<Match> Nearby(Rule rule, Theatre theatre)
    {
        foreach (var a in all)
        {
            foreach (var b in all.Where(b => string.CompareOrdinal(a.Id, b.Id) < 0))
            {
                var straight = Counts(a, rule.Cause, rule, theatre) && Counts(b, rule.Response!, rule, theatre);
                if (!straight && !(Counts(a, rule.Response!, rule, theatre) && Counts(b, rule.Cause, rule, theatre)))
                {
                    continue;
                }

                var (first, second) = (Compared(straight ? rule.Cause : rule.Response!, a)!.Value, Compared(straight ? rule.Response! : rule.Cause, b)!.Value);
                var (held, pairs) = Pairs(first, second, -rule.Near!.WithinDays!.Value, rule.Near.WithinDays.Value);
                if (held > 0 && Apart(a, b) is { } km && km.Least <= rule.Near.WithinKm)
                {
                    var certain = held == pairs && km.Surely && km.Most <= rule.Near.WithinKm;
                    yield return One(rule, theatre, $"{a.Id}~{b.Id}", Season(theatre, first), certain, certain ? 1 : (double)held / pairs, [a, b]);
                }
            }
        }
    }

    private IEnumerable<Match> OnRoutes(Rule rule, Theatre theatre)
    {
        foreach (var s in all.Where(s => Counts(s, rule.Cause, rule, theatre)))
        {
            if (BesideRoute(s, rule) is { MayLie: true } there)
            {
                var key = string.Join('~', new[] { s.Id, rule.Near!.Route! }.Order(StringComparer.Ordinal));
                yield return One(rule, theatre, key, Season(theatre, Compared(rule.Cause, s)!.Value), there.Surely, 1, [s]);
            }
        }
    }

    /// <summary>Whether it may lie on the route of a rule, and surely does; where the rule names none, it does.</summary>
    private (bool MayLie, bool Surely) BesideRoute(Seen s, Rule rule)
    {
        if (rule.Near?.Route is not { } id)
        {
            return (true, true);
        }

        if (Position(s) is not { } at)
        {
            return (false, false);
        }

        var points = gazetteer.Routes.Single(r => r.Id == id).Points;
        var km = points.Zip(points.Skip(1)).SelectMany(leg => Enumerable.Range(0, 501).Select(n => at.Centre.KilometresTo(Along(leg.First.Point, leg.Second.Point, n / 500.0)))).Min();
        return (km - at.Radius <= rule.Near.WithinKm, !at.Coarse && km + at.Radius <= rule.Near.WithinKm);
    }

    /// <summary>Every stretch of days there is, every set of incidents that may lie in one, and of these those that no other set holds.</summary>
    private IEnumerable<Match> Bursts(Rule rule, Theatre theatre)
    {
        var (least, length, radius) = (rule.Burst!.AtLeast, rule.Burst.WithinDays, rule.Burst.WithinKm);
        var counted = all.Where(s => Counts(s, rule.Cause, rule, theatre)).Select(s => (Seen: s, From: Day.Number(Compared(rule.Cause, s)!.Value.Earliest), To: Day.Number(Compared(rule.Cause, s)!.Value.Latest))).ToList();
        if (counted.Count < least)
        {
            yield break;
        }

        var starts = Enumerable.Range(counted.Min(c => c.From) - length, counted.Max(c => c.To) - counted.Min(c => c.From) + length + 2).ToList();
        var sets = new Dictionary<string, (string Anchor, List<(Seen Seen, int From, int To)> Members)>();
        foreach (var start in starts)
        {
            var held = counted.FindAll(c => c.From < start + length && c.To >= start);
            foreach (var anchor in radius is null ? held.Take(1) : held)
            {
                var members = radius is null ? held : held.FindAll(c => c.Seen.Id == anchor.Seen.Id || Apart(anchor.Seen, c.Seen) is { } km && km.Least <= radius);
                var key = string.Join(' ', members.Select(m => m.Seen.Id).Order(StringComparer.Ordinal));
                var least1 = sets.TryGetValue(key, out var known) && string.CompareOrdinal(known.Anchor, anchor.Seen.Id) < 0 ? known.Anchor : anchor.Seen.Id;
                sets[key] = (least1, members);
            }
        }

        bool Holds(int start, (Seen Seen, int From, int To) m) => m.From < start + length && m.To >= start;
        var big = sets.Values.Where(s => s.Members.Count >= least).Select(s => (s.Anchor, s.Members, Ids: s.Members.Select(m => m.Seen.Id).ToHashSet())).ToList();
        foreach (var (anchor, members, ids) in big.Where(s => !big.Exists(o => s.Ids.IsProperSubsetOf(o.Ids))))
        {
            var possible = starts.FindAll(start => members.TrueForAll(m => Holds(start, m)));
            var days = possible.SelectMany(start => members.SelectMany(m => Enumerable.Range(start, length).Where(d => m.From <= d && d <= m.To))).ToList();
            bool Surely(List<(Seen Seen, int From, int To)> some) => starts.Exists(start => some.Count(m => m.From >= start && m.To < start + length) >= least);
            var certain = radius is null ? Surely(members) : members.Exists(a => Surely(members.FindAll(m => Apart(a.Seen, m.Seen) is { Surely: true } km && km.Most <= radius)));
            var share = certain ? 1 : possible.Max(start => AtLeast(least, [.. members.Select(m => (double)Enumerable.Range(start, length).Count(d => m.From <= d && d <= m.To) / (m.To - m.From + 1))]));
            var span = new UncertainDate(Day.At(days.Min()), Day.At(days.Max()));
            var key = $"{span.Earliest:uuuu-MM-dd}..{span.Latest:uuuu-MM-dd}" + (radius is null ? "" : "~" + anchor);
            yield return One(rule, theatre, key, Season(theatre, span), certain, share, [.. members.Select(m => m.Seen)]);
        }
    }

    private IEnumerable<Match> Surges(Rule rule, Theatre theatre)
    {
        var (min, max) = (rule.MinLagDays!.Value, rule.MaxLagDays!.Value);
        var triggers = all.FindAll(s => Counts(s, rule.Cause, rule, theatre));
        var responses = all.FindAll(s => Counts(s, rule.Response!, rule, theatre));
        decimal Low(Seen s) => rule.Surge!.Unit is { } unit ? Amount(s, unit)?.Low ?? 0 : 1;
        decimal High(Seen s) => rule.Surge!.Unit is { } unit ? Amount(s, unit) is { } m ? m.High ?? m.Low : 0 : 1;
        foreach (var b in responses)
        {
            var days = Compared(rule.Response!, b)!.Value;
            var pairs = triggers.Where(a => a.Id != b.Id).Select(a => (A: a, Days: Compared(rule.Cause, a)!.Value, P: Pairs(Compared(rule.Cause, a)!.Value, days, min, max))).Where(p => p.P.Held > 0)
                .OrderByDescending(p => (double)p.P.Held / p.P.All).ThenBy(p => p.Days).ThenBy(p => p.A.Id, StringComparer.Ordinal).ToList();
            if (pairs.Count == 0 || Season(theatre, pairs[0].Days) is var own && (own < rule.Observed!.From || own > rule.Observed.To))
            {
                continue;
            }

            var (best, when, fit) = pairs[0];
            var (from, to) = (when.Earliest.PlusDays(min), when.Latest.PlusDays(max));
            var inside = responses.Where(r => r.Id != best.Id).Select(r => (R: r, P: Pairs(when, Compared(rule.Response!, r)!.Value, min, max))).Where(r => r.P.Held > 0).ToList();
            var (certainHere, possibleHere) = (inside.Where(r => r.P.Held == r.P.All).Sum(r => Low(r.R)), inside.Sum(r => High(r.R)));
            var (certainThere, possibleThere, seasons) = (0m, 0m, 0);
            for (var year = rule.Observed!.From; year <= rule.Observed.To; year++)
            {
                var (start, end) = (from.PlusYears(year - own), to.PlusYears(year - own));
                if (year == own || !IsOver(theatre.DaysOf(year).Latest.PlusDays(max), theatre) || triggers.Exists(t => Compared(rule.Cause, t)!.Value is var d && d.Earliest.PlusDays(min) <= end && d.Latest.PlusDays(max) >= start))
                {
                    continue;
                }

                seasons++;
                foreach (var r in responses.Where(r => DaysOf(Compared(rule.Response!, r)!.Value).Any(d => start <= d && d <= end)))
                {
                    possibleThere += High(r);
                    certainThere += DaysOf(Compared(rule.Response!, r)!.Value).All(d => start <= d && d <= end) ? Low(r) : 0;
                }
            }

            bool Is(decimal here, decimal there) => here > 0 && here * seasons >= rule.Surge!.AtLeastTimes * there;
            if (seasons > 0 && Is(possibleHere, certainThere))
            {
                var certain = fit.Held == fit.All && Is(certainHere, possibleThere);
                var circular = All([best, b]);
                yield return new(Key(rule, theatre, b.Id), Season(theatre, days), certain, certain ? 1 : (double)fit.Held / fit.All, Sorted(inside.Select(r => r.R.Id).Append(best.Id).Append(b.Id)), circular);
            }
        }
    }

    private IEnumerable<Match> Absences(Rule rule, Theatre theatre)
    {
        var expected = rule.Response ?? rule.Cause;
        for (var year = 1990; year <= 2010; year++)
        {
            var causes = rule.Response is null ? [] : For(rule.Cause, rule, theatre, year);
            var days = rule.Season is not null ? DaysOf(theatre.DaysOf(year)).FindAll(d => IsDeclared(rule.Season, d))
                : causes.Count == 0 ? []
                : DaysOf(new(causes.Min(c => Compared(rule.Cause, c)!.Value.Earliest).PlusDays(rule.MinLagDays!.Value), causes.Max(c => Compared(rule.Cause, c)!.Value.Latest).PlusDays(rule.MaxLagDays!.Value)));
            if (days.Count == 0 || (rule.Response is not null && causes.Count == 0) || asOf is not { } today || today <= days[^1].PlusDays(Grace(theatre)))
            {
                continue;
            }

            var chances = all.Where(s => Counts(s, expected, rule, theatre)).Select(s => Compared(expected, s)!.Value).Select(d => rule.Season is not null
                ? (double)DaysOf(d).Count(days.Contains) / d.Days()
                : causes.Max(c => Pairs(Compared(rule.Cause, c)!.Value, d, rule.MinLagDays!.Value, rule.MaxLagDays!.Value) is var p ? (double)p.Held / p.All : 0)).Where(p => p > 0).ToList();
            var none = None(expected, theatre, year, new(days[0], days[^1]));
            var watched = Watches(expected.Kind, theatre, year, new(days[0], days[^1]));
            if (none.Count + watched.Count == 0 || chances.Contains(1))
            {
                continue;
            }

            var covered = days.Count(d => none.Exists(n => Period(n) is { } p && p.MightBe(d)) || watched.Exists(w => w.MightBe(d)));
            var share = chances.Aggregate((double)covered / days.Count, (p, c) => p * (1 - c));
            yield return One(rule, theatre, $"{year}", year, covered == days.Count && chances.Count == 0, share, [.. causes, .. none]);
        }
    }

    private IEnumerable<Match> Doses(Rule rule, Theatre theatre)
    {
        for (var year = 1990; year <= 2010; year++)
        {
            var causes = For(rule.Cause, rule, theatre, year);
            var doses = causes.FindAll(c => Amount(c, rule.Dose!.Unit) is not null);
            var noDose = causes.Count > 0 ? [] : Against(rule.Cause, rule, theatre, year);
            var came = all.Where(s => s.Onset is not null && s.Incident.Counts && Selects(rule.Response!, s.Incident) && (rule.Count == CountWhat.Parts || !s.IsPart) && Holds(theatre, s.Incident)
                && DaysOf(s.Onset.Value).Any(d => theatre.SeasonYearOf(d) == year)).ToList();
            var surely = came.FindAll(s => DaysOf(s.Onset!.Value).All(d => theatre.SeasonYearOf(d) == year));
            var perhaps = came.Except(surely).ToList();
            var noAnswer = surely.Count > 0 ? [] : Against(rule.Response!, rule, theatre, year);
            if (doses.Count + noDose.Count > 0 && surely.Count + perhaps.Count + noAnswer.Count > 0)
            {
                var share = perhaps.Select(s => DaysOf(s.Onset!.Value) is var d ? (double)d.Count(x => theatre.SeasonYearOf(x) == year) / d.Count : 1).DefaultIfEmpty(1).Min();
                yield return One(rule, theatre, $"{year}", year, perhaps.Count == 0, share, [.. doses, .. noDose, .. surely, .. perhaps, .. noAnswer]);
            }
        }
    }

    /// <summary>What lies surely in a season as a side asks.</summary>
    private List<Seen> For(Selector side, Rule rule, Theatre theatre, int year) =>
        side.Polarity == Polarity.DidNotOccur ? Stated(side, rule, theatre, year) : Came(side, rule, theatre, year);

    private List<Seen> Against(Selector side, Rule rule, Theatre theatre, int year) =>
        side.Polarity == Polarity.DidNotOccur ? Came(side, rule, theatre, year) : Stated(side, rule, theatre, year);

    private List<Seen> Came(Selector side, Rule rule, Theatre theatre, int year) => all.FindAll(s => s.Onset is { } onset && s.Incident.Counts && Selects(side with { Polarity = null }, s.Incident)
        && (rule.Count == CountWhat.Parts || !s.IsPart) && Holds(theatre, s.Incident) && LiesIn(s, onset, theatre, year));

    private static bool LiesIn(Seen s, UncertainDate onset, Theatre theatre, int year) =>
        s.Incident.Details is HarvestDetails { SeasonYear: { } stated } ? stated == year : DaysOf(onset).All(d => theatre.SeasonYearOf(d) == year);

    private List<Seen> Stated(Selector side, Rule rule, Theatre theatre, int year)
    {
        if (side.Kind != Kind.Harvest)
        {
            return None(side, theatre, year, Window(rule, theatre, year));
        }

        var usual = theatre.UsualHarvestEnd.In(year);
        return all.FindAll(s => IsNone(s, side, theatre) && (
            s.Incident.Details is HarvestDetails { SeasonYear: { } stated } ? stated == year
            : s.Onset is { } onset && (DaysOf(onset).All(d => theatre.SeasonYearOf(d) == year) || (Period(s) is { } p && p.MightBe(usual.Earliest) && p.MightBe(usual.Latest)))));
    }

    private List<Seen> None(Selector side, Theatre theatre, int year, UncertainDate days) => all.FindAll(s => IsNone(s, side, theatre) && Period(s) is { } p
        && s.Incident.Details is not HarvestDetails { SeasonYear: not null }
        && DaysOf(p).Exists(d => theatre.SeasonYearOf(d) == year)
        && (DaysOf(days).All(p.MightBe) || (DaysOf(p).All(d => theatre.SeasonYearOf(d) == year) && DaysOf(p).Exists(days.MightBe))));

    /// <summary>The days of what was watched for a kind where it counts: through all these days, or inside the season and on one of them.</summary>
    private List<UncertainDate> Watches(Kind kind, Theatre theatre, int year, UncertainDate days) =>
    [
        .. Watches(kind, theatre).Where(p => DaysOf(days).All(p.MightBe) || (DaysOf(p).All(d => theatre.SeasonYearOf(d) == year) && DaysOf(p).Exists(days.MightBe))),
    ];

    private List<UncertainDate> Watches(Kind kind, Theatre theatre) =>
    [
        .. facts.Where(f => f.Event is ICoverageEvent).GroupBy(f => f.Event.IncidentId).Select(g => g.MaxBy(f => f.Version)!.Event).OfType<CoverageStated>()
            .Where(w => w.Kind == kind && ScopesOf(theatre, kind).Any(s => IsIn(s, w.Where.PlaceId!) || s.Places.Any(p => gazetteer.IsWithin(p, w.Where.PlaceId!))))
            .Select(w => new UncertainDate(w.From, w.To)),
    ];

    private bool IsNone(Seen s, Selector side, Theatre theatre) => s.Incident.Polarity == Polarity.DidNotOccur && s.Incident.Scope != Scope.Comparator
        && Selects(side with { Polarity = null }, s.Incident) && !s.Incident.Wholes.Any() && (Holds(theatre, s.Incident) || Covers(theatre, s.Incident));

    private static UncertainDate? Period(Seen s) => s.Incident.When.Begins is { } begins
        ? new(begins.Earliest, s.Incident.When.Ends is { } ends && ends.Latest > begins.Latest ? ends.Latest : begins.Latest)
        : null;

    /// <summary>The days on which an absence speaks of a season: the declared ones, or from the harvest to the closing of the passes, as recorded or as usual.</summary>
    private UncertainDate Window(Rule rule, Theatre theatre, int year)
    {
        if (rule.Season is not null && DaysOf(theatre.DaysOf(year)).FindAll(d => IsDeclared(rule.Season, d)) is { Count: > 0 } declared)
        {
            return new(declared[0], declared[^1]);
        }

        var (opens, closes) = Edges(rule, theatre, year);
        var last = closes.Latest.PlusDays(-1);
        return new(opens.Earliest, last < opens.Earliest ? opens.Earliest : last);
    }

    /// <summary>The opening and the closing of a season: of a gated window as its rule asks, else of any harvest and of the passes; as recorded, or as usual.</summary>
    private (UncertainDate Opens, UncertainDate Closes) Edges(Rule rule, Theatre theatre, int year)
    {
        var (opener, closer) = rule.Kind == RuleKind.GatedWindow ? (rule.Cause, rule.Closes!) : (AnyHarvest, AnyClosing);
        var opening = Movers(opener, theatre, year, null);
        var isNone = opening.Count == 0 && !all.Exists(s => WouldOpen(s, opener, theatre, year)) && Stated(opener, rule, theatre, year).Count > 0;
        var closing = isNone ? [] : Movers(closer, theatre, year, PassChange.Closes);
        return (
            opening.Count == 0 ? theatre.UsualHarvestEnd.In(year) : Hull(opening, s => s.Incident.When.Ends ?? s.Onset!.Value),
            closing.Count == 0 ? theatre.UsualPassesClose.In(year) : Hull(closing, s => s.Onset!.Value));
    }

    /// <summary>A harvest of the season that has no day at all opens nothing, and yet it came.</summary>
    private bool WouldOpen(Seen s, Selector opener, Theatre theatre, int year) => s.Incident.Counts && Selects(opener, s.Incident) && !s.IsPart && Holds(theatre, s.Incident)
        && s.Incident.Details is HarvestDetails { SeasonYear: { } stated } && stated == year;

    /// <summary>Nine of ten reports of a theatre had come by then; 30 days where fewer than ten are known, 180 at most.</summary>
    private int Grace(Theatre theatre) => graces.TryGetValue(theatre.Id, out var known) ? known : graces[theatre.Id] = GraceIn(theatre);

    private int GraceIn(Theatre theatre)
    {
        var delays = facts.Where(f => f.Event is not IBesideIncidents && f.Event is not (IncidentMerged or IncidentUnmerged or ConflictSettled)).GroupBy(f => (f.Event.IncidentId, Report: f.Event switch { IReported r => r.ReportId, IRestated c => c.ReportId, var t => ((ReportRetracted)t).ReportId }))
            .Select(g => g.MaxBy(f => f.Version)!).Where(f => f.Event is IReported { Account.When.Begins: not null } r && Might(theatre, r.Account))
            .Select(f => (Fact: f, Days: Period(((IReported)f.Event).Account.When.Begins!.Value.Latest, f.KnownFrom)))
            .Where(d => d.Fact.Event.Provenance.KnownFrom is not null || d.Days <= 366).Select(d => Math.Max(0, d.Days)).Order().ToList();
        return delays.Count < 10 ? 30 : Math.Min(180, delays[(int)Math.Ceiling(delays.Count * 0.9) - 1]);

        static int Period(LocalDate from, Instant to) => Day.Number(to.InUtc().Date) - Day.Number(from);
    }

    private bool Might(Theatre theatre, Account account) => account.Where switch
    {
        null => account.Kind is Kind.Ban or Kind.Attack or Kind.Context,
        { PlaceId: { } id } => Scopes(theatre).Any(s => IsIn(s, id) || s.Places.Any(p => gazetteer.IsWithin(p, id))),
        { Point: var point } => point == Histories.InBatken,
    };

    private static IEnumerable<PlaceScope> Scopes(Theatre theatre) => [theatre.Incidents, theatre.Harvests, theatre.Passes, theatre.Seizures];

    private bool Covers(Theatre theatre, Incident incident) => incident.Where is { PlaceId: { } id }
        && ScopesOf(theatre, incident.Kind).Any(s => s.Places.Any(p => gazetteer.IsWithin(p, id)));

    private static bool IsDeclared(SeasonDays season, LocalDate day)
    {
        var (on, opens, closes) = ((day.Month, day.Day), (season.Opens.Month, season.Opens.Day), (season.Closes.Month, season.Closes.Day));
        return opens.CompareTo(closes) < 0 ? opens.CompareTo(on) <= 0 && on.CompareTo(closes) < 0 : opens.CompareTo(on) <= 0 || on.CompareTo(closes) < 0;
    }

    private (double Least, double Most, bool Surely)? Apart(Seen a, Seen b)
    {
        if (Position(a) is not { } here || Position(b) is not { } there)
        {
            return null;
        }

        var km = here.Centre.KilometresTo(there.Centre);
        return (km - here.Radius - there.Radius, km + here.Radius + there.Radius, !here.Coarse && !there.Coarse);
    }

    /// <summary>The histories mention places as regions or as enclaves, and points as either.</summary>
    private (GeoPoint Centre, double Radius, bool Coarse)? Position(Seen s)
    {
        if (s.Incident.Where is not { } where)
        {
            return null;
        }

        var (coarse, doubt) = where.Precision == PlacePrecision.Region ? (true, 100.0) : (false, 20.0);
        return where.Point is { } point ? (point, doubt, coarse)
            : gazetteer.Find(where.PlaceId!) is { Point: { } centre } place ? (centre, Math.Max(doubt, place.RadiusKm ?? 0), coarse)
            : null;
    }

    private static (decimal Low, decimal? High)? Amount(Seen s, string unit) => s.Incident.Details switch
    {
        HarvestDetails { Amount: { } q } when q.Unit == unit => Bounds(q),
        RansomDetails { State: RansomState.Paid, Amount: { } q } when q.Unit == unit => Bounds(q),
        SeizureDetails { Mass: { } q } when q.Unit == unit => Bounds(q),
        _ => null,
    };

    private static (decimal Low, decimal? High)? Bounds(Quantity q) => q.Low is null && q.Best is null && q.High is null ? null : (q.Low ?? q.Best ?? 0, q.High ?? q.Best);

    private static double AtLeast(int least, List<double> chances, int from = 0) => least == 0 ? 1
        : from == chances.Count ? 0
        : (chances[from] * AtLeast(least - 1, chances, from + 1)) + ((1 - chances[from]) * AtLeast(least, chances, from + 1));

    private static GeoPoint Along(GeoPoint a, GeoPoint b, double part)
    {
        static (double X, double Y, double Z) Unit(GeoPoint p) => (
            Math.Cos(double.DegreesToRadians(p.Lat)) * Math.Cos(double.DegreesToRadians(p.Lon)), Math.Cos(double.DegreesToRadians(p.Lat)) * Math.Sin(double.DegreesToRadians(p.Lon)), Math.Sin(double.DegreesToRadians(p.Lat)));
        var (u, v) = (Unit(a), Unit(b));
        var (x, y, z) = (u.X + ((v.X - u.X) * part), u.Y + ((v.Y - u.Y) * part), u.Z + ((v.Z - u.Z) * part));
        return new(double.RadiansToDegrees(Math.Atan2(z, Math.Sqrt((x * x) + (y * y)))), double.RadiansToDegrees(Math.Atan2(y, x)));
    }

    private Match One(Rule rule, Theatre theatre, string key, int season, bool certain, double share, List<Seen> incidents) =>
        new(Key(rule, theatre, key), season, certain, certain ? 1 : share, Sorted(incidents.Select(s => s.Id)), All(incidents));

    private string All(List<Seen> incidents) => Sorted(incidents.Where(s => incidents.Exists(o => o.Id != s.Id && FamilyOf(o.Id).Overlaps(s.Incident.DerivedFrom))).Select(s => s.Id));

    private static string Sorted(IEnumerable<string> ids) => string.Join(' ', ids.Distinct().Order(StringComparer.Ordinal));

    private static string Key(Rule rule, Theatre theatre, string key) => $"{rule.Id}~{rule.Version}~{theatre.Id}~{key}";
}
