using System.Net;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Imports.SentFiles;

namespace Timeline.Tests.Stack.Imports;

/// <summary>Rows that were held back are settled many at once, each by itself. Years 1701 to 1704.</summary>
[Collection(SharedSystem.Name)]
public class SettleManyTests(RunningSystem system)
{
    [Fact]
    public async Task Each_row_has_its_answer_and_its_outcome_and_the_same_call_again_does_nothing()
    {
        var (first, id) = await HeldAsync("many-one", 1701, 4);
        var answers = Rows((2, "report"), (3, "incident"), (4, "report"), (99, "report"));
        answers["reason"] = "compared by hand";

        var (status, said) = await system.TellAsync($"/api/imports/{id}/rows", answers);
        var (_, again) = await system.TellAsync($"/api/imports/{id}/rows", answers);
        var (_, otherwise) = await system.TellAsync($"/api/imports/{id}/rows", Rows((2, "incident"), (3, "incident")));
        var shown = await system.GetAsync($"/api/imports/{id}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["2 settled", "3 settled", "4 settled", "99 refused"], Outcomes(said!));
        Assert.Equal((string)first["verdicts"]![0]!["incidentId"]!, (string)said!["rows"]![0]!["incidentId"]!);
        Assert.Equal("many-one-b.B-2", (string)said["rows"]![1]!["incidentId"]!);
        Assert.Contains("no row in line 99", (string)said["rows"]![3]!["says"]!, StringComparison.Ordinal);
        Assert.Equal(["2 nothing", "3 nothing", "4 nothing", "99 refused"], Outcomes(again!));
        Assert.Equal((string)said["rows"]![0]!["incidentId"]!, (string)again!["rows"]![0]!["incidentId"]!);
        Assert.Equal(["2 refused", "3 nothing"], Outcomes(otherwise!));
        Assert.Contains("has settled it already, as a further report", (string)otherwise!["rows"]![0]!["says"]!, StringComparison.Ordinal);
        Assert.Equal((3, 1), ((int)shown["counts"]!["created"]!, (int)shown["counts"]!["duplicate"]!));
        Assert.Equal(["report", "incident", "report", null], shown["verdicts"]!.AsArray().Select(v => (string?)v!["settled"]));

        await system.SettleAsync();
        var history = await system.GetAsync($"/api/incidents/{(string)first["verdicts"]![0]!["incidentId"]!}/history");
        Assert.Contains("compared by hand", history.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_answer_for_all_that_fit_goes_through_them_in_steps_and_leaves_the_others_held()
    {
        var (_, id) = await HeldAsync("many-two", 1702, 5);
        var score = (double)(await system.GetAsync($"/api/imports/{id}"))["verdicts"]![0]!["score"]!;

        var (_, none) = await system.TellAsync($"/api/imports/{id}/rows", All("report", below: score));
        var (_, some) = await system.TellAsync($"/api/imports/{id}/rows", All("report", atLeast: score, take: 2));
        var (_, rest) = await system.TellAsync($"/api/imports/{id}/rows", All("report", atLeast: score, after: (int)some!["next"]!));
        var shown = await system.GetAsync($"/api/imports/{id}");

        Assert.Empty(none!["rows"]!.AsArray());
        Assert.Equal((2, 3), (some["rows"]!.AsArray().Count, (int)some["left"]!));
        Assert.Equal(["4 settled", "5 settled", "6 settled"], Outcomes(rest!));
        Assert.Null(rest!["next"]);
        Assert.Equal((5, 0), ((int)shown["counts"]!["created"]!, (int)shown["counts"]!["duplicate"]!));
    }

    [Fact]
    public async Task Of_many_who_settle_the_same_rows_at_once_one_does_and_the_counts_are_right()
    {
        var (_, id) = await HeldAsync("many-three", 1703, 6);
        await system.SettleAsync();
        var before = await CountAsync("many-three");

        var said = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => system.TellAsync($"/api/imports/{id}/rows", n % 2 == 0 ? All("report") : Rows((2, "incident"), (3, "incident"), (4, "incident"), (5, "incident")))));
        var shown = await system.GetAsync($"/api/imports/{id}");

        Assert.All(said, s => Assert.Equal(HttpStatusCode.OK, s.Status));
        Assert.Equal(6, said.Sum(s => Outcomes(s.Body!).Count(o => o.EndsWith("settled", StringComparison.Ordinal))));
        Assert.Equal((6, 0), ((int)shown["counts"]!["created"]!, (int)shown["counts"]!["duplicate"]!));
        Assert.Equal(before + 6, await CountAsync("many-three"));
    }

    [Theory]
    [InlineData("{}", "rows")]
    [InlineData("""{ "rows": [], "all": { "as": "report" } }""", "all")]
    [InlineData("""{ "rows": [] }""", "rows")]
    [InlineData("""{ "rows": [{ "line": 2, "as": "perhaps" }, { "as": "report" }] }""", "rows[0].as")]
    [InlineData("""{ "rows": [{ "line": 2, "as": "report" }, { "line": 2, "as": "incident" }] }""", "rows[1].line")]
    [InlineData("""{ "all": { "as": "report", "atLeast": 1.5 } }""", "all.atLeast")]
    [InlineData("""{ "all": { "atLeast": 0.5 } }""", "all.as")]
    [InlineData("""{ "all": { "as": "report", "take": 1000 } }""", "all.take")]
    public async Task A_call_in_which_something_is_wrong_settles_nothing(string said, string field)
    {
        var (_, id) = await HeldAsync($"many-bad-{field.Length}-{said.Length}", 1704, 1);

        var (status, body) = await system.TellAsync($"/api/imports/{id}/rows", JsonNode.Parse(said)!);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(body!["errors"]![field]);
        Assert.Equal(1, (int)(await system.GetAsync($"/api/imports/{id}"))["counts"]!["duplicate"]!);
    }

    private async Task<(JsonNode First, string Id)> HeldAsync(string set, int year, int rows)
    {
        // off the coast of nowhere, each far from the next; a number in the longitude keeps the sets apart
        var far = set.Sum(letter => letter) % 40;
        var told = string.Concat(Enumerable.Range(1, rows).Select(n => $"{year}-08-{n * 3:00},A-{n},57,{-70 + (n * 3)},{far + 0.25},PIRATES,TUG,NOWHERE: The tug (BLUE STAR {n}) was boarded.\n"));
        var first = await system.TakeFileAsync("asam", set, Edition + told, "&duplicates=record");
        var second = await system.TakeFileAsync("asam", $"{set}-b", Edition + told.Replace(",A-", ",B-", StringComparison.Ordinal));
        Assert.Equal(rows, (int)second["counts"]!["duplicate"]!);
        return (first, (string)second["id"]!);
    }

    private Task<long> CountAsync(string set) => system.Databases.AskAsync<long>(RunningSystem.Ingestion, $"select count(*) from timeline.mt_events where stream_id like '{set}.%' or stream_id like '{set}-b.%'");

    private static JsonObject Rows(params (int Line, string As)[] rows) =>
        new() { ["rows"] = new JsonArray([.. rows.Select(r => new JsonObject { ["line"] = r.Line, ["as"] = r.As })]) };

    private static JsonObject All(string what, double? atLeast = null, double? below = null, int? after = null, int? take = null) =>
        new() { ["all"] = new JsonObject { ["as"] = what, ["atLeast"] = atLeast, ["below"] = below, ["after"] = after, ["take"] = take } };

    private static IEnumerable<string> Outcomes(JsonNode said) => said["rows"]!.AsArray().Select(r => $"{(int)r!["line"]!} {(string)r["did"]!}");
}
