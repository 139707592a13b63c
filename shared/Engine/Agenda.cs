using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The days on which something is judged otherwise though nothing new is recorded of it: a season is over, or its grace is; a chain can no longer be
/// completed. A day once put down stays: what is looked at in vain is judged as it was.
/// </summary>
internal sealed class Agenda
{
    private readonly SortedDictionary<LocalDate, HashSet<(TheatreSeasons Theatre, int Year)>> seasons = [];
    private readonly SortedDictionary<LocalDate, HashSet<string>> anchors = [];

    /// <summary>The seasons of which the days are put down as things stand.</summary>
    private readonly Dictionary<TheatreSeasons, HashSet<int>> planned = [];

    /// <summary>The first of the days that are put down; null where there is none.</summary>
    public LocalDate? Next => (seasons.Count, anchors.Count) switch
    {
        (0, 0) => null,
        (_, 0) => seasons.Keys.First(),
        (0, _) => anchors.Keys.First(),
        _ => Day.Earlier(seasons.Keys.First(), anchors.Keys.First()),
    };

    /// <summary>Puts down the days of all that is looked at now.</summary>
    /// <param name="anchored">The incidents that may be judged otherwise by themselves, by theatre; each of these is looked at.</param>
    public void PutDown(ToLookAt look, Dictionary<TheatreSeasons, List<Register.Entry>> anchored, RulesAtWork rules, Situation now)
    {
        foreach (var theatre in look.Theatres)
        {
            var (works, incidents) = (rules.In(theatre), anchored.GetValueOrDefault(theatre) ?? []);
            foreach (var year in ToPlan(theatre, look, rules))
            {
                foreach (var day in Judging.TurningDays(year, theatre, works))
                {
                    Plan(seasons, day, (theatre, year), now.AsOf);
                }
            }

            foreach (var work in works)
            {
                if (work.Rule.Kind != RuleKind.Chain)
                {
                    continue;
                }

                foreach (var entry in incidents)
                {
                    if (Judging.TurningDay(entry.Id, work, now) is { } day)
                    {
                        Plan(anchors, day, entry.Id, now.AsOf);
                    }
                }
            }

            // a view shows takings, whether or not a rule asks for them
            foreach (var entry in incidents)
            {
                if (entry.Standing is { Kind: Kind.HostageTaking, Onset: { } onset } && theatre.YearsOf(entry.Id).Count > 0)
                {
                    Plan(anchors, onset.Latest.PlusDays(BuildChains.OpenDays + 1), entry.Id, now.AsOf);
                }
            }
        }
    }

    /// <summary>What is due by a day is to be looked at.</summary>
    public void Reach(LocalDate day, ToLookAt look)
    {
        foreach (var (theatre, year) in Due(seasons, day))
        {
            look.TouchWhole(theatre, [year]);
        }

        look.Anchors.UnionWith(Due(anchors, day));
    }

    // the days of a season are others only where the grace is, or a rule, or an incident of which one of the days is made
    private List<int> ToPlan(TheatreSeasons theatre, ToLookAt look, RulesAtWork rules)
    {
        if (!planned.TryGetValue(theatre, out var done))
        {
            planned[theatre] = done = [];
        }

        if (rules.AreOthersIn(theatre))
        {
            done.Clear();
        }

        done.ExceptWith(look.WholeIn(theatre));
        foreach (var (year, kind) in look.EdgesIn(theatre))
        {
            if (theatre.IsEdge(kind) || IsExpectedAfter(kind, rules.In(theatre)))
            {
                done.Remove(year);
            }
        }

        var toPlan = new List<int>();
        foreach (var year in look.YearsIn(theatre))
        {
            if (done.Add(year))
            {
                toPlan.Add(year);
            }
        }

        return toPlan;
    }

    private static bool IsExpectedAfter(Kind kind, IReadOnlyList<RuleInTheatre> works)
    {
        foreach (var work in works)
        {
            if (work.Rule.Kind == RuleKind.Absence && work.Rule.Cause.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }

    private static void Plan<T>(SortedDictionary<LocalDate, HashSet<T>> agenda, LocalDate day, T what, LocalDate? asOf)
    {
        if (asOf is null || day > asOf)
        {
            if (!agenda.TryGetValue(day, out var due))
            {
                agenda[day] = due = [];
            }

            due.Add(what);
        }
    }

    private static List<T> Due<T>(SortedDictionary<LocalDate, HashSet<T>> agenda, LocalDate day)
    {
        var due = agenda.TakeWhile(d => d.Key <= day).ToList();
        due.ForEach(d => agenda.Remove(d.Key));
        return [.. due.SelectMany(d => d.Value)];
    }
}
