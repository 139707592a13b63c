using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Charts;
using Timeline.Console.Components.Pages.TimelinePages;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.Correlation;

/// <summary>All that the page of a correlation shows, as it was known at the end of one day or as it is known now.</summary>
/// <param name="Rule">In the version that found it; null where the rule book does not answer.</param>
/// <param name="Incidents">Those it speaks of, by id, as they were known then.</param>
/// <param name="Season">The season it lies in.</param>
/// <param name="Said">What the system itself has said of it, oldest first: by its own clock, whatever day of knowledge is asked for.</param>
/// <param name="Alerts">Those that told of it.</param>
public sealed record CorrelationPicture(
    CorrelationView Correlation,
    Rule? Rule,
    IReadOnlyDictionary<string, IncidentKnown> Incidents,
    SeasonView Season,
    IReadOnlyList<CorrelationSaid> Said,
    IReadOnlyList<AlertView> Alerts)
{
    /// <summary>So many incidents are asked for by name; beyond them their ids must do.</summary>
    private const int MostNamed = 40;

    public string? TitleOf(string id) => Incidents.GetValueOrDefault(id)?.Title;

    /// <exception cref="RefusalException">A service refused or does not answer; 404 where it was not found in what was known then.</exception>
    public static async Task<CorrelationPicture> Load(TimelineClient client, string id, LocalDate? knownAt, CancellationToken stop)
    {
        var correlation = await client.Correlation(id, knownAt, stop);
        var season = client.Season(correlation.Theatre, correlation.SeasonYear, knownAt, stop);
        var rule = OrNone(client.RuleVersions(correlation.Rule, stop));
        var alerts = OrNone(client.AlertsOf(id, stop));
        var said = OrNone(client.SaidOf(id, stop));
        var named = await Task.WhenAll(Named(correlation).Take(MostNamed).Select(i => OrNull(client.Incident(i, knownAt, stop))));
        return new(
            correlation,
            (await rule).FirstOrDefault(r => r.Version == correlation.RuleVersion),
            named.OfType<IncidentKnown>().ToDictionary(i => i.Id),
            await season,
            await said,
            [.. (await alerts).OrderBy(a => a.RaisedAt)]);
    }

    /// <summary>What the correlation hangs together by, each once, in the order of its reasons, and the window where it has one.</summary>
    public IReadOnlyList<DaysRow> Rows()
    {
        var roles = (Correlation.Explanation ?? []).Where(s => s.IncidentId is not null).GroupBy(s => s.IncidentId!).ToDictionary(g => g.Key, g => Words.Title(g.First().Step));
        var rows = roles.Keys.Concat(Correlation.Incidents).Distinct().Select(id => Row(id, roles.GetValueOrDefault(id))).ToList();
        if (Rule?.Kind == RuleKind.GatedWindow && Band.Window(Season) is { Basis: not Basis.None } window && Stretch.Of(window) is { } days)
        {
            rows.Add(new($"The window of {Season.SeasonYear}", $"{Band.Word(window)}: opens {Dates(window.Opens)}, closes {Dates(window.Closes)}", days, "window", Basis: window.Basis == Basis.Usual ? "usual" : null));
        }

        return rows;
    }

    private DaysRow Row(string id, string? role)
    {
        var known = Incidents.GetValueOrDefault(id);
        if (known?.Incident is not { } incident)
        {
            return new(TitleOf(id) ?? id, "nothing of it stands", null, "context", id);
        }

        // a rule compares when things began, and a whole began no later than its parts; only what opens a window lasts until it does
        var began = known.Onset is { } onset && role != "Opens" ? Occurrence.Between(onset.Earliest, onset.Latest) : incident.When;
        var says = known.Onset != incident.When?.Begins && role != "Opens" ? $"began on {Words.Say(began)}, as its parts bound it" : incident.When?.Ends is null ? Words.Say(began) : $"began on {Words.Say(began)}";
        return new(
            incident.Title, role is null ? says : $"{role}: {says}", Stretch.Of(began), LaneKinds.Of(incident.Kind).Css, id,
            Hollow: incident.Polarity == Polarity.DidNotOccur, Conflict: incident.DateConflict);
    }

    private static IEnumerable<string> Named(CorrelationView correlation) =>
        correlation.Incidents
            .Concat((correlation.Explanation ?? []).Select(s => s.IncidentId).OfType<string>())
            .Concat(correlation.HangsOn ?? [])
            .Concat((correlation.NotCounted ?? []).Select(n => n.IncidentId))
            .Concat((correlation.Evidence?.Judgements ?? []).Where(j => !IsYear(j)).Select(j => j.Unit))
            .Distinct();

    /// <summary>The judgement speaks of a whole season rather than of one taking in it.</summary>
    public static bool IsYear(Judgement judgement) => judgement.Unit == judgement.SeasonYear.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Dates(UncertainDate? date) => date is { } known ? Words.Say(known) : "on no known day";

    // the reasons are shown though the rule book, the alerts or the log of what was said are away for the moment
    private static async Task<IReadOnlyList<T>> OrNone<T>(Task<IReadOnlyList<T>> asked)
    {
        try
        {
            return await asked;
        }
        catch (RefusalException)
        {
            return [];
        }
    }

    private static async Task<T?> OrNull<T>(Task<T> asked) where T : class
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
}
