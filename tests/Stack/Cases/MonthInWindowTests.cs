using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Cases;

/// <summary>Case t02: how much has to be known of a day to place it in a window that opens on 1 July and closes some day from 21 to 30 September.</summary>
[Collection(SharedSystem.Name)]
public class MonthInWindowTests(RunningSystem system)
{
    private static readonly (string Days, string Place, double Share)[] Cases =
    [
        ("2000-08-01..2000-08-31", "certain", 1),
        ("2000-01-01..2000-12-31", "possible", 865.0 / 3660),
        ("2000-09-01..2000-09-30", "possible", 245.0 / 300),
        ("2000-10-01..2000-10-31", "outside", 0),
        ("2000-07-01", "certain", 1),            // the opening day counts
        ("2000-06-30", "outside", 0),
        ("2000-06-30..2000-07-01", "possible", 0.5),
        ("2000-09-20", "certain", 1),
        ("2000-09-21", "possible", 0.9),         // the closing day does not, and it may be this one
        ("2000-09-29", "possible", 0.1),
        ("2000-09-30", "outside", 0),
    ];

    [Fact]
    public async Task Each_wording_of_the_day_places_it_as_far_as_it_is_known()
    {
        await system.ImportAsync(
            [
                Row.Of("harvest", "opium", "2000-07-01", "afghanistan", new { crop = "opium", seasonYear = 2000 }),
                Row.Of("pass-closure", "snow", "2000-09-21..2000-09-30", "tajik-kyrgyz-border"),
                Row.Of("incursion", "inc", "2000-08-15"),
            ], "t02");
        foreach (var (days, place, share) in Cases)
        {
            var ends = days.Split("..");
            var answer = await system.PostAsync("/api/incidents/t02.inc/corrections", new { reason = "told otherwise", when = new { earliest = ends[0], latest = ends[^1] } });
            Assert.True(answer.Succeeded, $"{answer.Body}");
            await system.SettleAsync();

            var incursions = (await system.GetAsync("/api/seasons/fergana/2000"))["incursions"]!;
            Assert.Equal((days, place), (days, PlaceOf(incursions)));
            if (place == "possible")
            {
                Assert.Equal(share, (double)incursions["possible"]![0]!["share"]!, 9);
            }

            var match = (await system.GetAsync("/api/correlations?rule=incursion-in-harvest-window&seasonYear=2000&state=holds")).AsArray();
            Assert.Equal((days, place == "outside" ? null : place), (days, (string?)match.SingleOrDefault()?["verdict"]));
        }
    }

    private static string PlaceOf(JsonNode incursions) =>
        incursions["certain"].Texts() is ["t02.inc"] ? "certain"
        : incursions["possible"]!.AsArray() is [{ } one] && (string)one["incidentId"]! == "t02.inc" ? "possible"
        : incursions["outside"].Texts() is ["t02.inc"] ? "outside" : incursions.ToJsonString();
}
