using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Engine;

/// <summary>The theatre, the rules and the dated core of the paper's history, as far as the engine is asked of them here.</summary>
internal static class PaperHistory
{
    public static Gazetteer Gazetteer { get; } = new(
        [
            Place("central-asia", PlaceType.Region, [], 41.5, 66, 1500),
            Place("kyrgyzstan", PlaceType.Country, ["central-asia"]),
            Place("tajikistan", PlaceType.Country, ["central-asia"]),
            Place("batken-region", PlaceType.Region, ["kyrgyzstan"], 39.95, 70.8, 120),
            Place("osh-district", PlaceType.Region, ["kyrgyzstan"], 40.3, 72.6, 80),
            Place("vorukh", PlaceType.Enclave, ["tajikistan", "batken-region"], 39.85, 70.59, 15),
            Place("sokh", PlaceType.Enclave, ["batken-region"], 39.96, 71.13, 20),
            Place("border-mountains", PlaceType.Range, ["kyrgyzstan"], 39.5, 71, 40),
            Place("afghanistan", PlaceType.Country, [], 33.9, 67.7, 700),
            Place("taliban-held", PlaceType.Territory, ["afghanistan"]),
            Place("badakhshan", PlaceType.Province, ["afghanistan"], 36.7, 70.9, 130),
            Place("colombia", PlaceType.Country, []),
        ],
        [new("valley-road", "Valley road", [new("Vorukh", new(39.85, 70.59)), new("Sokh", new(39.96, 71.13)), new("Osh", new(40.53, 72.8))], [])]);

    public static Theatre Fergana { get; } = new(
        "fergana", "Fergana", new AnnualDate(1, 1),
        new(["afghanistan"], ["badakhshan"]),
        new(["border-mountains"], []),
        new(["batken-region", "osh-district", "border-mountains"], []),
        new(["central-asia"], []),
        new(new(6, 1), new(6, 30)),
        new(new(5, 1), new(6, 30)),
        new(new(9, 21), new(9, 30)));

    public static Rule InWindow { get; } = new(
        "incursion-in-harvest-window", 1, "Incursion in the harvest window", "claim", "citation", RuleKind.GatedWindow,
        new(Kind.Harvest), new(Kind.Incursion), new(Kind.PassClosure), null, null, [], CountWhat.Whole,
        new(1999, 2001, "The group had force in reach of the passes only then."), null, true, []);

    public static Rule AfterHarvest { get; } = new(
        "incursion-after-harvest", 1, "Incursion after the harvest", "claim", "citation", RuleKind.Follows,
        new(Kind.Harvest), new(Kind.Incursion), null, 1, 92, [], CountWhat.Whole, new(1999, 2001, "As above."), null, true, []);

    public static Rule RansomChain { get; } = new(
        "ransom-follows-taking", 1, "Ransom follows taking", "claim", "citation", RuleKind.Chain,
        new(Kind.HostageTaking), null, null, null, null,
        [new("ransom", new(Kind.Ransom), Relations.RansomFor, 90), new("release", new(Kind.Release), Relations.ReleaseOf, 90)],
        CountWhat.Whole, null, null, true, []);

    public static IReadOnlyList<Rule> Rules { get; } = [InWindow, AfterHarvest, RansomChain];

    public static IReadOnlyList<Fact> Facts { get; } =
    [
        Told.Of("harvest-1999", Kind.Harvest, "1999-06-01..1999-06-30", "afghanistan", new HarvestDetails("opium", new(Best: 4600, Unit: "t"))),
        Told.Of("incursion-1999", Kind.Incursion, "1999-08-01..1999-08-31", "batken-region", ends: "1999-10-25..1999-12-31"),
        Told.Of("front-vorukh-1999", Kind.Incursion, "1999-08-01..1999-08-31", "vorukh", links: [(Relations.PartOf, "incursion-1999")]),
        Told.Of("occupation-1999", Kind.Incursion, "1999-08-01..1999-08-09", "batken-region", links: [(Relations.PartOf, "incursion-1999")], known: "1999-08-05"),
        Told.Of("taking-1999-08-09", Kind.HostageTaking, "1999-08-09", "osh-district", links: [(Relations.PartOf, "incursion-1999")], known: "1999-08-10"),
        Told.Of("ransom-1999-08-13", Kind.Ransom, "1999-08-09..1999-08-13", "osh-district", new RansomDetails(new(50000, 50000, 50000, "USD"), InKind: [new(1, 1, 1, "aircraft")]), links: [(Relations.RansomFor, "taking-1999-08-09")], known: "1999-08-14"),
        Told.Of("release-1999-08-13", Kind.Release, "1999-08-13", "osh-district", new ReleaseDetails(ReleaseOutcome.Ransomed), links: [(Relations.ReleaseOf, "taking-1999-08-09")], known: "1999-08-14"),
        Told.Of("taking-commander-1999", Kind.HostageTaking, "1999-08-13..1999-08-31", "batken-region", links: [(Relations.PartOf, "incursion-1999")]),
        Told.Of("taking-1999-08-23", Kind.HostageTaking, "1999-08-23", "batken-region", links: [(Relations.PartOf, "incursion-1999")], known: "1999-08-24"),
        Told.Of("ransom-1999-autumn", Kind.Ransom, "1999-08-23..1999-10-25", "batken-region", new RansomDetails(new(2000000, null, 5000000, "USD")), links: [(Relations.RansomFor, "taking-1999-08-23")], known: "1999-10-27"),
        Told.Of("release-1999-10-25", Kind.Release, "1999-10-25", "batken-region", new ReleaseDetails(ReleaseOutcome.Ransomed), links: [(Relations.ReleaseOf, "taking-1999-08-23")], known: "1999-10-25"),
        Told.Of("closure-1999", Kind.PassClosure, "1999-09-21..1999-09-30", "border-mountains"),
        Told.Of("snow-threat-1999", Kind.PassClosure, "1999-10-25..1999-12-31", "border-mountains", polarity: Polarity.Imminent),
        Told.Of("none-before-1999", Kind.Incursion, "1996-01-01..1999-07-31", "batken-region", polarity: Polarity.DidNotOccur, claim: Claim.Inferred),
        Told.Of("harvest-1998", Kind.Harvest, "1998-01-01..1998-12-31", "afghanistan", new HarvestDetails("opium", new(Best: 2700, Unit: "t"))),
        Told.Of("area-badakhshan-2001", Kind.Harvest, "2001-01-01..2001-12-31", "badakhshan", new HarvestDetails("opium", Area: new(Best: 6300, Unit: "ha"))),
        Told.Of("harvest-2000", Kind.Harvest, "2000-06-01..2000-07-31", "afghanistan", derivedFrom: "incursion-2000"),
        Told.Of("incursion-2000", Kind.Incursion, "2000-08-01..2000-08-31", "batken-region", ends: "2000-08-01..2000-12-31"),
        Told.Of("front-sokh-2000", Kind.Incursion, "2000-08-01..2000-08-31", "sokh", links: [(Relations.PartOf, "incursion-2000")]),
        Told.Of("taking-climbers-2000", Kind.HostageTaking, "2000-08-01..2000-08-31", "border-mountains", links: [(Relations.PartOf, "incursion-2000")]),
        Told.Of("escape-climbers-2000", Kind.Release, "2000-08-01..2000-12-31", "border-mountains", new ReleaseDetails(ReleaseOutcome.Escaped), links: [(Relations.ReleaseOf, "taking-climbers-2000")]),
        Told.Of("seizure-2000", Kind.Seizure, "2000-05-01..2000-05-22", "central-asia", new SeizureDetails("heroin", new(63, 63, 63, "kg"))),
        Told.Of("no-harvest-2001", Kind.Harvest, "2001-01-01..2001-12-31", "taliban-held", polarity: Polarity.DidNotOccur),
        Told.Of("no-incursion-2001", Kind.Incursion, "2001-08-01..2001-08-31", "batken-region", polarity: Polarity.DidNotOccur),
        Told.Of("harvest-2002", Kind.Harvest, "2002-01-01..2002-12-31", "afghanistan"),
    ];

    public static Fact NoneIn2002And2003 { get; } =
        Told.Of("none-2002-2003", Kind.Incursion, "2001-09-01..2004-03-28", "central-asia", polarity: Polarity.DidNotOccur, claim: Claim.Inferred);

    public static Fact The(string incident) => Facts.Single(f => f.Event.IncidentId == incident);

    public static TimelineEngine Engine(IEnumerable<Fact> facts, string asOf = "2004-06-01", string? knownAt = null) => TimelineEngine.FromNothing(
        Gazetteer, [Fergana], Rules, facts, Told.Date(asOf), knownAt is null ? null : Told.Date(knownAt).AtMidnight().InUtc().ToInstant().Plus(Duration.FromDays(1)));

    private static Place Place(string id, PlaceType type, string[] within, double? lat = null, double? lon = null, double? radiusKm = null) =>
        new(id, id, type, null, null, lat is null ? null : new(lat.Value, lon!.Value), radiusKm, within, []);
}
