using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Timeline.Contracts;
using Timeline.Correlation.RuleBook;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Correlation;

/// <summary>The published schema of a rule file says what is read: the same fields in the same order, the same words, and of each kind the same fields.</summary>
public class RuleSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Repository.At("services", "Correlation", "Rules", "rule.schema.json")))!;

    private static readonly Type Read = typeof(ReadRules).Assembly.GetType("Timeline.Correlation.RuleBook.RuleFile", throwOnError: true)!;

    [Fact]
    public void A_file_has_the_fields_that_are_read() =>
        Assert.Equal(Fields(Read).Order(StringComparer.Ordinal), Names(Schema["properties"]!).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("side", "SelectorFile")]
    [InlineData("step", "StepFile")]
    [InlineData("example", "ExampleFile")]
    [InlineData("exampleIncident", "ExampleIncidentFile")]
    public void A_part_of_a_file_has_the_fields_that_are_read(string part, string read) =>
        Assert.Equal(Fields(Read.Assembly.GetType($"{Read.Namespace}.{read}", throwOnError: true)!), Names(Schema["$defs"]![part]!["properties"]!));

    [Fact]
    public void The_words_of_a_list_are_those_that_are_read()
    {
        Assert.Equal(Words<RuleKind>(), Texts(Schema["properties"]!["kind"]!["enum"]!));
        Assert.Equal(Words<CountWhat>(), Texts(Schema["properties"]!["count"]!["enum"]!));
        Assert.Equal(Words<Kind>(), Texts(Schema["$defs"]!["kind"]!["enum"]!));
        Assert.Equal(Words<Polarity>(), Texts(Schema["$defs"]!["polarity"]!["enum"]!));
        Assert.Equal(Words<ComparedDay>(), Texts(Schema["$defs"]!["side"]!["properties"]!["edge"]!["enum"]!));
        Assert.Equal(Words<PlacePrecision>(), Texts(Schema["$defs"]!["exampleIncident"]!["properties"]!["precision"]!["enum"]!));
        Assert.Equal(Relations.All, Texts(Schema["$defs"]!["step"]!["properties"]!["rel"]!["enum"]!));
    }

    [Theory]
    [InlineData(RuleKind.GatedWindow, "opens inside closes regimes")]
    [InlineData(RuleKind.Follows, "first then withinDays route regimes")]
    [InlineData(RuleKind.Chain, "anchor steps regimes")]
    [InlineData(RuleKind.SeasonWindow, "inside season")]
    [InlineData(RuleKind.Near, "one other within of route")]
    [InlineData(RuleKind.Burst, "of atLeast within")]
    [InlineData(RuleKind.Surge, "after counted withinDays atLeastTimes unit")]
    [InlineData(RuleKind.Absence, "expected after withinDays season")]
    [InlineData(RuleKind.DoseResponse, "dose unit response responseUnit")]
    public void A_kind_has_its_own_fields_and_is_refused_those_of_others(RuleKind kind, string own)
    {
        var word = JsonSerializer.SerializeToNode(kind, TimelineJson.Options)!.GetValue<string>();
        var then = Schema["allOf"]!.AsArray().Single(c => (string)c!["if"]!["properties"]!["kind"]!["const"]! == word)!["then"]!;
        var everyOwn = Schema["allOf"]!.AsArray().SelectMany(c => Names(c!["then"]!["properties"]!)).Distinct();

        Assert.Equal(own.Split(' ').Order(StringComparer.Ordinal), everyOwn.Except(Names(then["properties"]!)).Order(StringComparer.Ordinal));
        foreach (var foreign in Names(then["properties"]!))
        {
            var refused = Assert.Throws<BrokenRuleException>(() => ReadRules.Read("r.yaml", $"id: r\nversion: 1\ntitle: T\nclaim: C\ncitation: X\nkind: {word}\n{foreign}: {Sample(foreign)}\nblindSpots: [s]\n", []));
            Assert.Equal($"r.yaml, line 7: {foreign}: a rule of kind {word} has no such field", refused.Message);
        }
    }

    private static string Sample(string field) => field switch
    {
        "steps" => "[{ step: s }]",
        "withinDays" => "[1, 2]",
        "atLeast" or "atLeastTimes" => "2",
        "unit" or "responseUnit" => "kg",
        "season" => "{ opens: 08-01 }",
        "within" => "{ days: 1 }",
        "route" => "{ id: x }",
        "regimes" => "[{ from: 1997, why: w }]",
        _ => "{ kind: ban }",
    };

    /// <summary>What the schema lets each side ask for is what is read.</summary>
    [Theory]
    [InlineData("opens")]
    [InlineData("closes")]
    [InlineData("anchor")]
    [InlineData("expected")]
    [InlineData("dose")]
    [InlineData("response")]
    public void A_side_may_ask_for_what_the_schema_says(string side)
    {
        var narrowed = Schema["properties"]![side]!["properties"]!;
        foreach (var (field, value) in new[] { ("polarity", "occurred"), ("polarity", "did-not-occur"), ("polarity", "imminent"), ("edge", "end") })
        {
            var isAllowed = narrowed[field] switch { null => true, JsonObject only => (string)only["const"]! == value, _ => false };
            var kind = side is "anchor" ? "chain" : side is "expected" ? "absence" : side is "dose" or "response" ? "dose-response" : "gated-window";
            var text = $"id: r\nversion: 1\ntitle: T\nclaim: C\ncitation: X\nkind: {kind}\n{side}: {{ kind: incursion, {field}: {value} }}\nblindSpots: [s]\n";
            var faults = Assert.Throws<BrokenRuleException>(() => ReadRules.Read("r.yaml", text, [])).Faults;
            Assert.Equal(isAllowed, faults.All(f => f.Field != $"{side}.{field}"));
        }
    }

    private static IEnumerable<string> Fields(Type type) => type.GetProperties().OrderBy(p => p.GetCustomAttribute<JsonPropertyOrderAttribute>()?.Order ?? 0).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(p => p.Key);

    private static IEnumerable<string> Texts(JsonNode node) => node.AsArray().Select(n => n!.GetValue<string>());

    private static IEnumerable<string> Words<T>() where T : struct, Enum => Enum.GetValues<T>().Select(v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));
}
