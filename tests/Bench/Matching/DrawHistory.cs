using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Bench;

/// <summary>
/// A history drawn from a fixed seed: 40 theatres, 30 years, half the dates intervals of 2 to 12 days, one incident in ten corrected once to other days. A season has a
/// harvest and a closing of the passes; ransoms and releases name a taking, one incursion in fifty is part of another. The same for the same
/// number of incidents on every machine.
/// </summary>
internal sealed class DrawHistory
{
    public const int TheatreCount = 40, FirstYear = 1970, Years = 30;
    private const int Villages = 4;
    private static readonly Instant Recorded = Instant.FromUtc(2001, 1, 1, 0, 0);

    /// <summary>The kinds but harvests and closings, and how many of a hundred incidents are of each.</summary>
    private static readonly (Kind Kind, int Share)[] Cast =
    [
        (Kind.Attack, 30), (Kind.Seizure, 22), (Kind.Incursion, 12), (Kind.HostageTaking, 10), (Kind.Ransom, 7), (Kind.Release, 7), (Kind.Withdrawal, 6), (Kind.Ban, 3), (Kind.Context, 3),
    ];

    /// <summary>Where the shipped theatre counts what the first of these theatres counts.</summary>
    private static readonly Dictionary<string, string> Shipped = new(StringComparer.Ordinal)
    {
        ["fields-00"] = "afghanistan", ["pass-00"] = "tajik-kyrgyz-border",
        ["village-00-0"] = "batken-region", ["village-00-1"] = "osh-district", ["village-00-2"] = "fergana-valley", ["village-00-3"] = "surkhandarya",
    };

    private readonly SplitMix64 chance = new(SplitMix64.Seed("bench", 1, "history"));
    private readonly List<Fact> reports = [];
    private readonly List<Fact> corrections = [];
    private readonly List<(string Id, int Day)>[] takings = [.. Enumerable.Range(0, TheatreCount).Select(_ => new List<(string, int)>())];
    private readonly string?[] incursions = new string?[TheatreCount];
    private readonly bool shipped;

    private DrawHistory(int incidents, bool shipped) => (Incidents, this.shipped) = (incidents, shipped);

    public int Incidents { get; }

    /// <summary>In a shuffled order, so that every report falls somewhere into the midst of what is held; no report before the one it corrects.</summary>
    public IReadOnlyList<Fact> Facts { get; private set; } = [];

    public Gazetteer Gazetteer { get; } = new([.. Enumerable.Range(0, TheatreCount).SelectMany(PlacesOf)], []);

    public IReadOnlyList<Theatre> Theatres { get; } = [.. Enumerable.Range(0, TheatreCount).Select(TheatreOf)];

    /// <summary>The days of the history, both counting.</summary>
    public static UncertainDate Days { get; } = new(new(FirstYear, 1, 1), new(FirstYear + Years - 1, 12, 31));

    /// <summary>The day as of which it is judged: all seasons are over.</summary>
    public static LocalDate AsOf { get; } = new(FirstYear + Years + 1, 6, 1);

    /// <summary>As many incidents of a kind lie on a day in one theatre, in the mean.</summary>
    public double PerDay(Kind kind) => (Incidents - (2 * TheatreCount * Years)) * (Cast.First(c => c.Kind == kind).Share / 100.0) / TheatreCount / Days.Days();

    /// <param name="shipped">The first of the forty theatres is the one that ships; the places of the others are in no gazetteer then.</param>
    public static DrawHistory Of(int incidents, bool shipped = false)
    {
        var drawn = new DrawHistory(incidents, shipped);
        drawn.DrawSeasons();
        while (drawn.reports.Count < incidents)
        {
            drawn.DrawIncident(drawn.reports.Count);
        }

        drawn.Mix();
        return drawn;
    }

    private void DrawSeasons()
    {
        for (var n = 0; n < TheatreCount * Years; n++)
        {
            var (theatre, year) = (n % TheatreCount, FirstYear + (n / TheatreCount));
            var reaped = new LocalDate(year, 5, 1).PlusDays(chance.Below(50));
            Report($"harvest-{theatre:00}-{year}", Kind.Harvest, reaped, 10, At($"fields-{theatre:00}", PlacePrecision.Region), new HarvestDetails("opium", new(Best: 100 + chance.Below(4000), Unit: "t"), SeasonYear: year), []);
            Report($"closing-{theatre:00}-{year}", Kind.PassClosure, new LocalDate(year, 9, 20).PlusDays(chance.Below(30)), 0, At($"pass-{theatre:00}", PlacePrecision.Region), new PassClosureDetails(), []);
        }
    }

    private void DrawIncident(int n)
    {
        var id = $"incident-{n:0000000}";
        var theatre = chance.Below(TheatreCount);
        var kind = Drawn();
        var day = Days.Earliest.PlusDays(chance.Below(Days.Days() - 12));
        var links = new List<Link>();
        switch (kind)
        {
            case Kind.HostageTaking:
                takings[theatre].Add((id, Day.Number(day)));
                break;
            case Kind.Ransom or Kind.Release when takings[theatre].Count > 0:
                var (taking, taken) = takings[theatre][chance.Below(takings[theatre].Count)];
                day = Day.At(taken + 1 + chance.Below(80));
                links.Add(new(kind == Kind.Ransom ? Relations.RansomFor : Relations.ReleaseOf, taking));
                break;
            case Kind.Incursion:
                if (chance.Below(50) == 0 && incursions[theatre] is { } whole)
                {
                    links.Add(new(Relations.PartOf, whole));
                }
                else
                {
                    incursions[theatre] = id;
                }

                break;
        }

        Report(id, kind, day, Width(), At(Village(theatre, chance.Below(Villages)), PlacePrecision.Village), DetailsOf(kind), links);
    }

    private int Width() => chance.Below(2) == 0 ? 0 : 1 + chance.Below(11);

    private Kind Drawn()
    {
        var at = chance.Below(100);
        foreach (var (kind, share) in Cast)
        {
            if ((at -= share) < 0)
            {
                return kind;
            }
        }

        throw new InvalidOperationException("the shares add up to a hundred");
    }

    private Details DetailsOf(Kind kind) => kind switch
    {
        Kind.Attack => new AttackDetails(new(Best: chance.Below(9), Unit: "persons")),
        Kind.Seizure => new SeizureDetails("heroin", new(Best: 1 + chance.Below(400), Unit: "kg")),
        Kind.Incursion => new IncursionDetails(new(Low: 10, High: 10 + chance.Below(200), Unit: "persons")),
        Kind.HostageTaking => new HostageTakingDetails(new(Best: 1 + chance.Below(12), Unit: "persons")),
        Kind.Ransom => new RansomDetails(new(Best: 10_000 * (1 + chance.Below(200)), Unit: "USD")),
        Kind.Release => new ReleaseDetails(),
        Kind.Withdrawal => new WithdrawalDetails(),
        Kind.Ban => new BanDetails("opium"),
        _ => new ContextDetails(),
    };

    private void Report(string id, Kind kind, LocalDate day, int width, Mention where, Details details, IReadOnlyList<Link> links)
    {
        var account = new Account(
            kind, kind == Kind.Context ? "policy" : null, id, Occurrence.Between(day, day.PlusDays(width)), where, [], ["group"], [], new("agency", new(Reliability.B, 2)),
            Polarity.Occurred, Claim.Stated, Scope.Core, links, null);
        reports.Add(new(1, Recorded, Kinds.Reported(id, $"{id}/1", account, details, From(day.PlusDays(width)))));
        if (chance.Below(10) == 0)
        {
            var moved = day.PlusDays(chance.Below(9) - 4);
            var then = account with { When = Occurrence.Between(moved, moved.PlusDays(width)) };
            corrections.Add(new(2, Recorded, new ReportCorrected(id, $"{id}/1", then, details, "bench", From(day.PlusDays(width + 10)))));
        }
    }

    private Provenance From(LocalDate last) => new("bench", last.PlusDays(1 + chance.Below(30)).AtMidnight().InUtc().ToInstant(), new("bench", "1"), "bench");

    // a correction takes some place after the report that it corrects
    private void Mix()
    {
        var all = reports.Select(f => (At: chance.Unit(), Fact: f)).ToList();
        var places = all.ToDictionary(f => f.Fact.Event.IncidentId, f => f.At, StringComparer.Ordinal);
        all.AddRange(corrections.Select(f => (places[f.Event.IncidentId] is var at ? at + (chance.Unit() * (1 - at)) : 1, f)));
        all.Sort((a, b) => a.At.CompareTo(b.At) is var byPlace && byPlace != 0 ? byPlace : a.Fact.Version.CompareTo(b.Fact.Version));
        Facts = all.ConvertAll(f => f.Fact);
    }

    private static string Village(int theatre, int village) => $"village-{theatre:00}-{village}";

    private Mention At(string place, PlacePrecision precision)
    {
        var id = shipped ? Shipped.GetValueOrDefault(place) : place;
        return new(id, place, precision);
    }

    private static IEnumerable<Place> PlacesOf(int theatre)
    {
        var (lat, lon) = (-40.0 + (theatre / 8 * 16), -160.0 + (theatre % 8 * 40));
        Place Of(string id, double lat, double lon, IReadOnlyList<string> within) => new(id, id, PlaceType.Region, null, null, new(lat, lon), 20, within, []);
        return
        [
            Of($"land-{theatre:00}", lat, lon, []), Of($"fields-{theatre:00}", lat + 5, lon, []), Of($"pass-{theatre:00}", lat + 3, lon, []),
            .. Enumerable.Range(0, Villages).Select(v => Of(Village(theatre, v), lat + (v * 0.2), lon, [$"land-{theatre:00}"])),
        ];
    }

    private static Theatre TheatreOf(int theatre)
    {
        PlaceScope Only(string place) => new([$"{place}-{theatre:00}"], []);
        return new(
            $"theatre-{theatre:00}", $"Theatre {theatre}", new(1, 1), Only("fields"), Only("pass"), Only("land"), Only("land"),
            new(new(6, 1), new(6, 30)), new(new(5, 1), new(6, 1)), new(new(9, 21), new(10, 20)));
    }
}
