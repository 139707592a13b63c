using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Components.Pages.TimelinePages;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.Incident;

/// <param name="How">What the season makes of the incident: "certainly inside the window", "opens or closes a phase".</param>
public sealed record InSeason(TheatreView Theatre, int Year, IReadOnlyList<string> How);

/// <summary>All that the page of an incident shows, as it was known at the end of one day or as it is known now.</summary>
/// <param name="History">Its changes that were known by then, the last first.</param>
/// <param name="Twins">The incidents that may be this one; asked for where it stands for itself now, and null where nobody could say.</param>
/// <param name="Suggested">What the words of imported rows suggest of it; asked for where its twins are, and null where nobody could say.</param>
public sealed record IncidentPicture(
    IncidentKnown Known,
    IReadOnlyList<IncidentChange> History,
    IReadOnlyList<CorrelationView> Correlations,
    IReadOnlyList<InSeason> Seasons,
    Gazette Gazette,
    IReadOnlyList<DuplicateView>? Twins,
    IReadOnlyList<ReportProposalsView>? Suggested)
{
    /// <exception cref="RefusalException">A service refused or does not answer; 404 where nothing was known of it then.</exception>
    public static async Task<IncidentPicture> Load(TimelineClient client, string id, LocalDate? knownAt, Gazette? gazette, CancellationToken stop)
    {
        var known = await client.Incident(id, knownAt, stop);
        var present = known.MergedInto ?? id;
        var history = client.History(id, knownAt, stop);
        var correlations = client.CorrelationsOf(present, knownAt, stop);
        var forItself = knownAt is null && known is { Standing: true, MergedInto: null };
        var twins = forItself ? HintAsync(client.Duplicates(id, stop)) : Task.FromResult<IReadOnlyList<DuplicateView>?>(null);
        var suggested = forItself ? HintAsync(client.Proposals(id, stop)) : Task.FromResult<IReadOnlyList<ReportProposalsView>?>(null);
        var seasons = new List<InSeason>();
        foreach (var theatre in await client.Theatres(stop))
        {
            seasons.AddRange(
                from season in await client.Seasons(theatre.Id, knownAt, stop)
                let how = Naming(season, present).Distinct().ToList()
                where how.Count > 0
                orderby season.SeasonYear
                select new InSeason(theatre, season.SeasonYear, how));
        }

        return new(
            known,
            [.. (await history).OrderByDescending(c => c.Version)],
            [.. (await correlations).OrderBy(c => c.State, StringComparer.Ordinal).ThenBy(c => c.SeasonYear).ThenBy(c => c.Rule, StringComparer.Ordinal)],
            seasons,
            gazette ?? await Gazette.Load(client, stop),
            await twins,
            await suggested);
    }

    // they are a hint: what is known of the incident is shown without it
    private static async Task<IReadOnlyList<T>?> HintAsync<T>(Task<IReadOnlyList<T>> asked)
    {
        try
        {
            return await asked;
        }
        catch (RefusalException)
        {
            return null;
        }
    }

    /// <summary>Its last merge, where it is merged: into which, who said so, when and why.</summary>
    public IncidentChange? Merge => Known.MergedInto is null ? null : History.FirstOrDefault(c => c.MergedInto is not null);

    /// <summary>The title of an incident that this one is linked with.</summary>
    public string? TitleOf(string id) => Known.Linked.FirstOrDefault(l => l.IncidentId == id)?.Title;

    private static IEnumerable<string> Naming(SeasonView season, string id)
    {
        if (season.Harvests.Any(h => h.IncidentId == id))
        {
            yield return "its harvest";
        }

        foreach (var phase in season.Phases.Where(p => p.Incidents.Contains(id)))
        {
            yield return $"an edge of the phase “{Words.Title(phase.Name).ToLowerInvariant()}” rests on it";
        }

        if (season.Incursions.Certain.Contains(id))
        {
            yield return "certainly inside the window";
        }

        if (season.Incursions.Possible.FirstOrDefault(p => p.IncidentId == id) is { } possible)
        {
            yield return $"possibly inside the window, share {Words.Share(possible.Share)} of its possible days";
        }

        if (season.Incursions.Outside.Contains(id))
        {
            yield return "outside the window";
        }

        if (season.Incursions.Absent.Contains(id))
        {
            yield return "recorded as not having come";
        }

        foreach (var chain in season.Chains)
        {
            if (chain.Anchor == id)
            {
                yield return $"a taking; outcome {Words.Wire(chain.Outcome)}";
            }

            foreach (var step in chain.Steps.Where(s => s.IncidentId == id))
            {
                yield return $"{step.Step} of a taking{(step.LagDays is { } lag ? $", {Words.Say(lag)} after it" : "")}";
            }
        }

        foreach (var (stretch, where) in new[] { (season.Seizures.Before, "before"), (season.Seizures.During, "during"), (season.Seizures.After, "after") })
        {
            if (stretch.Incidents.Contains(id))
            {
                yield return $"a seizure {where} the window";
            }
        }

        if (season.Seizures.Undated.Incidents.Contains(id))
        {
            yield return "a seizure that may lie on either side of the window's edges";
        }
    }
}
