using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Imports;

/// <summary>Files whose letters are not UTF-8: as found, as said in the query, in the form or in the mapping. Years 1741 to 1744.</summary>
[Collection(SharedSystem.Name)]
public class EncodingTests(RunningSystem system)
{
    private const string Mapping = """
        { "fields": { "externalId": { "column": "no" }, "kind": { "value": "attack" }, "title": { "column": "what" }, "when.text": { "column": "date" }, "source.name": { "value": "log" } } }
        """;

    [Fact]
    public async Task Cyrillic_words_are_found_and_what_was_taken_is_said()
    {
        var found = await TakeAsync("letters-found", Bytes(1251, "no;what;date\n1;Вооружённые люди замечены у села;3 August 1741\n"), Mapping, "");

        Assert.StartsWith("Windows-1251 (Cyrillic)", (string)found["encoding"]!, StringComparison.Ordinal);
        Assert.Equal("Вооружённые люди замечены у села", await TitleAsync("letters-found.1"));
    }

    [Fact]
    public async Task It_is_said_in_the_query_in_the_mapping_or_in_a_field_of_the_form_before_the_file()
    {
        var file = Bytes(20866, "no;what;date\n1;У села;3 August 1742\n");
        await TakeAsync("letters-query", file, Mapping, "&encoding=koi8-r");
        await TakeAsync("letters-mapping", file, Mapping.Replace("{ \"fields\"", "{ \"encoding\": \"KOI8-R\", \"fields\"", StringComparison.Ordinal), "");
        using var form = new MultipartFormDataContent { { new StringContent("koi8-r"), "encoding" }, { new ByteArrayContent(file), "file", "log.csv" } };
        using var sent = await system.Gateway.PostAsync($"/api/imports?format=csv&set=letters-form&mapping={Uri.EscapeDataString(Mapping)}", form, TestContext.Current.CancellationToken);
        var id = (string)JsonNode.Parse(await sent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["id"]!;
        await Wait.ForAsync(() => system.GetAsync($"/api/imports/{id}"), i => (string?)i["state"] == "done", RunningSystem.Limit);

        Assert.Equal(["У села", "У села", "У села"], [await TitleAsync("letters-query.1"), await TitleAsync("letters-mapping.1"), await TitleAsync("letters-form.1")]);
    }

    [Theory]
    [InlineData("/api/imports?format=asam&set=letters-bad&encoding=klingon")]
    [InlineData("/api/imports/proposals?encoding=klingon")]
    [InlineData("/api/imports?format=asam&set=letters-bad&encoding=utf-8")]
    public async Task What_is_no_encoding_or_not_that_of_the_file_is_refused_at_its_field(string path)
    {
        var (status, body) = await system.AskAsync(HttpMethod.Post, path, [0x61, 0xe9, 0x0a]);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["encoding"], body!["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task A_mapping_is_kept_with_its_encoding_and_not_with_one_that_is_none()
    {
        using var bad = await system.Gateway.PutAsync("/api/imports/mappings/letters-bad", Content(Mapping.Replace("{ \"fields\"", "{ \"encoding\": \"klingon\", \"fields\"", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Contains("\"encoding\":", await bad.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static StringContent Content(string json) => new(json, Encoding.UTF8, "application/json");

    private static byte[] Bytes(int page, string words) => CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(words);

    private Task<JsonNode> TakeAsync(string set, byte[] file, string mapping, string more) => system.TakeFileAsync("csv", set, file, $"&mapping={Uri.EscapeDataString(mapping)}{more}");

    private Task<string> TitleAsync(string incident) =>
        system.Databases.AskAsync<string>(RunningSystem.Ingestion, $"select data ->> 'title' from timeline.mt_doc_incidentrecord where id = '{incident}'")!;
}
