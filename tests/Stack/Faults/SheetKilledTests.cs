using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Faults;

/// <summary>A register's sheet, of which rows are refused and one repeats another, while Ingestion is killed in the midst of it, twice.</summary>
public class SheetKilledTests(RunningSystem system) : FaultTests(system)
{
    private const int Number = 2_500, Last = Number - 1;
    private const string Set = "sheet-killed";
    private static readonly TimeSpan Limit = RunningSystem.Limit;

    [Fact]
    public async Task It_goes_on_where_it_was_and_every_row_has_the_verdict_that_it_would_have_had()
    {
        var id = (string)(await SendAsync())["id"]!;
        foreach (var done in new[] { 400, 1_200 })
        {
            await Wait.ForAsync(() => ShowAsync(id), i => (int)i["done"]! >= done, Limit);
            await System.KillAsync(Ingestion);
            Assert.InRange(await System.Databases.AskAsync<long>(Ingestion, $"select count(verdict) from timeline.import_line where import_id = '{id}'"), done, Last);
            await System.StartAsync(Ingestion);
        }

        var ended = await EndedAsync(id);
        Assert.Equal(Expected, Counts(ended));
        Assert.Equal([.. Enumerable.Range(0, Number).Select(n => (n + 2, VerdictOf(n)))], await VerdictsAsync(id));

        // a row decided twice would have written twice
        const string count = $"select count(*) from timeline.mt_events where stream_id like '{Set}.%'";
        Assert.Equal(Expected["created"], await System.Databases.AskAsync<long>(Ingestion, count));

        var again = await EndedAsync((string)(await SendAsync())["id"]!);
        Assert.Equal((Expected["created"] + Expected["unchanged"], Expected["rejected"]), ((int)again["counts"]!["unchanged"]!, (int)again["counts"]!["rejected"]!));
        Assert.Equal(Expected["created"], await System.Databases.AskAsync<long>(Ingestion, count));
        await System.SettleAsync();
    }

    private static Dictionary<string, int> Expected => Enumerable.Range(0, Number).GroupBy(VerdictOf).ToDictionary(g => g.Key, g => g.Count());

    // one row in fifty lies beyond the pole, the last says the first again
    private static string VerdictOf(int row) => row % 50 == 49 && row < Last ? "rejected" : row == Last ? "unchanged" : "created";

    private static string Sheet()
    {
        var sheet = new StringBuilder("date_of_occurrence,reference_number,subregion,latitude,longitude,aggressor,victim,description\n");
        for (var n = 0; n < Number; n++)
        {
            var of = n == Last ? 0 : n;
            var day = new DateOnly(1966, 1, 1).AddDays(of % 360).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var latitude = VerdictOf(of) == "rejected" ? "96.5" : string.Create(CultureInfo.InvariantCulture, $"{-40 + (of % 79)}.5");
            sheet.Append(CultureInfo.InvariantCulture, $"{day},1966-{of},57,{latitude},{of % 170}.25,PIRATES,TUG,NOWHERE: The tug number {of} was boarded.\n");
        }

        return sheet.ToString();
    }

    private async Task<JsonNode> SendAsync()
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Sheet()));
        using var answer = await System.Gateway.PostAsync($"/api/imports?format=asam&set={Set}&duplicates=record", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    private Task<JsonNode> ShowAsync(string id) => System.GetAsync($"/api/imports/{id}?take=1");

    private Task<JsonNode> EndedAsync(string id) => Wait.ForAsync(() => ShowAsync(id), i => (string?)i["state"] == "done", Limit);

    private static Dictionary<string, int> Counts(JsonNode import) =>
        import["counts"]!.AsObject().Where(c => (int)c.Value! > 0).ToDictionary(c => c.Key, c => (int)c.Value!);

    private async Task<List<(int Line, string Verdict)>> VerdictsAsync(string id)
    {
        var all = new List<(int, string)>();
        await using var command = System.Databases.Of(Ingestion).CreateCommand("select line, verdict from timeline.import_line where import_id = $1 order by line");
        command.Parameters.Add(new() { Value = id });
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            all.Add((rows.GetInt32(0), rows.GetString(1)));
        }

        return all;
    }
}
