using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Input.Refusals;

namespace Timeline.Tests.Stack.Input;

/// <summary>Bad input gets one clear answer that names the field, and changes nothing.</summary>
[Collection(SharedSystem.Name)]
public class BadInputTests(RunningSystem system)
{
    public static TheoryData<string, string> Reports => new()
    {
        { """{"kind":"party"}""", "kind" },
        { """{"kind":3}""", "kind" },
        { """{"when":{"text":"the day the music died"}}""", "when.text" },
        { """{"when":{"date":"1999-02-30"}}""", "when.date" },
        { """{"when":{"earliest":"1999-08-09","latest":"1999-08-01"}}""", "when.latest" },
        { """{"details":{"attackers":{"low":100,"high":50}}}""", "details.attackers" },
        { """{"where":{"text":"Atlantis"}}""", "where.text" },
        { """{"where":{"lat":95,"lon":70,"precision":"point"}}""", "where.lat" },
        { """{"where":{"place":"atlantis"}}""", "where.place" },
        { """{"links":[{"rel":"part-of","to":"no-such-incident"}]}""", "links[0].to" },
        { """{"incidentId":"no-such-incident"}""", "incidentId" },
        { """{"colour":"red"}""", "colour" },
        { """{"details":{"tonnes":4}}""", "details.tonnes" },
        { """{"source":{"name":"x","credibility":7}}""", "source.credibility" },
        { """{"source":{"name":"x","reliability":"Z"}}""", "source.reliability" },
        { """{"title":"a\u0000b"}""", "title" },
        { """{"note":"\u0007"}""", "note" },
        { """{"actors":["a\u0000b"]}""", "actors[0]" },
        { """{"when":{"date":"1999-08-09","derivedFrom":"a\u0000b"}}""", "when.derivedFrom" },
        { """{"links":[{"rel":"part-of","to":"a\u0000b"}]}""", "links[0].to" },
        { """{"incidentId":"a\u0000b"}""", "incidentId" },
    };

    [Theory, MemberData(nameof(Reports))]
    public Task A_report_with_one_thing_wrong_is_refused_at_its_field(string change, string field) =>
        system.RefusesAsync(HttpMethod.Post, "/api/reports", Json(With(change)), 400, field);

    [Theory]
    [InlineData("""{"kind": "incursion", """)]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("\"\\ud800\"")]
    public Task What_is_no_report_at_all_is_refused(string body) => system.RefusesAsync(HttpMethod.Post, "/api/reports", Json(body), 400, "body");

    [Fact]
    public Task Ten_million_characters_are_no_title() =>
        system.RefusesAsync(HttpMethod.Post, "/api/reports", Json(With($$"""{"title":"{{new string('x', 10_000_000)}}"}""")), 413, "body");

    [Fact]
    public Task A_title_that_fits_a_request_and_no_title_is_refused_at_the_title() =>
        system.RefusesAsync(HttpMethod.Post, "/api/reports", Json(With($$"""{"title":"{{new string('x', 1_000_000)}}"}""")), 400, "title");

    public static TheoryData<string, string, string, int, string> Changes => new()
    {
        { "corrections", """{"reason":"r","expectedVersion":7,"title":"t"}""", "bad.one", 409, "expectedVersion" },
        { "corrections", """{"reason":"r","expectedVersion":"one","title":"t"}""", "bad.one", 400, "expectedVersion" },
        { "corrections", """{"title":"t"}""", "bad.one", 400, "reason" },
        { "corrections", """{"reason":"r","colour":"red"}""", "bad.one", 400, "colour" },
        { "corrections", """{"reason":"r","kind":"party"}""", "bad.one", 400, "kind" },
        { "corrections", """{"reason":"r","when":{"date":"soon"}}""", "bad.one", 400, "when.date" },
        { "corrections", """{"reason":"r","reportId":"other","title":"t"}""", "bad.one", 400, "reportId" },
        { "corrections", """{"reason":"r","title":"t"}""", "nobody", 404, "id" },
        { "corrections", """[]""", "bad.one", 400, "body" },
        { "retractions", """{}""", "bad.one", 400, "reason" },
        { "retractions", """{"reason":"r","expectedVersion":0}""", "bad.one", 409, "expectedVersion" },
        { "retractions", """{"reason":"r","because":"x"}""", "bad.one", 400, "because" },
        { "merges", """{"reason":"r"}""", "bad.one", 400, "into" },
        { "merges", """{"reason":"r","into":"bad.one"}""", "bad.one", 400, "into" },
        { "merges", """{"reason":"r","into":"nobody"}""", "bad.one", 400, "into" },
        { "merges", """{"reason":"r","into":"bad.harvest"}""", "bad.one", 400, "into" },
        { "merges", """{"reason":"r","into":"a\u0000b"}""", "bad.one", 400, "into" },
        { "settlements", """{"reason":"r","takeBack":["when"]}""", "bad.one", 400, "takeBack[0]" },
        { "settlements", """{"reason":"r","when":{"date":"1972-08-09"},"expectedVersion":7}""", "bad.one", 409, "expectedVersion" },
        { "restorations", """{"reason":"r"}""", "bad.one", 400, "reportId" },
        { "reports", """{"kind":"harvest","title":"t","source":{"name":"s"}}""", "bad.one", 400, "kind" },
        { "reports", """{"kind":"incursion","title":"t","source":{"name":"s"}}""", "nobody", 404, "id" },
        { "unmerges", """{"reason":"r"}""", "bad.one", 400, "id" },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task A_change_that_cannot_be_is_refused_at_its_field(string deed, string body, string incident, int status, string field)
    {
        await system.ImportAsync([Row.Of("incursion", "one", "1972-08-09"), Row.Of("harvest", "harvest", "1972-06-01..1972-06-30", "afghanistan")], "bad");

        await system.RefusesAsync(HttpMethod.Post, $"/api/incidents/{incident}/{deed}", Json(body), status, field);
    }

    [Theory]
    [InlineData("/api/timeline?cursor=garbage", 400, "cursor")]
    [InlineData("/api/timeline?cursor=aW5maW5pdHkgAA%3D%3D", 400, "cursor")]
    [InlineData("/api/timeline?knownAt=yesterday", 400, "knownAt")]
    [InlineData("/api/timeline?knownAt=9999-12-31", 400, "knownAt")]
    [InlineData("/api/timeline?clock=moon", 400, "clock")]
    [InlineData("/api/timeline?from=August", 400, "from")]
    [InlineData("/api/timeline?from=-9000-01-01", 400, "from")]
    [InlineData("/api/timeline?month=13", 400, "month")]
    [InlineData("/api/timeline?minGrade=Z9", 400, "minGrade")]
    [InlineData("/api/timeline?kind=party", 400, "kind")]
    [InlineData("/api/timeline?theatre=narnia", 400, "theatre")]
    [InlineData("/api/timeline?place=atlantis", 400, "place")]
    [InlineData("/api/timeline?text=a%00b", 400, "text")]
    [InlineData("/api/timeline?actor=a%00b", 400, "actor")]
    [InlineData("/api/timeline?take=many", 400, "take")]
    [InlineData("/api/seasons/narnia/1999", 404, "theatre")]
    [InlineData("/api/seasons/fergana/99", 400, "year")]
    [InlineData("/api/seasons/fergana/1999?knownAt=1999-13-01", 400, "knownAt")]
    [InlineData("/api/seasons/fergana/1999?knownAt=9999-12-31", 400, "knownAt")]
    [InlineData("/api/seasons?theatre=narnia", 404, "theatre")]
    [InlineData("/api/correlations?state=maybe", 400, "state")]
    [InlineData("/api/correlations?knownAt=soon", 400, "knownAt")]
    [InlineData("/api/correlations?rule=guesswork", 400, "rule")]
    [InlineData("/api/correlations/nothing/history?knownAt=1999-09-01", 400, "clock")]
    [InlineData("/api/correlations?theatre=narnia", 400, "theatre")]
    [InlineData("/api/correlations?seasonYear=late", 400, "seasonYear")]
    [InlineData("/api/correlations/nothing", 404, "id")]
    [InlineData("/api/incidents/nobody", 404, "id")]
    [InlineData("/api/incidents/nobody/history", 404, "id")]
    [InlineData("/api/incidents/nobody/history?knownAt=never", 400, "knownAt")]
    [InlineData("/api/incidents/external/paper/nobody?clock=sun", 400, "clock")]
    [InlineData("/api/compare", 400, "knownAt")]
    [InlineData("/api/compare?knownAt=1999-09-01", 400, "knownAt")]
    [InlineData("/api/compare?knownAt=1999-09-01&knownAt=", 400, "knownAt")]
    [InlineData("/api/compare?knownAt=1999-08-01&knownAt=1999-09-01&knownAt=1999-10-01", 400, "knownAt")]
    [InlineData("/api/compare?knownAt=1999-08-01&knownAt=later", 400, "knownAt")]
    [InlineData("/api/compare?knownAt=1999-08-01&knownAt=1999-09-01&theatre=narnia", 400, "theatre")]
    [InlineData("/api/compare?knownAt=1999-08-01&knownAt=1999-09-01&clock=moon", 400, "clock")]
    [InlineData("/api/compare?knownAt=1999-08-01&knownAt=1999-09-01&seasonYear=late", 400, "seasonYear")]
    [InlineData("/api/incidents/external/paper/nobody", 404, "id")]
    [InlineData("/api/imports/nothing", 404, "id")]
    [InlineData("/api/alerts/nothing", 404, "id")]
    public Task A_question_that_cannot_be_answered_is_refused_at_its_field(string path, int status, string field) =>
        system.RefusesAsync(HttpMethod.Get, path, null, status, field);

    [Theory]
    [InlineData("format=xlsx&set=bad", 400, "format")]
    [InlineData("format=timeline", 400, "set")]
    [InlineData("format=timeline&set=Big%20Set", 400, "set")]
    [InlineData("format=timeline&set=bad&backfill=perhaps", 400, "backfill")]
    public Task An_import_without_a_good_name_is_refused(string query, int status, string field) =>
        system.RefusesAsync(HttpMethod.Post, $"/api/imports?{query}", Json("{}"), status, field);

    [Fact]
    public Task A_file_that_is_not_text_is_refused() =>
        system.RefusesAsync(HttpMethod.Post, "/api/imports?format=timeline&set=bad", new ByteArrayContent([0x7b, 0x7d, 0x0a, 0xff, 0xfe]), 400, "body");

    [Fact]
    public async Task Bad_rows_are_rejected_one_by_one_with_their_reason_and_the_good_ones_are_taken()
    {
        object[] rows =
        [
            "{broken", """{"externalId":"a"}""", """{"externalId":"b","kind":"incursion","title":"t","colour":"red"}""", """{"kind":"incursion"}""", "5", "null",
            Row.Correction("nobody", "1972-08-09"), Row.Of("incursion", "known", "1972-08-09", known: "1972-08-10"), "{\"externalId\":\"z\\u0000\"}",
            Row.Of("incursion", "good", "1973-08-09"),
        ];

        var imported = await system.ImportAsync(rows, "rows");

        Assert.Equal((9, 1), (imported.Counts["rejected"], imported.Counts["created"]));
        Assert.Equal(
            [
                "the line is not JSON", "kind: Say what happened", "colour: there is no such field", "externalId: Every row carries", "this value is not one", "row: It is empty.",
                "externalId: There is no record 'nobody' in the set to correct.", "knownFrom: Only an import with backfill=true", "externalId: It holds characters that are not text.", null,
            ],
            imported.Verdicts.OrderBy(v => v.Line).Select((v, i) => v.Reason is { } says ? Expected[i].FirstOrDefault(says.StartsWith) ?? says : null));
    }

    private static readonly string[][] Expected =
    [
        ["the line is not JSON"], ["kind: Say what happened"], ["colour: there is no such field"], ["externalId: Every row carries"], ["this value is not one"], ["row: It is empty."],
        ["externalId: There is no record 'nobody' in the set to correct."], ["knownFrom: Only an import with backfill=true"], ["externalId: It holds characters that are not text."], [],
    ];
}
