using Timeline.Contracts;

namespace Timeline.Projection.Comparing;

/// <summary>The season years whose phases, counts, ransom or coverage are other than before, field by field.</summary>
internal static class CompareSeasons
{
    public static IReadOnlyList<SeasonChange> Of(IReadOnlyList<(TheatreKnown Before, TheatreKnown After)> theatres, int? seasonYear, Func<string, string> title) =>
    [
        .. from theatre in theatres
           let id = theatre.After.Theatre
           from year in theatre.Before.Engine.SeasonYears(id).Union(theatre.After.Engine.SeasonYears(id)).Order()
           where seasonYear is null || year == seasonYear
           let fields = Fields(theatre.Before.Engine.Season(id, year), theatre.After.Engine.Season(id, year), title)
           where fields.Count > 0
           select new SeasonChange(id, year, fields, $"Season {year}: {string.Join(" ", fields.Select((f, n) => n == 0 ? Words.Inside(f.Says) : f.Says))}"),
    ];

    private static List<FieldChange> Fields(SeasonView was, SeasonView now, Func<string, string> title)
    {
        string Titles(IEnumerable<string> ids) => Words.List(ids.Select(title));
        return
        [
            .. Field("state", was.State, now.State, Words.Of, "The season"),
            .. was.Phases.Zip(now.Phases).SelectMany(p => Field($"phases.{p.Second.Name}", p.First, p.Second, Phase, $"The {p.Second.Name.Replace('-', ' ')}")),
            .. Field("harvests", was.Harvests, now.Harvests, h => Words.List(h.Select(x => title(x.IncidentId) + Tonnes(x.Tonnes))), "The harvest"),
            .. Field("incursions.certain", was.Incursions.Certain, now.Incursions.Certain, Titles, "What came certainly inside the window"),
            .. Field("incursions.possible", was.Incursions.Possible, now.Incursions.Possible, p => Words.List(p.Select(x => $"{title(x.IncidentId)} ({x.Share:0.###})")), "What came possibly inside the window"),
            .. Field("incursions.outside", was.Incursions.Outside, now.Incursions.Outside, Titles, "What came outside the window"),
            .. Field("incursions.absent", was.Incursions.Absent, now.Incursions.Absent, Titles, "What is recorded as not having come"),
            .. was.Chains.Select(c => c.Anchor).Union(now.Chains.Select(c => c.Anchor)).SelectMany(anchor => Field(
                $"chains.{anchor}", was.Chains.FirstOrDefault(c => c.Anchor == anchor), now.Chains.FirstOrDefault(c => c.Anchor == anchor), c => Chain(c, title), $"What followed {title(anchor)}")),
            .. Field("ransomUsd", was.RansomUsd, now.RansomUsd, r => Words.Dollars(r.Low, r.High), "The ransom paid"),
            .. Seizures("before", was.Seizures.Before, now.Seizures.Before, "Seizures before the window"),
            .. Seizures("during", was.Seizures.During, now.Seizures.During, "Seizures in the window"),
            .. Seizures("after", was.Seizures.After, now.Seizures.After, "Seizures after the window"),
            .. Seizures("undated", was.Seizures.Undated, now.Seizures.Undated, "Seizures that fit no one stretch"),
            .. Field("coverage.harvest", was.Coverage.Harvest, now.Coverage.Harvest, Coverage, "What is known of a harvest"),
            .. Field("coverage.incursion", was.Coverage.Incursion, now.Coverage.Incursion, Coverage, "What is known of incursions"),
        ];
    }

    private static FieldChange[] Seizures(string stretch, SeizureStretch was, SeizureStretch now, string what) =>
        Field($"seizures.{stretch}", was, now, s => $"{s.Count} in {s.ExposureDays} days ({Kilograms(s)})", what);

    private static string Kilograms(SeizureStretch s) => Words.Number(new(s.KgLow, null, s.KgHigh, "kg"));

    private static string Phase(PhaseView phase) => phase.Basis == Basis.None
        ? "recorded as not having come"
        : $"from {Words.Days(phase.Opens)} ({Words.Of(phase.OpensBasis)}) to {Words.Days(phase.Closes)} ({Words.Of(phase.ClosesBasis)})" + (phase.Conflict ? ", with accounts that disagree" : "");

    private static string Chain(ChainView? chain, Func<string, string> title) => chain is null
        ? "not known"
        : $"{(chain.Steps.Count == 0 ? "nothing" : Words.List(chain.Steps.Select(s => $"{s.Step} {title(s.IncidentId)}")))} (outcome {Words.Of(chain.Outcome)})";

    private static string Tonnes(Amount? tonnes) => tonnes is null ? "" : $" ({Words.Number(new(tonnes.Low, tonnes.Best, tonnes.High, "t"))})";

    private static string Coverage(CoverageOf coverage) => Words.Of(coverage.Zero) + (coverage.Scope is { Length: > 0 } scope ? $" ({scope})" : "");

    private static FieldChange[] Field<T>(string field, T was, T now, Func<T, string> says, string what) => Words.Same(was, now)
        ? []
        : [new(field, was, now, says(was) is var before && says(now) is var after && before == after ? $"{what} changed in what it rests on." : Words.Became(what, before, after))];
}
