using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Paper;

// the paper's rules tried on the past, and its history supposed otherwise
public partial class PaperTests
{
    [Theory]
    [InlineData("incursion-in-harvest-window")]
    [InlineData("ransom-and-release-follow-taking")]
    [InlineData("no-incursion-without-harvest")]
    public async Task A_backtest_of_a_rule_in_force_fires_where_the_system_itself_told_and_writes_nothing(string rule)
    {
        var before = await paper.System.EventsAsync();

        using var asked = new HttpRequestMessage(HttpMethod.Post, "/api/rules/backtest") { Content = JsonContent.Create(new { rule, theatre = "fergana", clock = "recorded" }) };
        asked.Headers.Add("Prefer", "wait=60");
        using var answer = await paper.System.Gateway.SendAsync(asked);

        var past = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var told = (await paper.System.GetAsync($"/api/correlations?theatre=fergana&rule={rule}&state=holds")).AsArray();
        Assert.NotEmpty(told);
        var seasons = past["seasons"]!.AsArray();
        Assert.Equal(told.Select(c => (string)c!["id"]!).Order(), seasons.SelectMany(s => s!["hindsight"]!["matches"]!.AsArray()).Select(m => (string)m!["correlationId"]!).Order());
        var fired = seasons.Where(s => (bool)s!["fired"]!).ToDictionary(s => (int)s!["seasonYear"]!, s => (DateTimeOffset)s!["when"]!);
        Assert.Equal(told.Select(c => (int)c!["seasonYear"]!).Distinct().Order(), fired.Keys.Order());
        foreach (var year in fired.Keys)
        {
            var said = new List<DateTimeOffset>();
            foreach (var id in told.Where(c => (int)c!["seasonYear"]! == year).Select(c => (string)c!["id"]!))
            {
                said.Add((DateTimeOffset)(await paper.System.GetAsync($"/api/correlations/{id}/history"))[0]!["at"]!);
            }

            // it became known, and was told a moment after
            Assert.InRange(said.Min() - fired[year], TimeSpan.Zero, TimeSpan.FromSeconds(60));
        }

        Assert.Equal((string)told[0]!["evidence"]!["tier"]!, (string)past["evidence"]!["tier"]!);
        Assert.Equal(before, await paper.System.EventsAsync());
    }

    [Fact]
    public async Task A_draft_is_tried_without_being_kept_and_a_bad_one_is_refused_by_field()
    {
        object Draft(object days, string kind = "follows") => new
        {
            theatre = "fergana",
            rule = new { id = "draft", version = 1, title = "T", claim = "C", citation = "X", kind, first = new { kind = "harvest" }, then = new { kind = "incursion" }, withinDays = days, blindSpots = new[] { "s" } },
        };
        var before = await paper.System.EventsAsync();

        var tried = await paper.System.PostAsync("/api/rules/backtest", Draft(new[] { 0, 200 }));
        Assert.Equal(HttpStatusCode.OK, tried.Status);
        Assert.Contains(tried.Body!["seasons"]!.AsArray(), s => (int)s!["seasonYear"]! == 1999 && (bool)s["fired"]! && (int?)s["leadDays"] < 0);

        foreach (var (body, field) in new (object, string)[]
        {
            (Draft(new[] { 200, 0 }), "rule.withinDays"), (Draft(new[] { 0, 9 }, "folows"), "rule.kind"), (new { rule = "nobody" }, "rule"), (new { theatre = "fergana" }, "rule"),
            (new { rule = "incursion-in-harvest-window", theatre = "nowhere" }, "theatre"), (new { rule = "incursion-in-harvest-window", from = "soon" }, "from"),
            (new { rule = "incursion-in-harvest-window", from = "2000-01-01", to = "1999-01-01" }, "to"), (new { rule = "incursion-in-harvest-window", clock = "sun" }, "clock"),
        })
        {
            var refused = await paper.System.PostAsync("/api/rules/backtest", body);
            Assert.Equal((HttpStatusCode.BadRequest, field), (refused.Status, refused.Body!["errors"]!.AsObject().Single().Key));
        }

        Assert.DoesNotContain((await paper.System.GetAsync("/api/rules")).AsArray(), r => (string)r!["id"]! == "draft");
        Assert.Equal(before, await paper.System.EventsAsync());
    }

    [Fact]
    public async Task Who_does_not_wait_asks_for_it_again_and_may_cancel_it()
    {
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/api/rules/backtest") { Content = JsonContent.Create(new { rule = "incursion-in-harvest-window" }) };
        asked.Headers.Add("Prefer", "respond-async");
        using var begun = await paper.System.Gateway.SendAsync(asked);

        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        var place = begun.Headers.Location!.OriginalString;
        var done = await Running.Wait.ForAsync(() => paper.System.GetAsync(place), b => (string)b["state"]! == "done", Running.RunningSystem.Limit);
        Assert.Equal((int)done["facts"]!, (int)done["told"]!);
        Assert.NotEmpty(done["result"]!["seasons"]!.AsArray());
        using var cancelled = await paper.System.Gateway.DeleteAsync(place);   // too late: it stays as it ended
        Assert.Equal("done", (string)(await cancelled.Content.ReadFromJsonAsync<JsonNode>())!["state"]!);
        using var nobody = await paper.System.Gateway.GetAsync("/api/rules/backtest/nobody");
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task Without_the_incursion_its_season_has_none_and_all_that_hung_on_it_ends()
    {
        var before = await paper.System.EventsAsync();

        var answer = await paper.System.PostAsync("/api/what-if", new { theatre = "fergana", leaveOut = new { incidents = new[] { "paper.incursion-1999" } } });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var (real, supposed) = (SeasonOf(answer.Body!["real"]!, 1999), SeasonOf(answer.Body["supposed"]!, 1999));
        Assert.Contains("paper.incursion-1999", real["incursions"]!["certain"].Texts());
        Assert.DoesNotContain("paper.incursion-1999", supposed["incursions"]!["certain"].Texts());
        Assert.NotEmpty(supposed["incursions"]!["certain"].Texts());   // its parts stand, and count by themselves now that they are part of nothing
        Assert.Contains(answer.Body["differs"]!["correlations"]!["ended"]!.AsArray(), c => (string)c!["id"]! == "incursion-in-harvest-window~1~fergana~paper.incursion-1999");
        Assert.Equal(
            (await paper.System.GetAsync("/api/correlations?theatre=fergana&state=holds")).AsArray().Select(c => (string)c!["id"]!).Order(),
            answer.Body["real"]!["correlations"]!.AsArray().Select(c => (string)c!["id"]!).Order());
        Assert.Equal(before, await paper.System.EventsAsync());
    }

    [Theory]
    [InlineData("incursion-in-harvest-window")]
    [InlineData("ransom-and-release-follow-taking")]
    [InlineData("fronts-at-once")]
    public async Task A_correlation_hangs_on_the_sources_without_which_a_what_if_has_none(string rule)
    {
        var names = (await paper.System.GetAsync("/api/sources")).AsArray().Select(s => (string)s!["name"]!).ToList();
        var of = Of(rule)[0];
        Assert.Null(of["hangsOnSources"]);   // a list does not ask

        foreach (var at in new[] { "", "?knownAt=2100-01-01" })
        {
            var one = await paper.System.GetAsync($"/api/correlations/{Uri.EscapeDataString((string)of["id"]!)}{at}");

            var hangs = one["hangsOnSources"].Texts().ToList();
            Assert.NotEmpty(hangs);
            foreach (var name in names)
            {
                var supposed = await paper.System.PostAsync("/api/what-if", new { theatre = "fergana", rules = new[] { rule }, leaveOut = new { sources = new[] { name } } });
                if (supposed.Status == HttpStatusCode.OK)
                {
                    var stands = supposed.Body!["supposed"]!["correlations"]!.AsArray().Any(c => (string)c!["id"]! == (string)of["id"]!);
                    Assert.Equal(!stands, hangs.Contains(name));
                }
            }
        }
    }

    [Fact]
    public async Task With_circular_dates_counted_the_harvest_of_2000_counts_and_the_evidence_is_another()
    {
        var answer = await paper.System.PostAsync("/api/what-if", new { theatre = "fergana", countCircular = true, rules = new[] { "incursion-follows-harvest" } });

        var change = Assert.Single(answer.Body!["differs"]!["evidence"]!.AsArray())!;
        Assert.Equal(("incursion-follows-harvest", 1, 2), ((string)change["rule"]!, (int)change["before"]!["k"]!, (int)change["after"]!["k"]!));
        Assert.Empty(answer.Body["supposition"]!["leftOut"]!.AsArray());
    }

    [Fact]
    public async Task What_is_not_waited_for_is_asked_for_again_and_says_the_same()
    {
        var question = new { theatre = "fergana", leaveOut = new { incidents = new[] { "paper.incursion-1999" } }, knownAt = "2100-01-01" };
        var waited = await paper.System.PostAsync("/api/what-if", question);
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/api/what-if") { Content = JsonContent.Create(question) };
        asked.Headers.Add("Prefer", "respond-async");
        using var accepted = await paper.System.Gateway.SendAsync(asked);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);

        var place = accepted.Headers.Location!.OriginalString;
        var done = await Wait.ForAsync(() => paper.System.GetAsync(place), r => (string)r["state"]! == "done", RunningSystem.Limit);

        Assert.Equal((waited.Body!.ToJsonString(), (int)done["facts"]!), (done["result"]!.ToJsonString(), (int)done["told"]!));
        using var ended = await paper.System.Gateway.DeleteAsync(place);
        Assert.Equal("done", (string)JsonNode.Parse(await ended.Content.ReadAsStringAsync())!["state"]!);
        using var unknown = await paper.System.Gateway.GetAsync("/api/what-if/nothing");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_moved_incident_leaves_its_window_and_what_nobody_told_of_is_refused_by_field()
    {
        var moved = await paper.System.PostAsync("/api/what-if", new { theatre = "fergana", move = new[] { new { incidentId = "paper.incursion-1999", when = new { text = "March 1999" } } } });
        Assert.Contains("paper.incursion-1999", SeasonOf(moved.Body!["supposed"]!, 1999)["incursions"]!["outside"].Texts());

        foreach (var (body, field) in new (object, string)[]
        {
            (new { theatre = "nowhere" }, "theatre"),
            (new { theatre = "fergana", leaveOut = new { sources = new[] { "nobody" } } }, "leaveOut.sources[0]"),
            (new { theatre = "fergana", leaveOut = new { belowGrade = "G9" } }, "leaveOut.belowGrade"),
            (new { theatre = "fergana", leaveOut = new { incidents = new[] { "paper.incursion-1999", "nobody" } } }, "leaveOut.incidents[1]"),
            (new { theatre = "fergana", move = new[] { new { incidentId = "paper.incursion-1999", when = new { date = "soon" } } } }, "move[0].when.date"),
            (new { theatre = "fergana", move = new[] { new { incidentId = "nobody", when = new { text = "March 1999" } } } }, "move[0].incidentId"),
            (new { theatre = "fergana", rules = new[] { "nobody" } }, "rules[0]"),
        })
        {
            var refused = await paper.System.PostAsync("/api/what-if", body);
            Assert.Equal((HttpStatusCode.BadRequest, field), (refused.Status, refused.Body!["errors"]!.AsObject().Single().Key));
        }
    }

    [Fact]
    public async Task The_words_of_a_date_are_read_as_those_of_a_report_and_refused_by_field()
    {
        foreach (var words in new[] { "early August 1999", "18 Asad 1378", "late September 1999 onward" })
        {
            var read = await paper.System.GetAsync($"/api/dates?text={words}");
            var check = await paper.System.PostAsync("/api/reports/check", new { when = new { text = words } });
            Assert.Equal(check.Body!["reading"]!["when"]!.ToJsonString(), read.ToJsonString());
            Assert.NotNull(read["begins"]);
        }

        foreach (var words in new[] { "the day of the crow", "", "%00" })
        {
            using var refused = await paper.System.Gateway.GetAsync($"/api/dates?text={words}");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Equal("text", JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]!.AsObject().Single().Key);
        }
    }

    private static JsonNode SeasonOf(JsonNode state, int year) => state["seasons"]!.AsArray().Single(s => (int)s!["seasonYear"]! == year)!;
}
