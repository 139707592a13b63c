using System.Text.Json;
using System.Text.Json.Nodes;
using Timeline.Console.Components.Pages.Rules;
using Timeline.Correlation.RuleBook;
using Timeline.Hosting;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console.Rules;

public sealed class DocumentInWordsTests
{
    private static readonly string Folder = Repository.At("services", "Correlation", "Rules");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public void What_a_person_edits_is_the_document_and_its_next_version_can_be_put_in_force(string file)
    {
        var document = ReadRules.Document(file, File.ReadAllText(Path.Combine(Folder, file)), [.. Theatres.Standard.Select(t => t.Id)]);
        var written = JsonNode.Parse(document.File.Written())!.AsObject();

        var lines = DocumentInWords.Write(written);
        var next = PublishRule.Read(JsonSerializer.Deserialize<RuleFile>(DocumentInWords.Next(written, document.Rule.Version + 1), Json.Forms)!, Theatres.Standard);

        Assert.True(JsonNode.DeepEquals(written, JsonNode.Parse(lines)));
        Assert.StartsWith($"{{\n  \"id\": \"{document.Rule.Id}\",\n  \"version\": {document.Rule.Version},\n", lines, StringComparison.Ordinal);
        Assert.Equal(document.Rule.Version + 1, next.Rule.Version);
        Assert.Equal(document.Rule.Kind, next.Rule.Kind);
    }

    [Fact]
    public void The_page_of_a_new_rule_lacks_only_what_a_person_must_say()
    {
        var refused = Assert.Throws<Refused>(() => PublishRule.Read(JsonSerializer.Deserialize<RuleFile>(DocumentInWords.Template, Json.Forms)!, Theatres.Standard));

        Assert.Equal(["blindSpots", "citation", "claim", "examples[0].says", "id", "title"], refused.Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_fields_in_which_versions_differ_stand_side_by_side()
    {
        var first = JsonNode.Parse("""{ "id": "r", "version": 1, "claim": "C", "withinDays": [1, 60], "then": { "kind": "incursion", "places": ["sokh", "osh"] } }""")!.AsObject();
        var second = JsonNode.Parse("""{ "id": "r", "version": 2, "claim": "C", "withinDays": [1, 92], "then": { "kind": "incursion" }, "alert": "never" }""")!.AsObject();

        var rows = DocumentInWords.Differences([first, null, second]);

        Assert.Equal(["withinDays", "then", "alert"], rows.Select(r => r.Field));
        Assert.Equal(["1 to 60", null, "1 to 92"], rows[0].Values);
        Assert.Equal(["kind incursion, places sokh, osh", null, "kind incursion"], rows[1].Values);
        Assert.Empty(DocumentInWords.Differences([null, first]));
    }

    [Theory]
    [InlineData("""[{ "claim": "Another sent them.", "by": "a newspaper" }]""", "“Another sent them.” (a newspaper)")]
    [InlineData("""{ "from": 1999, "to": 2001, "why": "only then" }""", "1999 to 2001: only then")]
    [InlineData("""{ "days": 3, "km": 7.5 }""", "days 3, km 7.5")]
    [InlineData("""["fergana", "sokh"]""", "fergana, sokh")]
    public void A_field_is_said_in_words(string json, string says) => Assert.Equal(says, DocumentInWords.Say(JsonNode.Parse(json)));

    [Theory]
    [InlineData("withinDays", 3)]
    [InlineData("examples[0].fires", 4)]
    [InlineData("then.kind", null)]
    public void A_field_that_is_wrong_is_found_in_what_was_typed(string field, int? line) =>
        Assert.Equal(line, DocumentInWords.LineOf(field, "{\n  \"id\": \"r\",\n  \"withinDays\": [1],\n  \"examples\": []\n}"));
}
