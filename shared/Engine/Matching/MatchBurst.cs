using System.Globalization;
using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "so many within so many consecutive days" (and so many kilometres from one of them to each other). A match is a cluster to which no
/// further incident can be added, keyed by the days its members may lie in: two clusters may overlap, and none lies within another.
/// </summary>
/// <remarks>
/// Certain when enough of its members surely lie within the days (and surely near one of them). Its share is the greatest chance, over all
/// stretches of that many days, that enough of its members lie in one. It lies in the season year of most of its days.
/// </remarks>
internal sealed class MatchBurst(Rule rule, TheatreSeasons theatre) : UnitMatcher(rule, theatre)
{
    private readonly Crowding asked = rule.Burst!;

    /// <summary>A member and the first days (as numbers) of the stretches that may hold it.</summary>
    private sealed record Member(Standing Standing, int From, int To, int Earliest)
    {
        public string Id => Standing.Id;
    }

    /// <param name="From">The first and the last day number on which a stretch that may hold all members can begin.</param>
    private sealed record Cluster(string Anchor, IReadOnlyList<Member> Members, int From, int To)
    {
        public HashSet<string> Ids { get; } = Members.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What was touched, those it stood in a cluster with, and those that may stand in one with it now.</summary>
    public override IEnumerable<string> Units(Touched touched, RuleInTheatre work, Situation now)
    {
        var looked = touched.Of(Kinds);
        var units = looked.ToHashSet(StringComparer.Ordinal);
        foreach (var id in looked)
        {
            units.UnionWith(work.With(id).SelectMany(f => f.Incidents));
            if (MemberOf(now.Find(id)) is { } member)
            {
                units.UnionWith(Beside(member, now).Select(m => m.Id));
            }
        }

        return units;
    }

    public override IEnumerable<string> KeyedBy(string unit, RuleInTheatre work) => work.IdsWith(unit);

    public override IEnumerable<Finding> With(string unit, Situation now)
    {
        if (MemberOf(now.Find(unit)) is not { } one)
        {
            return [];
        }

        // without a radius any anchor sees the same incidents; with one, a cluster may be anchored in each that is near
        var anchors = asked.WithinKm is null ? [one] : Beside(one, now).Append(one);
        var clusters = anchors.SelectMany(a => AnchoredIn(a, now)).Where(c => c.Ids.Contains(one.Id))
            .OrderBy(c => c.Anchor, StringComparer.Ordinal).ToList();
        var first = clusters.Where((c, n) => !clusters.Take(n).Any(earlier => earlier.Ids.SetEquals(c.Ids)));
        return [.. first.Where(c => !clusters.Exists(wider => c.Ids.IsProperSubsetOf(wider.Ids))).Select(c => Finding(c, now)).OfType<Finding>()];
    }

    /// <summary>The clusters around an anchor: at each day on which a stretch could begin last and still hold one of its members.</summary>
    private IEnumerable<Cluster> AnchoredIn(Member anchor, Situation now)
    {
        var around = Beside(anchor, now).Append(anchor).OrderBy(m => m.Id, StringComparer.Ordinal).ToList();
        foreach (var start in around.Select(m => m.To).Where(t => anchor.From <= t && t <= anchor.To).Distinct())
        {
            var members = around.FindAll(m => m.From <= start && start <= m.To);
            if (members.Count >= asked.AtLeast)
            {
                yield return new(anchor.Id, members, members.Max(m => m.From), members.Min(m => m.To));
            }
        }
    }

    /// <summary>Those that may lie in one stretch with it, and near it.</summary>
    private IEnumerable<Member> Beside(Member one, Situation now) =>
        Between(Rule.Cause, one.From, (long)one.To + asked.WithinDays - 1)
            .Where(s => s.Id != one.Id && IsNear(one.Standing, s, now) != Certainty.Impossible)
            .Select(s => MemberOf(s)!);

    private Member? MemberOf(Standing? standing) => standing is not null && Rule.Counts(Rule.Cause, standing, Theatre) && Rule.Cause.DaysOf(standing) is { } days
        ? new(standing, Day.Number(days.Earliest) - asked.WithinDays + 1, Day.Number(days.Latest), Day.Number(days.Earliest))
        : null;

    private Certainty IsNear(Standing a, Standing b, Situation now) => asked.WithinKm is not { } km ? Certainty.Certain
        : Whereabouts.Of(a.Incident, now.Gazetteer) is { } here && Whereabouts.Of(b.Incident, now.Gazetteer) is { } there ? here.IsNear(there, km)
        : Certainty.Impossible;

    private Finding? Finding(Cluster cluster, Situation now)
    {
        var first = Day.At(cluster.Members.Min(m => Math.Max(m.Earliest, cluster.From)));
        var last = Day.At(cluster.Members.Max(m => Math.Min(m.To, cluster.To + asked.WithinDays - 1)));
        if (Theatre.Theatre.Likeliest(new UncertainDate(first, last)) is not { } season)
        {
            return null;
        }

        var members = cluster.Members.OrderBy(m => m.Earliest).ThenBy(m => m.Id, StringComparer.Ordinal).ToList();
        var certain = IsCertain(members, now);
        var key = $"{first:uuuu-MM-dd}..{last:uuuu-MM-dd}";
        return Found(
            asked.WithinKm is null ? [key] : [key, cluster.Anchor], season, certain ? Certainty.Certain : Certainty.Possible, certain ? 1 : Share(cluster),
            members.ConvertAll(m => m.Id),
            [cluster.Anchor, certain, .. members.Select(m => m.Standing)],
            () =>
            [
                .. members.Select(m => new ExplanationStep("member", m.Id, Say.Dated(m.Standing, Rule.Cause))),
                new("burst", null, $"{members.Count} may lie within {Say.Count(asked.WithinDays, "day", "days")}{Around(cluster.Anchor)}; the rule asks for {asked.AtLeast}."
                    + (certain ? " So many surely do." : " Whether so many do hangs on their days or places.")),
            ],
            members.Count == asked.AtLeast ? members.ConvertAll(m => m.Id) : [],
            Circular(members.ConvertAll(m => m.Standing), now));
    }

    private string Around(string anchor) => asked.WithinKm is { } km ? string.Create(CultureInfo.InvariantCulture, $" and {km:0} km of {anchor}") : "";

    private bool IsCertain(List<Member> members, Situation now) => asked.WithinKm is null
        ? SurelyWithin(members)
        : members.Exists(anchor => SurelyWithin(members.FindAll(m => IsNear(anchor.Standing, m.Standing, now) == Certainty.Certain)));

    /// <summary>Whether a stretch that begins with the first possible day of one of them holds all possible days of enough of them.</summary>
    private bool SurelyWithin(List<Member> members) =>
        members.Exists(start => members.Count(m => start.Earliest <= m.Earliest && m.To < start.Earliest + asked.WithinDays) >= asked.AtLeast);

    private double Share(Cluster cluster)
    {
        var best = 0.0;
        for (var start = cluster.From; start <= cluster.To; start++)
        {
            best = Math.Max(best, ChanceOfEnough(cluster.Members, start));
        }

        return best;
    }

    /// <summary>The chance that enough of them lie in the stretch, each on any of its days alike.</summary>
    private double ChanceOfEnough(IReadOnlyList<Member> members, int start)
    {
        var chance = new double[asked.AtLeast + 1];
        chance[0] = 1;
        foreach (var m in members)
        {
            var inside = (double)(Math.Min(m.To, start + asked.WithinDays - 1) - Math.Max(m.Earliest, start) + 1) / (m.To - m.Earliest + 1);
            for (var n = asked.AtLeast; n > 0; n--)
            {
                chance[n] = n == asked.AtLeast ? chance[n] + (chance[n - 1] * inside) : (chance[n] * (1 - inside)) + (chance[n - 1] * inside);
            }

            chance[0] *= 1 - inside;
        }

        return chance[asked.AtLeast];
    }
}
