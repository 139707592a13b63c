using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Timeline.Contracts;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Contracts;

/// <summary>
/// What is stored and sent, byte for byte. These files are the memory of every database there is: one that differs means that old events can
/// no longer be read, or that other programs no longer understand new ones. Set TIMELINE_WRITE_GOLDEN=1 to write those that are missing; where a field
/// was added, and only then, take the event's files away first.
/// </summary>
public class GoldenTests
{
    private static readonly string Folder = Repository.At("tests", "Fast", "Contracts", "Golden");

    private static readonly JsonSerializerOptions Indented = new(TimelineJson.Options) { WriteIndented = true, NewLine = "\n" };

    private static readonly Type[] Sent = [.. EventCatalogue.OfIngestion, .. EventCatalogue.OfCorrelation, typeof(Watermark)];

    public static TheoryData<string> Cases => [.. Sent.SelectMany(t => new[] { "full", "minimal" }.Select(size => $"{NameOf(t)}.{size}"))];

    [Theory, MemberData(nameof(Cases))]
    public void An_event_is_written_as_it_always_was(string golden)
    {
        var written = JsonSerializer.Serialize(Made(golden), TypeOf(golden), Indented) + "\n";

        var stored = Stored(golden, written);

        if (stored != written)
        {
            Assert.Fail($"{golden}.json and what is written now differ:\n{FirstDifference(stored, written)}\nA field that went or was renamed: bring it back. A field that was added: delete the file, run once with TIMELINE_WRITE_GOLDEN=1, read it and commit it.");
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void What_was_written_once_is_read_back_as_it_was(string golden)
    {
        var type = TypeOf(golden);
        var made = Made(golden);
        var read = JsonSerializer.Deserialize(Stored(golden, JsonSerializer.Serialize(made, type, Indented) + "\n"), type, TimelineJson.Options)!;

        Assert.Equivalent(made, read, strict: true);
        Assert.Equal(JsonSerializer.Serialize(made, type, TimelineJson.Options), JsonSerializer.Serialize(read, type, TimelineJson.Options));
    }

    [Fact]
    public void Every_golden_file_is_that_of_an_event_that_still_exists()
    {
        var files = Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        var known = Sent.SelectMany(t => new[] { "full", "minimal" }.Select(size => $"{NameOf(t)}.{size}"));

        Assert.True(!files.Except(known).Any(), $"stored events of these types can no longer be read: {string.Join(", ", files.Except(known))}. Bring the type back under its name.");
    }

    [Fact]
    public void Details_say_their_kind_and_are_read_back_by_it()
    {
        Assert.Equal(Enum.GetValues<Kind>().Order(), Specimen.Details.Select(d => d.Kind).Order());
        Assert.All(Specimen.Details, made =>
        {
            var json = JsonSerializer.Serialize(made, TimelineJson.Options);
            var read = JsonSerializer.Deserialize<Details>(json, TimelineJson.Options)!;

            Assert.Equal(made.GetType(), read.GetType());
            Assert.Equal(JsonSerializer.SerializeToNode(made.Kind, TimelineJson.Options)!.GetValue<string>(), JsonNode.Parse(json)!["kind"]!.GetValue<string>());
            Assert.Equal(json, JsonSerializer.Serialize(read, TimelineJson.Options));
        });
    }

    [Theory]
    [InlineData(Reliability.A, "\"A\"")]
    [InlineData(Reliability.F, "\"F\"")]
    [InlineData(Kind.HostageTaking, "\"hostage-taking\"")]
    [InlineData(Polarity.DidNotOccur, "\"did-not-occur\"")]
    [InlineData(DatePrecision.PartOfMonth, "\"part-of-month\"")]
    public void A_word_of_a_list_is_written_in_the_spelling_of_the_field(object word, string written) =>
        Assert.Equal(written, JsonSerializer.Serialize(word, word.GetType(), TimelineJson.Options));

    [Theory]
    [InlineData("""{"earliest":"1999-08-31","latest":"1999-08-01"}""")]
    [InlineData("""{"earliest":"1999-08-31"}""")]
    public void An_uncertain_date_the_wrong_way_round_or_half_is_not_read(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<UncertainDate>(json, TimelineJson.Options));

    [Fact]
    public void A_number_for_a_word_is_not_read() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Kind>("1", TimelineJson.Options));

    private static string FirstDifference(string stored, string written)
    {
        var (was, now) = (stored.Split('\n'), written.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(was.Length, now.Length)).First(i => was.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        return $"line {line + 1}: stored '{was.ElementAtOrDefault(line)?.Trim()}', now '{now.ElementAtOrDefault(line)?.Trim()}'";
    }

    private static object Made(string golden) => golden.EndsWith(".full", StringComparison.Ordinal) ? Specimen.Full(TypeOf(golden)) : Specimen.Minimal(TypeOf(golden));

    private static string NameOf(Type type) => EventCatalogue.NameOf(type);

    private static Type TypeOf(string golden) => Sent.Single(t => NameOf(t) == golden[..golden.LastIndexOf('.')]);

    private static string Stored(string golden, string written)
    {
        var file = Path.Combine(Folder, golden + ".json");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("TIMELINE_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(file, written);
        }

        Assert.True(File.Exists(file), $"{golden}.json is missing. A new event: run the tests once with TIMELINE_WRITE_GOLDEN=1, read the file and commit it. An old one: it was renamed or lost; bring it back.");
        return File.ReadAllText(file);
    }
}
