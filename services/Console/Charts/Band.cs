using NodaTime;
using Timeline.Console.Api;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Charts;

/// <summary>One line of a lane: what is drawn on it and what is said beside it.</summary>
/// <param name="Marks">Drawn in this order, each over the ones before.</param>
/// <param name="Linked">The marks belong together and a line joins them.</param>
public sealed record Row(IReadOnlyList<Mark> Marks, string Says, string Brief, bool Linked = false, string? Basis = null);

/// <param name="Kind">harvest, window, incursion, taking, ransom, release or withdrawal: the colour.</param>
/// <param name="Hollow">It is recorded as not having happened.</param>
public sealed record Mark(Stretch Days, string Kind, bool Hollow, string Title);

public sealed record Lane(string Caption, IReadOnlyList<Row> Rows);

/// <summary>What a season's band shows, lane by lane. Pure: a view and the incidents it names go in, rows come out.</summary>
public static class Band
{
    public static IReadOnlyList<Lane> Of(SeasonView season, IReadOnlyDictionary<string, IncidentView> incidents) =>
    [
        new("Harvest", Or(season.Coverage.Harvest, [.. season.Harvests.Select(h => Harvest(h, incidents))])),
        new("Window", [.. season.Phases.Select(Phase)]),
        new("Incursions", Or(season.Coverage.Incursion, [.. Incursions(season.Incursions, incidents)])),
        new("Hostages", [.. season.Chains.Select(c => Chain(c, incidents))]),
    ];

    /// <summary>The window that rules speak of: the phase of that name, else the last.</summary>
    public static PhaseView? Window(SeasonView season) =>
        season.Phases.FirstOrDefault(p => p.Name.Contains("window", StringComparison.Ordinal)) ?? (season.Phases is [.., var last] ? last : null);

    /// <summary>The words for each of the four zeros.</summary>
    public static string Zeros(CoverageOf coverage) => coverage.Zero switch
    {
        Zero.Events => "events recorded",
        Zero.ConfirmedNone => "somebody looked: none",
        Zero.WatchedNothingReported => "watched, nothing reported",
        _ => "nobody watched",
    } + (coverage.Strength == Strength.Inferred ? " (inferred)" : "");

    private static IReadOnlyList<Row> Or(CoverageOf coverage, IReadOnlyList<Row> rows) => rows.Count > 0 ? rows : [new([], Zeros(coverage), Zeros(coverage))];

    private static Row Harvest(HarvestView harvest, IReadOnlyDictionary<string, IncidentView> incidents)
    {
        var incident = incidents.GetValueOrDefault(harvest.IncidentId);
        var absent = incident?.Polarity == Polarity.DidNotOccur;
        var says = absent ? "recorded as not brought in" : harvest.Tonnes is { } t && (t.Low ?? t.Best ?? t.High) is not null ? Words.Range(t.Low ?? t.Best, t.High ?? t.Best, "t") : "tonnes not stated";
        return Single(incident, harvest.IncidentId, "harvest", absent, $"{says} · {harvest.Title}", says);
    }

    private static Row Phase(PhaseView phase)
    {
        var name = Words.Title(phase.Name);
        var (says, brief) = phase switch
        {
            { Basis: Basis.None } => ($"{name}: none that year", $"{name}: none that year"),
            { Conflict: true } => ($"{name}: {Word(phase)}, accounts disagree", $"{name}: {Word(phase)}, in conflict"),
            _ => ($"{name}: {Word(phase)}", $"{name}: {Word(phase)}"),
        };
        IReadOnlyList<Mark> marks = phase.Basis != Basis.None && Stretch.Of(phase) is { } days ? [new(days, "window", false, $"{says}. Opens {Dates(phase.Opens)}, closes {Dates(phase.Closes)}")] : [];
        return new(marks, says, brief, Basis: Words.Wire(phase.Basis));
    }

    /// <summary>"observed", or what each edge rests on where they differ.</summary>
    public static string Word(PhaseView phase)
    {
        static string Edge(EdgeBasis basis) => basis switch { EdgeBasis.Usual => "usual date", EdgeBasis.Derived => "derived date", EdgeBasis.None => "recorded as not come", _ => "observed" };
        return (phase.OpensBasis, phase.ClosesBasis) switch
        {
            (EdgeBasis.Usual, EdgeBasis.Usual) => "usual dates",
            var (opens, closes) when opens == closes => Edge(opens),
            var (opens, closes) => $"opening {Edge(opens)}, closing {Edge(closes)}",
        };
    }

    private static IEnumerable<Row> Incursions(IncursionsView view, IReadOnlyDictionary<string, IncidentView> incidents)
    {
        Row Told(string id, string where, bool absent = false)
        {
            var incident = incidents.GetValueOrDefault(id);
            return Single(incident, id, "incursion", absent, $"{incident?.Title ?? id}: {where}", $"{where}: {incident?.Title ?? id}");
        }

        return
        [
            .. view.Certain.Select(id => Told(id, "certainly inside")),
            .. view.Possible.Select(p => Told(p.IncidentId, $"possibly inside, share {p.Share.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)}")),
            .. view.Outside.Select(id => Told(id, "outside")),
            .. view.Absent.Select(id => Told(id, "recorded as not having come", absent: true)),
        ];
    }

    private static Row Chain(ChainView chain, IReadOnlyDictionary<string, IncidentView> incidents)
    {
        var outcome = chain.Outcome is ChainOutcome.Open or ChainOutcome.Unknown or ChainOutcome.Inconsistent ? $"outcome {Words.Wire(chain.Outcome)}" : Words.Wire(chain.Outcome);
        var taking = Drawn(incidents.GetValueOrDefault(chain.Anchor), "taking", "Taken");
        var steps = chain.Steps.Select(s => Drawn(incidents.GetValueOrDefault(s.IncidentId), s.Step, $"{Words.Title(s.Step)}{(s.LagDays is { } lag ? $", lag {Words.Say(lag)}" : "")}"));
        var lags = string.Join(", ", chain.Steps.Select(s => s.LagDays is { } lag ? $"{s.Step} {Words.Brief(lag)}" : $"{s.Step} undated"));
        var release = chain.Steps.FirstOrDefault(s => s.Step == "release")?.LagDays;
        // exact days stand over stretches of doubt
        var marks = steps.Prepend(taking).OfType<Mark>().OrderBy(m => m.Days.IsOneDay).ToList();
        return new(marks, $"{outcome}{(lags.Length > 0 ? $": {lags}" : "")}", release is null ? outcome : $"{outcome}, {Words.Brief(release)}", Linked: true);
    }

    private static Row Single(IncidentView? incident, string id, string kind, bool absent, string says, string brief)
    {
        var mark = Drawn(incident, kind, kind == "harvest" ? says : $"{incident?.Title ?? id}: {brief}", absent);
        return new(mark is null ? [] : [mark], mark is null ? $"{says}, undated" : says, brief);
    }

    private static Mark? Drawn(IncidentView? incident, string kind, string says, bool absent = false) =>
        Stretch.Of(incident?.When) is { } days ? new(days, kind, absent || incident!.Polarity == Polarity.DidNotOccur, $"{says}. {Words.Say(incident!.When)}") : null;

    private static string Dates(UncertainDate? date) => date is { } known ? Words.Say(known) : "on no known day";
}
