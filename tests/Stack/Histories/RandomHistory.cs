using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;

namespace Timeline.Tests.Stack.Histories;

/// <summary>A made-up history: reports of every core kind with uncertain dates, wholes and parts, and what was corrected or taken back later.</summary>
/// <param name="Reports">The reports, in no order that matters.</param>
/// <param name="Later">Corrections and retractions; those of one record stay in this order.</param>
internal sealed record RandomHistory(string Set, IReadOnlyList<JsonObject> Reports, IReadOnlyList<JsonObject> Later)
{
    private static readonly string[] Places = ["batken-region", "sokh", "vorukh", "osh-district", "surkhandarya", "afghanistan", "tajikistan"];

    /// <summary>The history of a seed: the same seed, the same history.</summary>
    public static RandomHistory Of(int seed)
    {
        var chance = new Random(seed);
        var reports = new List<JsonObject>();
        for (var year = 1990 + (seed % 5); year < 1992 + (seed % 5); year++)
        {
            Season(chance, year, reports);
        }

        var later = new List<JsonObject>();
        foreach (var report in reports.Where(_ => chance.Next(3) == 0))
        {
            var (id, year) = ((string)report["externalId"]!, int.Parse(((string)report["when"]!["earliest"]!)[..4]));
            for (var i = chance.Next(1, 3); i > 0; i--)
            {
                later.Add(Row.Correction(id, Days(chance, year, chance.Next(5, 11))));
            }

            if (chance.Next(3) == 0)
            {
                later.Add(Row.Retraction(id));
            }
        }

        return new($"history-{seed}", reports, later);
    }

    /// <summary>The reports and what followed in another order: any, but that a record is corrected after it was told, and in the same steps.</summary>
    public (IReadOnlyList<JsonObject> Reports, IReadOnlyList<JsonObject> Later) Shuffled(Random chance)
    {
        var reports = Reports.ToArray();
        chance.Shuffle(reports);
        var queues = Later.GroupBy(l => (string)l["externalId"]!).Select(g => new Queue<JsonObject>(g)).ToList();
        var later = new List<JsonObject>();
        while (queues.Count > 0)
        {
            var next = queues[chance.Next(queues.Count)];
            later.Add(next.Dequeue());
            queues.RemoveAll(q => q.Count == 0);
        }

        return (reports, later);
    }

    private static void Season(Random chance, int year, List<JsonObject> reports)
    {
        string Id(string kind) => $"{kind}-{year}-{reports.Count}";
        for (var i = chance.Next(1, 3); i > 0; i--)
        {
            reports.Add(Row.Of("harvest", Id("harvest"), Days(chance, year, chance.Next(5, 8)), "afghanistan", new { crop = "opium", seasonYear = year }, polarity: Polarity(chance)));
        }

        if (chance.Next(3) > 0)
        {
            reports.Add(Row.Of("pass-closure", Id("closure"), Days(chance, year, chance.Next(9, 11)), "tajik-kyrgyz-border"));
        }

        var whole = Id("whole");
        reports.Add(Row.Of("incursion", whole, Days(chance, year, chance.Next(6, 10)), Place(chance), polarity: Polarity(chance)));
        for (var i = chance.Next(3); i > 0; i--)
        {
            reports.Add(Row.Of("incursion", Id("part"), Days(chance, year, chance.Next(6, 10)), Place(chance), rel: chance.Next(3) > 0 ? "part-of" : null, to: whole));
        }

        for (var i = chance.Next(1, 4); i > 0; i--)
        {
            var taking = Id("taking");
            reports.Add(Row.Of("hostage-taking", taking, Days(chance, year, chance.Next(7, 10)), Place(chance)));
            if (chance.Next(2) == 0)
            {
                reports.Add(Row.Of("ransom", Id("ransom"), Days(chance, year, chance.Next(8, 12)), Place(chance), new { amount = new { low = 1000 * chance.Next(1, 50), high = 1000 * chance.Next(50, 99), unit = "USD" } }, "ransom-for", taking));
            }

            if (chance.Next(2) == 0)
            {
                reports.Add(Row.Of("release", Id("release"), Days(chance, year, chance.Next(8, 12)), Place(chance), new { outcome = chance.Next(2) == 0 ? "ransomed" : "escaped" }, "release-of", taking));
            }
        }

        reports.Add(Row.Of("withdrawal", Id("withdrawal"), Days(chance, year, chance.Next(9, 12)), Place(chance)));
    }

    // a day, or a stretch of up to seven weeks
    private static string Days(Random chance, int year, int month)
    {
        var first = new DateOnly(year, month, chance.Next(1, 29));
        return $"{first:yyyy-MM-dd}..{first.AddDays(chance.Next(2) == 0 ? 0 : chance.Next(1, 50)):yyyy-MM-dd}";
    }

    private static string Place(Random chance) => Places[chance.Next(Places.Length)];

    private static string Polarity(Random chance) => chance.Next(6) switch { 0 => "did-not-occur", 1 => "imminent", _ => "occurred" };
}
