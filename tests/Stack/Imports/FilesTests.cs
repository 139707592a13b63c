using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Imports.SentFiles;

namespace Timeline.Tests.Stack.Imports;

/// <summary>Files of registers, over HTTP: taken in, taken in again, in another edition, and taken back.</summary>
[Collection(SharedSystem.Name)]
public class FilesTests(RunningSystem system)
{
    [Fact]
    public async Task The_other_edition_of_a_file_corrects_what_it_says_otherwise_and_repeats_nothing()
    {
        var first = await ImportAsync("asam", "shipping", "reference,date,position,navArea,subreg,hostility,victim,description,\n"
            + "1957-1,1957-08-03,\"6°26'00\"\"N\n3°20'00\"\"E\",II,57,PIRATES,TUG,\"NOWHERE:   A tug was boarded.\",\n"
            + "1957-2,1957-08-04,\"6°30'00\"\"S\n3°15'00\"\"W\",II,57,PIRATES,FERRY,NOWHERE: A ferry was boarded.,\n"
            + "1957-3,1957-08-05,off the coast,II,57,PIRATES,YACHT,NOWHERE: A yacht.,\n1957-4,ragged\n");
        var other = Edition + "1957-08-03,1957-1,57,6.4333334,3.3333333,PIRATES,TUG,NOWHERE:  A tug was boarded.\n1957-08-06,1957-2,57,-6.5,-3.25,PIRATES,FERRY,NOWHERE: A ferry was boarded.\n";
        var second = await ImportAsync("asam", "shipping", other);
        var third = await ImportAsync("asam", "shipping", other);

        Assert.Equal(["2 created", "4 created", "6:3 rejected", "7 rejected"], Said(first));
        Assert.StartsWith("position: 'off the coast' is not a position", (string)first["verdicts"]![2]!["reason"]!, StringComparison.Ordinal);
        Assert.Equal(["2 unchanged", "3 corrected"], Said(second));
        Assert.Equal(["2 unchanged", "3 unchanged"], Said(third));
    }

    [Fact]
    public async Task What_staff_corrected_stays_when_a_newer_edition_says_other_things()
    {
        var taken = await ImportAsync("asam", "stays", Edition + "1958-08-03,1958-1,57,6.5,3.25,PIRATES,TUG,NOWHERE: A tug was boarded.\n");
        var id = (string)taken["verdicts"]![0]!["incidentId"]!;
        await system.PostAsync($"/api/incidents/{id}/corrections", new { reason = "the log says so", when = new { date = "1958-08-02" } });

        var newer = await ImportAsync("asam", "stays", Edition + "1958-08-03,1958-1,57,6.5,3.25,PIRATES,TUG,NOWHERE: A tug was boarded by four men.\n");
        await system.SettleAsync();
        var report = (await system.GetAsync($"/api/incidents/{id}"))["reports"]![0]!;

        Assert.Equal(["2 corrected"], Said(newer));
        Assert.Contains("1958-08-02", report.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("by four men", report.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_is_taken_back_save_what_was_changed_since_and_may_come_again()
    {
        const string file = "date_of_occurrence,reference_number,subregion,latitude,longitude,aggressor,victim,description\n1959-08-03,1959-1,57,6.5,3.25,PIRATES,TUG,NOWHERE: One.\n1959-08-04,1959-2,57,6.5,3.25,PIRATES,TUG,NOWHERE: Two.\n";
        var before = await ImportAsync("asam", "back", file);
        var later = await ImportAsync("asam", "back", file.Replace("NOWHERE: One.", "NOWHERE: One and more.", StringComparison.Ordinal));
        var second = (string)before["verdicts"]![1]!["incidentId"]!;
        await system.PostAsync($"/api/incidents/{second}/corrections", new { reason = "read again", note = "seen by two" });

        var correction = await TakeBackAsync(later);
        var all = await TakeBackAsync(before);
        var again = await ImportAsync("asam", "back", file);

        Assert.Equal((0, 1, 0), Back(correction));
        Assert.Equal((1, 0, 1), Back(all));
        Assert.Contains("A person has corrected it since", all["left"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["2 created", "3 unchanged"], Said(again));
    }

    [Fact]
    public async Task What_was_taken_back_is_retracted_with_the_reason_and_the_next_file_brings_it_anew()
    {
        var file = Edition + "1900-08-03,1900-1,57,6.5,3.25,PIRATES,TUG,NOWHERE: One.\n";
        var first = await ImportAsync("asam", "anew", file);
        var id = (string)first["verdicts"]![0]!["incidentId"]!;

        var back = await TakeBackAsync(first);
        await system.SettleAsync();
        var history = (await system.GetAsync($"/api/incidents/{id}/history")).ToJsonString();
        var again = await ImportAsync("asam", "anew", file);
        var nothing = await SendAsync(HttpMethod.Delete, $"/api/imports/{(string)first["id"]!}", null);

        Assert.Equal((1, 0, 0), Back(back));
        Assert.Contains($"import {(string)first["id"]!} of set anew taken back", history, StringComparison.Ordinal);
        Assert.Equal(["2 created"], Said(again));
        Assert.Equal(id, (string)again["verdicts"]![0]!["incidentId"]!);
        Assert.Equal("nothing", (string)nothing.Body!["did"]!);
    }

    [Fact]
    public async Task A_retraction_that_a_file_brought_is_undone_with_the_file_and_comes_again_with_it()
    {
        const string brought = """
            {"externalId":"a","kind":"harvest","title":"A","when":{"date":"1903-08-01"},"source":{"name":"log"}}
            {"externalId":"b","kind":"harvest","title":"B","when":{"date":"1903-08-02"},"source":{"name":"log"}}
            {"externalId":"c","kind":"harvest","title":"C","when":{"date":"1903-08-03"},"source":{"name":"log"}}

            """;
        const string withdrew = """
            {"retractionOf":"a","reason":"never happened"}
            {"correctionOf":"b","title":"B, read again"}
            {"retractionOf":"b"}
            {"retractionOf":"c"}
            {"externalId":"d","kind":"harvest","title":"D","when":{"date":"1903-08-04"},"source":{"name":"log"}}
            {"retractionOf":"d"}

            """;
        var first = await ImportAsync("timeline", "withdrawn", brought);
        var second = await ImportAsync("timeline", "withdrawn", withdrew);
        var ids = first["verdicts"]!.AsArray().Select(v => (string)v!["incidentId"]!).ToList();
        await system.PostAsync($"/api/incidents/{ids[2]}/restorations", new { reason = "it did happen" });

        var back = await TakeBackAsync(second);
        await system.SettleAsync();
        var now = await Task.WhenAll(ids.Select(id => system.GetAsync($"/api/incidents/{id}")));
        var again = await ImportAsync("timeline", "withdrawn", brought);
        var anew = await ImportAsync("timeline", "withdrawn", withdrew);

        Assert.Equal(["1 retracted", "2 corrected", "3 retracted", "4 retracted", "5 created", "6 retracted"], Said(second));
        Assert.Equal((1, 2, 1), Back(back));
        Assert.Contains("A person has corrected it since", back["left"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["A", "B", "C"], now.Select(i => (string)i["title"]!));
        Assert.All(now, i => Assert.True((bool)i["standing"]!));
        Assert.Equal(["1 unchanged", "2 unchanged", "3 unchanged"], Said(again));
        Assert.Equal(["1 retracted", "2 corrected", "3 retracted", "4 unchanged", "5 created", "6 retracted"], Said(anew));
    }

    [Fact]
    public async Task What_a_file_said_that_was_taken_back_is_not_what_the_next_one_says_otherwise()
    {
        static string File(string title, string note) =>
            $$"""{ "externalId": "a", "kind": "harvest", "title": "{{title}}", "note": "{{note}}", "when": { "date": "1904-08-01" }, "source": { "name": "log" } }""" + "\n";

        var first = await ImportAsync("timeline", "unsaid", File("As filed", "one"));
        var id = (string)first["verdicts"]![0]!["incidentId"]!;
        await system.PostAsync($"/api/incidents/{id}/corrections", new { reason = "as it is called here", title = "As called here" });
        var second = await ImportAsync("timeline", "unsaid", File("As filed later", "one"));
        await TakeBackAsync(second);

        var third = await ImportAsync("timeline", "unsaid", File("As filed", "two"));
        await system.SettleAsync();
        var says = (await system.GetAsync($"/api/incidents/{id}"))["reports"]![0]!["says"]!;

        Assert.Equal(["1 corrected"], Said(third));
        Assert.Equal(("As called here", "two"), ((string)says["title"]!, (string)says["note"]!));
    }

    [Fact]
    public async Task However_many_editions_come_what_staff_corrected_stays_and_a_field_that_the_file_corrected_is_the_files()
    {
        static string File(string title, string note) =>
            $$"""{ "externalId": "a", "kind": "harvest", "title": "{{title}}", "note": "{{note}}", "when": { "date": "1906-08-01" }, "source": { "name": "log" } }""" + "\n";

        var first = await ImportAsync("timeline", "many-editions", File("As filed", "one"));
        var id = (string)first["verdicts"]![0]!["incidentId"]!;
        await system.PostAsync($"/api/incidents/{id}/corrections", new { reason = "as it is called here", title = "As called here" });
        // the second within one file, the third in a file of its own
        var second = await ImportAsync("timeline", "many-editions", """{ "correctionOf": "a", "note": "two" }""" + "\n" + File("As filed", "three"));
        var third = await ImportAsync("timeline", "many-editions", File("As filed", "four"));
        await system.SettleAsync();
        var stays = (await system.GetAsync($"/api/incidents/{id}"))["reports"]![0]!["says"]!;
        var fourth = await ImportAsync("timeline", "many-editions", File("As filed now", "four"));
        await system.SettleAsync();
        var says = (await system.GetAsync($"/api/incidents/{id}"))["reports"]![0]!["says"]!;

        Assert.Equal(["1 corrected", "2 corrected", "1 corrected", "1 corrected"], Said(second).Concat(Said(third)).Concat(Said(fourth)));
        Assert.Equal(("As called here", "four"), ((string)stays["title"]!, (string)stays["note"]!));
        // what the file itself says otherwise than before is laid over it, as ever
        Assert.Equal("As filed now", (string)says["title"]!);
    }

    [Fact]
    public async Task Of_several_who_take_an_import_back_at_once_one_does_and_it_is_taken_back_once()
    {
        var taken = await ImportAsync("asam", "once", Edition + "1905-08-03,1905-1,57,6.5,3.25,PIRATES,TUG,NOWHERE: One.\n1905-08-04,1905-2,57,6.5,3.25,PIRATES,TUG,NOWHERE: Two.\n");
        var address = $"/api/imports/{(string)taken["id"]!}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SendAsync(HttpMethod.Delete, address, null)));
        var back = await Wait.ForAsync(() => system.GetAsync(address), i => (string?)i["state"] == "taken-back", RunningSystem.Limit);

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Accepted, a.Status));
        Assert.Equal(["nothing", "nothing", "nothing", "nothing", "nothing", "taking-back"], answers.Select(a => (string)a.Body!["did"]!).Order());
        Assert.Equal((2, 0, 0), Back(back));
    }

    [Fact]
    public async Task A_csv_file_is_read_by_a_mapping_that_was_kept_and_one_is_proposed()
    {
        const string file = "no;type;date;place\n1;raid;3/8/1901;Batken\n2;feast;4/8/1901;Batken\n";
        var seems = await SendAsync(HttpMethod.Post, "/api/imports/proposals", Encoding.UTF8.GetBytes(file));
        var mapping = new
        {
            fields = new Dictionary<string, object>
            {
                ["externalId"] = new { column = "no" }, ["kind"] = new { column = "type", words = new { raid = "incursion" } }, ["title"] = new { text = "{type} at {place}" },
                ["when.text"] = new { column = "date" }, ["where.text"] = new { column = "place" }, ["source.name"] = new { value = "border log" },
            },
            dates = "day-first",
        };
        using var kept = await system.Gateway.PutAsync("/api/imports/mappings/border-log", System.Net.Http.Json.JsonContent.Create(mapping), TestContext.Current.CancellationToken);
        var taken = await ImportAsync("csv", "border", file, "&mapping=border-log");
        var next = await SendAsync(HttpMethod.Post, "/api/imports/proposals", Encoding.UTF8.GetBytes("Place;No;Type;Date;Weather\nBatken;3;raid;5/8/1901;rain\n"));
        var other = await SendAsync(HttpMethod.Post, "/api/imports/proposals", Encoding.UTF8.GetBytes("no;date;place\n1;3/8/1901;Batken\n"));

        Assert.Equal("csv", (string)seems.Body!["format"]!);
        Assert.Equal("date", (string)seems.Body["mapping"]!["fields"]!["when.text"]!["column"]!);
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        Assert.Equal(("border-log", null), ((string?)next.Body!["kept"], (string?)other.Body!["kept"]));
        Assert.Equal(("raid", 0), (next.Body["mapping"]!["fields"]!["kind"]!["words"]!.AsObject().Single().Key, next.Body["asks"]!.AsArray().Count));
        Assert.Equal(["2 created", "3:2 rejected"], Said(taken));
    }

    [Fact]
    public async Task What_comes_compressed_or_in_an_old_encoding_is_read_and_said_and_the_rejected_rows_come_back()
    {
        var text = Edition + "1902-08-03,1902-1,57,6.5,3.25,PIRATES,TUG,PUERTO ESPAÑOL: A tug.\n1902-08-04,1902-2,57,96.5,3.25,PIRATES,=TUG(1),ELSEWHERE: Two.\n";
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
        }

        var taken = await ImportAsync("asam", "packed", packed.ToArray());
        var rejected = await system.Gateway.GetStringAsync($"/api/imports/{(string)taken["id"]!}/rejected", TestContext.Current.CancellationToken);

        Assert.Equal(["2 created", "3:4 rejected"], Said(taken));
        Assert.Contains("Windows-1252", (string)taken["encoding"]!, StringComparison.Ordinal);
        Assert.StartsWith(Edition.TrimEnd('\n') + ",rejected because\n", rejected, StringComparison.Ordinal);
        Assert.Contains("\"'=TUG(1)\"", rejected, StringComparison.Ordinal);
        Assert.Contains("96.5 is not a latitude", rejected, StringComparison.Ordinal);

        // it is mended in its cell alone, and sent again
        var again = await ImportAsync("asam", "packed", Encoding.UTF8.GetBytes(rejected.Replace("\"96.5\"", "\"6.5\"", StringComparison.Ordinal)));
        Assert.Equal(["2 created"], Said(again));
    }

    [Fact]
    public async Task A_row_that_another_set_tells_already_is_held_back_until_a_person_says_what_it_is()
    {
        const string told = "1903-08-03,1903-1,57,6.5,3.25,PIRATES,TUG,NOWHERE: The tug (BLUE STAR) was boarded.\n1903-08-05,1903-2,57,7.5,3.25,PIRATES,TUG,NOWHERE: The ferry (RED STAR) was boarded.\n";
        var first = await ImportAsync("asam", "one-register", Edition + told);
        var again = Edition + told.Replace("1903-1", "B-1", StringComparison.Ordinal).Replace("1903-2", "B-2", StringComparison.Ordinal) + "1903-08-03,B-3,57,40,3.25,PIRATES,TUG,FAR AWAY: Another.\n";
        var tried = await ImportAsync("asam", "other-register", again, "&dryRun=true");
        var second = await ImportAsync("asam", "other-register", again);
        var id = (string)second["id"]!;

        var report = await SendAsync(HttpMethod.Post, $"/api/imports/{id}/rows/2", """{ "as": "report" }"""u8.ToArray());
        var incident = await SendAsync(HttpMethod.Post, $"/api/imports/{id}/rows/3", """{ "as": "incident" }"""u8.ToArray());
        var twice = await SendAsync(HttpMethod.Post, $"/api/imports/{id}/rows/3", """{ "as": "incident" }"""u8.ToArray());
        var nothing = await SendAsync(HttpMethod.Post, $"/api/imports/{id}/rows/2", """{ "as": "perhaps" }"""u8.ToArray());
        var settled = await system.GetAsync($"/api/imports/{id}");
        var third = await ImportAsync("asam", "other-register", again);

        Assert.Equal(["2 duplicate", "3 duplicate", "4 created"], Said(tried));
        Assert.Equal(["2 duplicate", "3 duplicate", "4 created"], Said(second));
        Assert.Equal((string)first["verdicts"]![0]!["incidentId"]!, (string)second["verdicts"]![0]!["incidentId"]!);
        Assert.Contains("the same day; the same place; both name BLUE STAR", (string)second["verdicts"]![0]!["reason"]!, StringComparison.Ordinal);
        Assert.Equal((string)first["verdicts"]![0]!["incidentId"]!, (string)report.Body!["incidentId"]!);
        var held = second["verdicts"]![0]!["held"]!;
        Assert.Equal(("NOWHERE: PIRATES against TUG", "1903-08-03", "NOWHERE: PIRATES against TUG"), ((string)held["title"]!, (string)held["when"]!, (string)held["repeats"]!));
        Assert.False(second["verdicts"]![2]!.AsObject().ContainsKey("held"));
        Assert.Equal("other-register.B-2", (string)incident.Body!["incidentId"]!);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.BadRequest), (twice.Status, nothing.Status));
        Assert.Equal((3, 0), ((int)settled["counts"]!["created"]!, (int)settled["counts"]!["duplicate"]!));
        Assert.Equal(["2 unchanged", "3 unchanged", "4 unchanged"], Said(third));
    }

    [Fact]
    public async Task Rows_of_the_timeline_format_are_recorded_and_their_verdict_says_what_they_may_repeat()
    {
        static string Row(string id) => $$"""{"externalId":"{{id}}","kind":"attack","title":"A post (Kara-Bel) is fired at","when":{"date":"1904-08-03"},"where":{"lat":40.1,"lon":70.9,"precision":"point"},"source":{"name":"A radio"} }""" + "\n";
        await ImportAsync("timeline", "told-first", Row("a"));
        var second = await ImportAsync("timeline", "told-next", Row("b"));
        var held = await ImportAsync("timeline", "told-last", Row("c"), "&duplicates=hold");

        Assert.Equal(["1 created"], Said(second));
        Assert.Contains("perhaps told already as told-first.a", (string)second["verdicts"]![0]!["reason"]!, StringComparison.Ordinal);
        Assert.Equal(["1 duplicate"], Said(held));
    }

    [Fact]
    public async Task An_incident_of_no_known_day_is_told_already_by_nobody_and_stands_in_no_files_way()
    {
        static string Row(string id, string when) => $$"""{"externalId":"{{id}}","kind":"attack","title":"A post is fired at","when":{"text":"{{when}}"},"where":{"lat":40.1,"lon":70.9,"precision":"point"},"source":{"name":"A radio"} }""" + "\n";
        var undated = await ImportAsync("timeline", "some-day", Row("a", "unknown"));
        var dated = await ImportAsync("timeline", "that-day", Row("b", "3 August 1905"), "&duplicates=hold");
        var again = await ImportAsync("timeline", "no-day", Row("c", "unknown"), "&duplicates=hold");

        Assert.All([undated, dated, again], import => Assert.Equal(["1 created"], Said(import)));
    }

    [Fact]
    public async Task An_import_that_is_cancelled_while_it_runs_leaves_what_it_has_recorded_and_the_same_file_brings_the_rest()
    {
        const int rows = 2500;
        var file = string.Concat(Enumerable.Range(0, rows).Select(n => $"{Rows.Report($"n{n}", "attack", Day(n), Day(n), "osh-district").ToJsonString()}\n"));
        var (_, begun) = await SendAsync(HttpMethod.Post, "/api/imports?format=timeline&set=cut-short", Encoding.UTF8.GetBytes(file));
        var path = $"/api/imports/{(string)begun!["id"]!}";
        await Wait.ForAsync(() => system.GetAsync($"{path}?take=1"), i => Created(i) > 0, RunningSystem.Limit);

        var (_, asked) = await SendAsync(HttpMethod.Delete, path, null);
        var cut = await Wait.ForAsync(() => system.GetAsync($"{path}?take=1"), i => (string?)i["state"] is not ("waiting" or "running"), RunningSystem.Limit);
        var recorded = await system.Databases.AskAsync<long>(RunningSystem.Ingestion, "select count(*) from timeline.mt_events where stream_id like 'cut-short.%'");
        var again = await ImportAsync("timeline", "cut-short", file);

        Assert.Equal(("cancelling", "cancelled"), ((string)asked!["did"]!, (string)cut["state"]!));
        Assert.InRange(Created(cut), 1, rows - 1);
        Assert.Equal(Created(cut), recorded);
        Assert.Equal((rows - Created(cut), Created(cut)), (Created(again), (int)again["counts"]!["unchanged"]!));

        static string Day(int n) => new DateOnly(1489, 1, 1).AddDays(n).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        static int Created(JsonNode import) => (int?)import["counts"]!["created"] ?? 0;
    }

    [Fact]
    public async Task A_small_file_that_unpacks_to_more_than_is_taken_in_is_refused_and_begins_no_import()
    {
        using var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            var megabyte = new byte[1 << 20];
            megabyte.AsSpan().Fill((byte)' ');
            for (var n = 0; n < 201; n++)
            {
                await gzip.WriteAsync(megabyte, TestContext.Current.CancellationToken);
            }
        }

        var (status, body) = await SendAsync(HttpMethod.Post, "/api/imports?format=timeline&set=bomb", bomb.ToArray());

        Assert.InRange(bomb.Length, 1, 4 << 20);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.NotNull(body!["errors"]!["body"]);
        Assert.DoesNotContain("bomb", (await system.GetAsync("/api/imports")).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format=ucdp-ged&set=bad", "a,b\n1,2\n", "body")]
    [InlineData("format=csv&set=bad", "a,b\n1,2\n", "mapping")]
    [InlineData("format=csv&set=bad&mapping=none-such", "a,b\n1,2\n", "mapping")]
    [InlineData("format=asam&set=bad&mapping=x", "a,b\n1,2\n", "mapping")]
    [InlineData("format=csv&set=bad&mapping={", "a,b\n1,2\n", "mapping")]
    [InlineData("format=asam&set=bad", "", "body")]
    public async Task A_file_that_is_none_of_its_format_is_refused_whole(string query, string file, string field)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, $"/api/imports?{query}", Encoding.UTF8.GetBytes(file));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(body!["errors"]![field]);
    }

    private async Task<JsonNode> TakeBackAsync(JsonNode import)
    {
        var id = (string)import["id"]!;
        var (status, body) = await SendAsync(HttpMethod.Delete, $"/api/imports/{id}", null);
        Assert.Equal((HttpStatusCode.Accepted, "taking-back"), (status, (string)body!["did"]!));
        return await Wait.ForAsync(() => system.GetAsync($"/api/imports/{id}"), i => (string?)i["state"] == "taken-back", RunningSystem.Limit);
    }

    private static (int Retracted, int Restored, int Left) Back(JsonNode import) =>
        ((int)import["takenBack"]!["retracted"]!, (int)import["takenBack"]!["restored"]!, (int)import["takenBack"]!["left"]!);

    private Task<JsonNode> ImportAsync(string format, string set, string file, string more = "") => ImportAsync(format, set, Encoding.UTF8.GetBytes(file), more);

    private Task<JsonNode> ImportAsync(string format, string set, byte[] file, string more = "") => system.TakeFileAsync(format, set, file, more);

    private Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, byte[]? file) => system.AskAsync(method, path, file);
}
