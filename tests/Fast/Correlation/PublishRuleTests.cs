using System.Text.Json;
using NodaTime;
using Timeline.Contracts;
using Timeline.Correlation.RuleBook;
using Timeline.Hosting;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Correlation;

/// <summary>What is sent as a rule is read like a file, and goes into the book as the next version or not at all.</summary>
public sealed class PublishRuleTests
{
    private const string Follows = """
        { "id": "r", "version": 1, "title": "T", "claim": "C", "citation": "X", "kind": "follows", "first": { "kind": "harvest" }, "then": { "kind": "incursion" }, "withinDays": [1, 92], "blindSpots": ["s"] }
        """;

    private static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 12, 0);
    private static readonly string Folder = Repository.At("services", "Correlation", "Rules");
    private static readonly string[] TheatreIds = [.. Theatres.Standard.Select(t => t.Id)];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public void A_file_sent_as_JSON_is_the_same_rule_with_the_same_examples(string file)
    {
        var document = ReadRules.Document(file, File.ReadAllText(Path.Combine(Folder, file)), TheatreIds);

        var sent = PublishRule.Read(Sent(document.File.Written()), Theatres.Standard);

        Assert.True(PublishRules.Same(document.Rule, sent.Rule));
        Assert.Equal(document.Examples.Count, sent.Examples.Count);
        Assert.Equal(document.File.Written(), sent.File.Written());
        Assert.StartsWith($$"""{"id":"{{document.Rule.Id}}","version":{{document.Rule.Version}},"title":""", document.File.Written(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"id\": \"r\"", "\"id\": \"R 1\"", "id")]
    [InlineData("\"version\": 1", "\"version\": 0", "version")]
    [InlineData("\"claim\": \"C\", ", "", "claim")]
    [InlineData("\"kind\": \"follows\"", "\"kind\": \"precedes\"", "kind")]
    [InlineData("[1, 92]", "[92, 1]", "withinDays")]
    [InlineData("[1, 92]", "[1, 40000]", "withinDays")]
    [InlineData("{ \"kind\": \"incursion\" }", "{ \"kind\": \"raid\", \"minGrade\": \"Z\" }", "then.kind", "then.minGrade")]
    [InlineData("\"blindSpots\"", "\"competing\": [{ \"by\": \"x\" }, { \"claim\": \"c\", \"by\": \"y\" }, null], \"blindSpots\"", "competing[0].claim", "competing[2].by", "competing[2].claim")]
    [InlineData("\"blindSpots\"", "\"opens\": { \"kind\": \"harvest\" }, \"season\": {}, \"blindSpots\"", "opens", "season")]
    [InlineData("\"blindSpots\"", "\"theatres\": [\"narnia\"], \"observed\": { \"from\": 1 }, \"blindSpots\"", "observed", "theatres")]
    [InlineData("\"blindSpots\"", "\"theatres\": [], \"blindSpots\"", "theatres")]
    [InlineData("\"blindSpots\": [\"s\"]", "\"blindSpots\": [\"\"], \"alert\": \"x\", \"examples\": [{}]", "alert", "blindSpots", "examples[0].fires", "examples[0].incidents", "examples[0].says")]
    [InlineData("\"blindSpots\"", "\"examples\": [{ \"says\": \"s\", \"fires\": \"no\", \"incidents\": [null, { \"id\": \"a\", \"kind\": \"harvest\", \"when\": \"1999\", \"links\": { \"part-of\": null } }] }], \"blindSpots\"", "examples[0].incidents[0].id", "examples[0].incidents[1].when")]
    [InlineData("\"title\": \"T\"", "\"title\": \"a\\u0007b\"", "title")]
    public void What_is_wrong_is_told_field_by_field_all_at_once(string was, string becomes, params string[] fields)
    {
        Assert.Contains(was, Follows, StringComparison.Ordinal);

        var refused = Assert.Throws<Refused>(() => PublishRule.Read(Sent(Follows.Replace(was, becomes, StringComparison.Ordinal)), Theatres.Standard));

        Assert.Equal(fields, refused.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.All(refused.Errors.Values.SelectMany(e => e), says => Assert.Matches(@"^\P{Ll}.*\.$", says));
    }

    [Fact]
    public void What_is_longer_than_anybody_reads_is_refused()
    {
        var much = Follows.Replace("\"T\"", $"\"{new string('t', 201)}\"", StringComparison.Ordinal)
            .Replace("[\"s\"]", $"[{string.Join(',', Enumerable.Repeat("\"s\"", 61))}]", StringComparison.Ordinal);

        Assert.Equal(["blindSpots", "title"], Assert.Throws<Refused>(() => PublishRule.Read(Sent(much), Theatres.Standard)).Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_example_that_does_otherwise_is_refused_by_its_place()
    {
        const string examples = """
            "examples": [
              { "says": "In time", "fires": "certain", "incidents": [{ "id": "a", "kind": "harvest", "when": "1999-06-01", "where": "afghanistan" }, { "id": "b", "kind": "incursion", "when": "1999-07-01", "where": "batken-region" }] },
              { "says": "Too late", "fires": "certain", "incidents": [{ "id": "a", "kind": "harvest", "when": "1999-06-01", "where": "afghanistan" }, { "id": "b", "kind": "incursion", "when": "1999-12-01", "where": "batken-region" }] }],
            "blindSpots"
            """;

        var refused = Assert.Throws<Refused>(() => PublishRule.Read(Sent(Follows.Replace("\"blindSpots\"", examples, StringComparison.Ordinal)), Theatres.Standard));

        Assert.Equal(("examples[1].fires", "“Too late” should be a certain match and is no match."), (Assert.Single(refused.Errors).Key, refused.Errors.Values.Single().Single()));
    }

    [Fact]
    public void The_first_version_is_1_and_each_next_one_more()
    {
        Assert.Equal(("version", 0L), Refusal(Empty, Document(2)));
        var (isNew, first) = PublishRule.Decide(Empty, Document(1), "aigul", Now);
        var book = new BookOfRules([first], []);

        Assert.Equal((true, "r~1", Now, "aigul"), (isNew, first.Id, first.Rule.Published, first.By));
        Assert.Equal(("version", 1L), Refusal(book, Document(3)));
        Assert.True(PublishRule.Decide(book, Document(2), "aigul", Now).IsNew);
    }

    [Fact]
    public void The_same_again_changes_nothing_and_another_content_is_refused()
    {
        var (_, first) = PublishRule.Decide(Empty, Document(1), "aigul", Now);
        var book = new BookOfRules([first], []);

        Assert.Equal((false, first), PublishRule.Decide(book, Document(1), "beknazar", Now.Plus(Duration.FromDays(1))));
        Assert.Equal(("version", 1L), Refusal(book, Document(1, "[1, 93]")));
        Assert.Equal(("version", 1L), Refusal(book, Document(1, "[1, 92], \"competing\": [{ \"claim\": \"c\", \"by\": \"b\" }]")));
    }

    [Fact]
    public void A_rule_is_retired_once_and_comes_back_with_its_next_version()
    {
        var book = new BookOfRules([PublishRule.Decide(Empty, Document(1), "aigul", Now).Published], []);
        var retired = RetireRule.Decide(book, "r", 1, "it misleads", "aigul", Now)!;
        var after = new BookOfRules(book.Published, [RetiredRule.Of(retired)]);

        Assert.Equal(new("r", 1, "it misleads", "aigul", Now), retired);
        Assert.Single(book.InForce);
        Assert.Empty(after.InForce);
        Assert.Null(RetireRule.Decide(after, "r", 1, "it misleads", "aigul", Now));
        Assert.Equal("state", Assert.Single(Assert.Throws<Refused>(() => RetireRule.Decide(after, "r", null, "another reason", "aigul", Now)).Errors).Key);
        Assert.Equal("expectedVersion", Assert.Single(Assert.Throws<Refused>(() => RetireRule.Decide(book, "r", 2, "it misleads", "aigul", Now)).Errors).Key);
        Assert.Equal("id", Assert.Single(Assert.Throws<Refused>(() => RetireRule.Decide(book, "s", null, "it misleads", "aigul", Now)).Errors).Key);

        var again = new BookOfRules([.. after.Published, PublishRule.Decide(after, Document(2), "aigul", Now).Published], after.Retired);
        Assert.Equal(2, Assert.Single(again.InForce).Version);
        Assert.Equal(["retired", "in-force"], again.Published.Select(p => (string)ListRules.Shown(again, p)["state"]!));
    }

    private static BookOfRules Empty => new([], []);

    private static RuleDocument Document(int version, string withinDays = "[1, 92]") => PublishRule.Read(
        Sent(Follows.Replace("\"version\": 1", $"\"version\": {version}", StringComparison.Ordinal).Replace("[1, 92]", withinDays, StringComparison.Ordinal)), Theatres.Standard);

    private static (string Field, long? Present) Refusal(BookOfRules book, RuleDocument document)
    {
        var refused = Assert.Throws<Refused>(() => PublishRule.Decide(book, document, "aigul", Now));
        return (Assert.Single(refused.Errors).Key, refused.PresentVersion);
    }

    private static RuleFile Sent(string json) => JsonSerializer.Deserialize<RuleFile>(json, Json.Forms)!;
}
