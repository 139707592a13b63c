using System.Globalization;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Terminal;

/// <summary>One season view as lines for a terminal. Every number and every name comes out of the view.</summary>
public static class SeasonInWords
{
    private const string Window = "Window";

    private static readonly Dictionary<Zero, string> Zeros = new Dictionary<Zero, string>
    {
        [Zero.Events] = "recorded",
        [Zero.ConfirmedNone] = "none, and somebody looked",
        [Zero.WatchedNothingReported] = "watched, nothing reported",
        [Zero.NotWatched] = "nobody watched",
    };

    /// <summary>The incidents whose titles the lines will want.</summary>
    public static IEnumerable<string> Mentions(SeasonView season) =>
    [
        .. season.Harvests.Select(h => h.IncidentId),
        .. season.Incursions.Certain, .. season.Incursions.Possible.Select(p => p.IncidentId), .. season.Incursions.Outside, .. season.Incursions.Absent,
        .. season.Chains.SelectMany(c => c.Steps.Select(s => s.IncidentId).Prepend(c.Anchor)),
    ];

    public static IEnumerable<string> Tell(SeasonView season, IReadOnlyDictionary<string, string> titles) =>
    [
        .. Lines.Heading($"{season.Theatre}, season {season.SeasonYear} ({Words.Wire(season.State)})"),
        .. season.Phases.OrderBy(p => PhaseLabel(p.Name) == Window ? 0 : 1).SelectMany(Phase),
        .. Harvests(season, titles),
        .. Incursions(season.Incursions, titles),
        .. season.Chains.SelectMany(chain => Chain(chain, titles)),
        .. Ransom(season.RansomUsd),
        .. Coverage("harvest", season.Coverage.Harvest),
        .. Coverage("incursion", season.Coverage.Incursion),
        "",
    ];

    private static IEnumerable<string> Phase(PhaseView phase)
    {
        var label = PhaseLabel(phase.Name);
        if (phase.Basis == Basis.None)
        {
            return Lines.Labelled(label, "none: what would open it is recorded as not having happened");
        }

        string?[] edges =
        [
            Edge("opens", phase.Opens, phase.OpensBasis),
            phase.Opens == phase.Closes && phase.OpensBasis == phase.ClosesBasis ? null : Edge("closes", phase.Closes, phase.ClosesBasis),
        ];
        return Lines.Labelled(label, $"{string.Join(", ", edges.OfType<string>())}{(phase.Conflict ? "; sources disagree" : "")}");
    }

    private static string? Edge(string verb, UncertainDate? date, EdgeBasis basis) => date is { } known
        ? $"{verb} {Say.Day(known)} ({basis switch { EdgeBasis.Observed => "observed", EdgeBasis.Derived => "worked out from another incident", _ => "usual date" }})"
        : null;

    // the phase in which the theatre expects its incursions goes by that word alone
    private static string PhaseLabel(string name) => name switch
    {
        "harvest" => "Harvest time",
        _ when name.EndsWith("window", StringComparison.Ordinal) => Window,
        _ => Capital(name.Replace('-', ' ')),
    };

    private static IEnumerable<string> Harvests(SeasonView season, IReadOnlyDictionary<string, string> titles) => season.Harvests.Count == 0
        ? Lines.Labelled("Harvest", "none recorded")
        : season.Harvests.SelectMany((harvest, i) => Lines.Labelled(
            i == 0 ? "Harvest" : "",
            (harvest.Tonnes is { } t ? $"{Say.Tonnes(t.Low, t.Best, t.High)}: " : "") + Say.Name(titles, harvest.IncidentId)));

    private static IEnumerable<string> Incursions(IncursionsView incursions, IReadOnlyDictionary<string, string> titles) =>
    [
        .. Lines.Labelled("Incursions", $"{incursions.Certain.Count} certain, {incursions.Possible.Count} possible, {incursions.Outside.Count} outside the window, {incursions.Absent.Count} recorded absent"),
        .. incursions.Certain.SelectMany(id => Lines.Hanging(Lines.Under + "certain   ", Say.Name(titles, id))),
        .. incursions.Possible.SelectMany(p => Lines.Hanging(Lines.Under + "possible  ", $"{Say.Name(titles, p.IncidentId)} ({Say.Share(p.Share)} of its possible days)")),
        .. incursions.Outside.SelectMany(id => Lines.Hanging(Lines.Under + "outside   ", Say.Name(titles, id))),
        .. incursions.Absent.SelectMany(id => Lines.Hanging(Lines.Under + "absent    ", Say.Name(titles, id))),
    ];

    private static IEnumerable<string> Chain(ChainView chain, IReadOnlyDictionary<string, string> titles) =>
    [
        .. Lines.Labelled("Hostages", Say.Name(titles, chain.Anchor)),
        .. chain.Steps.SelectMany(step => Lines.Hanging(
            Lines.Under + "· ",
            $"{step.Step}{(step.LagDays is { } lag ? " " + Say.Lag(lag) : "")}: {Say.Name(titles, step.IncidentId)}")),
        .. Lines.Hanging(Lines.Under + "outcome   ", Words.Wire(chain.Outcome)),
    ];

    private static IEnumerable<string> Ransom(RansomView ransom)
    {
        var paid = ransom.Incidents.Count == 0 ? "none stated or reported as paid" : Say.Dollars(ransom.Low, ransom.High) + " in all";
        return Lines.Labelled("Ransom", paid + (ransom.Conflict ? "; sources exclude one another" : "") + Apart("alleged", ransom.Alleged) + Apart("demanded", ransom.Demanded));
    }

    private static string Apart(string what, MoneyRange money) =>
        money is { Low: 0, High: 0 } ? "" : $"; {what}, and not in that sum: {Say.Dollars(money.Low, money.High)}";

    private static IEnumerable<string> Coverage(string what, CoverageOf coverage) => Lines.Labelled(
        "Watch, " + what,
        $"{Zeros[coverage.Zero]}{(coverage.Strength is { } strength ? $" ({Words.Wire(strength)})" : "")}{(coverage.Scope is { Length: > 0 } scope ? $": {scope}" : "")}");

    private static string Capital(string words) => words.Length == 0 ? words : words[..1].ToUpper(CultureInfo.InvariantCulture) + words[1..];
}
