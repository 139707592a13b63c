using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Engine;

/// <summary>A random history and a random way to live through it.</summary>
/// <param name="Seed">Decides order, repetitions and when to settle; the same history may be lived in many ways.</param>
public sealed record Lived(IReadOnlyList<Fact> Facts, int Seed)
{
    public override string ToString() => $"seed {Seed}\n" + string.Join('\n', Facts.Select(f => $"  v{f.Version} {Words(f)}"));

    private static string Words(Fact fact) => fact.Event switch
    {
        IReported r => $"{r.ReportId} says {Words(r.Account)} {r.Particulars}",
        ReportRestored b => $"{b.ReportId} restored, says {Words(b.Account)}",
        ReportCorrected c => $"{c.ReportId} now says {Words(c.Account)}",
        ConflictSettled s => $"{s.Field} settled as {s.Settled?.When?.Begins} {s.Settled?.Where?.PlaceId} {s.Settled?.Quantity}",
        ReportRetracted t => $"{t.ReportId} taken back",
        var other => other.ToString()!,
    };

    private static string Words(Account a) =>
        $"{a.Kind} {a.Polarity} {a.When.Begins} ends {a.When.Ends} from {a.When.DerivedFrom} at {a.Where?.PlaceId ?? a.Where?.Point.ToString()} origin {a.Source.Origin} [{string.Join(", ", a.Links.Select(l => $"{l.Rel} {l.To}"))}]";
}

/// <summary>
/// Histories of a handful of incidents in a few places and eight seasons, dense enough that rules are met often: uncertain days, wholes and
/// parts, several reports, corrections (of the kind too), retractions, merges, links to what is not there.
/// </summary>
public static class Histories
{
    private static readonly (string Prefix, Kind Kind, int Count, int Month, string[] Places)[] Cast =
    [
        ("harvest", Kind.Harvest, 3, 5, ["afghanistan", "taliban-held", "badakhshan"]),
        ("incursion", Kind.Incursion, 4, 7, ["batken-region", "sokh", "vorukh", "colombia", "central-asia"]),
        ("closure", Kind.PassClosure, 2, 9, ["border-mountains"]),
        ("taking", Kind.HostageTaking, 3, 7, ["batken-region", "osh-district"]),
        ("ransom", Kind.Ransom, 2, 8, ["batken-region"]),
        ("release", Kind.Release, 2, 9, ["osh-district"]),
        ("seizure", Kind.Seizure, 1, 5, ["central-asia"]),
        ("ban", Kind.Ban, 1, 3, ["taliban-held"]),
    ];

    private static readonly (string Id, int Role)[] Ids = [.. Cast.SelectMany((c, role) => Enumerable.Range(0, c.Count).Select(n => ($"{c.Prefix}-{n}", role)))];

    public static readonly GeoPoint InBatken = new(39.95, 70.8);
    public static readonly GeoPoint AtSea = new(0, 0);

    public static Arbitrary<Lived> Arbitrary() => Arb.From(
        from years in Gen.Choose(1996, 2003).ListOf(2)
        from streams in Gen.CollectToList(Ids, id => Stream(id.Id, id.Role, [.. years]))
        from seed in Gen.Choose(0, int.MaxValue)
        select new Lived([.. streams.SelectMany(s => s)], seed),
        Shrunk);

    /// <summary>A few incidents of one season, whoever they are: so small that thousands can be lived through.</summary>
    public static class Few
    {
        public static Arbitrary<Lived> Arbitrary() => Arb.From(
            from year in Gen.Choose(1996, 2003)
            from among in Gen.Choose(0, Ids.Length - 1).ArrayOf(8)
            from streams in Gen.CollectToList(among.Distinct().Select(n => Ids[n]), id => Stream(id.Id, id.Role, [year, year, year + 1]))
            from seed in Gen.Choose(0, int.MaxValue)
            select new Lived([.. streams.SelectMany(s => s)], seed),
            Shrunk);
    }

    /// <summary>The same, and somebody watched for incursions or takings here and there, or took back that they had.</summary>
    public static class Watched
    {
        public static Arbitrary<Lived> Arbitrary() => Arb.From(
            from lived in Histories.Arbitrary().Generator
            from watches in Gen.CollectToList(Enumerable.Range(0, 5), Watch)
            select lived with { Facts = [.. lived.Facts, .. watches.SelectMany(w => w)] },
            Shrunk);

        private static Gen<List<Fact>> Watch(int n) =>
            from kind in Gen.Elements(Kind.Incursion, Kind.HostageTaking)
            from place in Gen.Elements("batken-region", "sokh", "osh-district", "central-asia", "colombia")
            from year in Gen.Choose(1996, 2003)
            from day in Gen.Choose(0, 250)
            from width in Gen.Frequency((2, Gen.Choose(0, 30)), (3, Gen.Choose(60, 300)), (1, Gen.Choose(400, 3000)))
            from then in Gen.Choose(0, 3)
            let first = new LocalDate(year, 3, 1).PlusDays(day)
            let stated = new CoverageStated($"coverage~{n}", kind, new(place, place, PlacePrecision.Region), first, first.PlusDays(width), new("monitors", new(Reliability.B, 2)), null, new("test"))
            select then switch
            {
                0 => (List<Fact>)[new(1, Told.Noon, stated), new(2, Told.Noon, new CoverageWithdrawn(stated.CoverageId, "test", new("test")))],
                1 => [new(1, Told.Noon, stated), new(2, Told.Noon, stated with { To = first })],
                _ => [new(1, Told.Noon, stated)],
            };
    }

    private static IEnumerable<Lived> Shrunk(Lived lived) => Enumerable.Range(0, lived.Facts.Count).Select(without => lived with { Facts = [.. lived.Facts.Where((_, n) => n != without)] });

    private static Gen<List<Fact>> Stream(string id, int role, int[] years) =>
        from present in Gen.Choose(0, 99)
        from length in Gen.Frequency((6, Gen.Constant(1)), (3, Gen.Constant(2)), (2, Gen.Choose(3, 5)))
        from steps in Step(id, role, years).ListOf(length)
        select present < 15 ? [] : Facts(id, [.. steps]);

    /// <param name="SaysAnother">What a correction says that takes the report for another kind of incident.</param>
    private sealed record Told1(int What, int Report, Fact Says, Fact SaysAnother, string Other);

    private static Gen<Told1> Step(string id, int role, int[] years) =>
        from what in Gen.Choose(0, 99)
        from report in Gen.Choose(1, 2)
        from says in Report(id, role, years)
        from another in Gen.Choose(0, Cast.Length - 1)
        from saysAnother in Report(id, another, years)
        from other in Gen.Elements(Ids).Where(o => o.Id != id)
        select new Told1(what, report, says, saysAnother, other.Id);

    /// <summary>A stream begins with a report; what follows adds, corrects, takes back, merges and parts again.</summary>
    private static List<Fact> Facts(string id, Told1[] steps)
    {
        var facts = new List<Fact>();
        foreach (var step in steps)
        {
            var version = facts.Count + 1;
            var says = (IReported)step.Says.Event;
            var another = (IReported)step.SaysAnother.Event;
            var report = $"{id}/r{step.Report}";
            IIncidentEvent happened = step.What switch
            {
                _ when facts.Count == 0 => Kinds.Reported(id, report, says.Account, says.Particulars, says.Provenance),
                < 35 => Kinds.Reported(id, $"{id}/r{version}", says.Account, says.Particulars, says.Provenance),
                < 45 => new ReportCorrected(id, report, says.Account, says.Particulars, "test", says.Provenance),
                < 52 => new ReportCorrected(id, report, another.Account, another.Particulars, "test", another.Provenance),
                < 58 => new ReportRestored(id, report, says.Account, says.Particulars, "test", says.Provenance),
                < 66 => Settled(id, says),
                < 77 => new ReportRetracted(id, report, "test", says.Provenance),
                < 90 => new IncidentMerged(id, step.Other, "test", says.Provenance),
                _ => new IncidentUnmerged(id, step.Other, "test", says.Provenance),
            };
            facts.Add(new(version, Told.Noon + Duration.FromMinutes(version), happened));
        }

        return facts;
    }

    /// <summary>Decided as one of the accounts, as something no report says, or taken back: which of them it is depends on what else there is.</summary>
    private static ConflictSettled Settled(string id, IReported says) => says.Account.When.Begins is not { } days
        ? new(id, "when", null, "test", new("test"))
        : (days.Earliest.Day % 4) switch
        {
            0 => new(id, "where", new(Where: says.Account.Where ?? new("sokh", "Sokh", PlacePrecision.Enclave)), "test", new("test")),
            1 when says.Particulars is RansomDetails { Amount: { } amount } => new(id, "details.amount", new(Quantity: amount), "test", new("test")),
            2 => new(id, "where", null, "test", new("test")),
            _ => new(id, "when", new(When: says.Account.When with { DerivedFrom = null }), "test", new("test")),
        };

    private static Gen<Fact> Report(string id, int role, int[] years) =>
        from year in Gen.Elements(years)
        from day in Gen.Choose(0, 75)
        from width in Gen.Frequency((5, Gen.Constant(0)), (4, Gen.Choose(1, 30)), (2, Gen.Choose(31, 120)), (1, Gen.Choose(200, 420)))
        from lasts in Gen.Frequency((16, Gen.Constant(-1)), (3, Gen.Choose(0, 40)), (1, Gen.Choose(200, 900)))
        from place in Gen.Elements(Cast[role].Places)
        from whim in Gen.Choose(0, 99).ArrayOf(6)
        from whole in Gen.Elements(Ids)
        from taking in Gen.Choose(0, 2)
        select Say(id, role, new LocalDate(year, Cast[role].Month, 1).PlusDays(day), width, lasts, place, whim, whole.Id, $"taking-{taking}");

    /// <summary>A source may put a harvest in a season year that its days do not lie in, and some do so by mistake.</summary>
    private static int StatedBeside(int whim) => whim switch { < 60 => 0, < 75 => 1, < 90 => -1, _ => 2 };

    private static Fact Say(string id, int role, LocalDate from, int width, int lasts, string place, int[] whim, string whole, string taking)
    {
        var kind = Cast[role].Kind;
        var begins = $"{from:uuuu-MM-dd}..{from.PlusDays(width):uuuu-MM-dd}";
        var links = new List<(string, string)>();
        if (whim[0] < 35 && whole != id)
        {
            links.Add((Relations.PartOf, whole));
        }

        if (kind is Kind.Ransom or Kind.Release && whim[1] < 85)
        {
            links.Add((kind == Kind.Ransom ? Relations.RansomFor : Relations.ReleaseOf, taking));
        }

        Details? details = kind switch
        {
            Kind.Harvest => new HarvestDetails("opium", new(Best: 1000 + whim[2], Unit: "t"), SeasonYear: whim[3] < 25 ? from.Year + StatedBeside(whim[5]) : null),
            Kind.Ransom => new RansomDetails(new(whim[2], null, whim[2] + whim[3], whim[4] < 80 ? "USD" : "SOM"), (RansomState)(whim[5] / 40)),
            Kind.Release => new ReleaseDetails((ReleaseOutcome)(whim[2] / 20)),
            Kind.PassClosure => new PassClosureDetails(null, whim[2] < 80 ? PassChange.Closes : PassChange.Opens),
            Kind.Seizure => new SeizureDetails("heroin", new(whim[2], null, whim[3] < 70 ? whim[2] + 5 : null, "kg")),
            _ => null,
        };
        return Told.Of(
            id, kind, whim[5] is 98 or 99 ? "" : begins, whim[4] is > 90 ? null : place, details,
            ends: lasts < 0 ? null : $"{from.PlusDays(width + lasts):uuuu-MM-dd}",
            links: [.. links],
            polarity: whim[1] switch { < 82 => Polarity.Occurred, < 96 => Polarity.DidNotOccur, _ => Polarity.Imminent },
            derivedFrom: whim[2] is < 12 ? whole : null,
            subkind: whim[3] < 50 ? "national" : null,
            origin: whim[4] < 20 ? "agency" : null,
            scope: whim[0] is > 96 ? Scope.Comparator : Scope.Core,
            grading: new((Reliability)(whim[5] % 5), 1 + (whim[3] % 5)),
            known: whim[3] % 3 == 0 ? $"{from.PlusDays(width + (whim[5] % 50)):uuuu-MM-dd}" : null,
            point: whim[4] > 95 ? InBatken : whim[4] > 90 ? AtSea : null,
            precision: whim[2] % 3 == 0 ? PlacePrecision.Region : PlacePrecision.Enclave);
    }
}
