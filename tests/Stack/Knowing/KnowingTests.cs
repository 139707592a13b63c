using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Timeline.Tests.Stack.Cases;
using Xunit;

namespace Timeline.Tests.Stack.Knowing;

/// <summary>Going back shows what was known, as a system that was really stopped there shows it, and nothing that came later.</summary>
public sealed partial class KnowingTests : IClassFixture<PlayedHistory>, IDisposable
{
    private const string Later = "2000-01-01";

    // the days on which the passes usually close: no report of 1999 gave them then, and the season says that they are usual
    private static readonly string[] Usual = ["1999-09-21", "1999-09-30"];

    private readonly PlayedHistory played;

    public KnowingTests(PlayedHistory played)
    {
        this.played = played;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {played.Seed} (TIMELINE_SEED), {played.Compared.AtStops} answers compared at stops, {played.Compared.OnRecord} on record");
    }

    [Fact]
    public void Every_read_at_a_past_instant_is_that_of_a_system_that_was_stopped_there()
    {
        Assert.True(played.AtStops.Count == 0, $"seed {played.Seed}: {played.AtStops.Count} of {played.Compared.AtStops} answers differ:\n{string.Join('\n', played.AtStops.Take(8))}");
        Assert.InRange(played.Compared.AtStops, 150, int.MaxValue);
    }

    [Fact]
    public void What_the_system_itself_had_said_is_told_as_it_said_it()
    {
        Assert.True(played.OnRecord.Count == 0, $"seed {played.Seed}: {played.OnRecord.Count} of {played.Compared.OnRecord} answers differ:\n{string.Join('\n', played.OnRecord.Take(8))}");
        Assert.InRange(played.Compared.OnRecord, 100, int.MaxValue);
    }

    [Fact]
    public void In_September_1999_no_day_is_shown_that_had_not_come()
    {
        var late = Days(played.SaidOfSeptember).Where(d => string.CompareOrdinal(d.Day, PlayedHistory.September) > 0 && !Usual.Contains(d.Day));

        Assert.Empty(late);
        Assert.Contains(Days(played.SaidOfToday), d => string.CompareOrdinal(d.Day, Later) > 0);
    }

    [Fact]
    public void In_September_1999_no_year_is_named_that_had_not_come()
    {
        var late = Texts(played.SaidOfSeptember).SelectMany(t => Year().Matches(t.Text).Select(y => (t.Path, t.Text, Year: int.Parse(y.Value, CultureInfo.InvariantCulture)))).Where(y => y.Year > 1999);

        Assert.Empty(late);
        Assert.Contains(Texts(played.SaidOfToday), t => t.Text.Contains("2001", StringComparison.Ordinal));
    }

    [Fact]
    public void In_September_1999_no_record_is_named_that_was_not_known_but_where_a_known_one_is_linked_to_it()
    {
        var unknown = played.SampleRows.Where(r => string.CompareOrdinal((string)r["knownFrom"]!, PlayedHistory.September) > 0).ToList();
        var titles = unknown.Select(r => (string)r["title"]!).ToList();
        var ids = unknown.Select(r => $"{PlayedHistory.Sample}.{r["externalId"]}").ToHashSet();

        Assert.True(unknown.Count > 90);
        Assert.DoesNotContain(Texts(played.SaidOfSeptember), t => titles.Exists(title => t.Text.Contains(title, StringComparison.Ordinal)));
        Assert.DoesNotContain(Texts(played.SaidOfSeptember), t => !IsLink(t.Path) && Id().Matches(t.Text).Any(id => ids.Contains(id.Value)));
        Assert.All(unknown, r => Assert.All(
            played.SaidOfSeptember.Where(a => Questions.OfIncident($"{PlayedHistory.Sample}.{r["externalId"]}").Contains(a.Key)),
            a => Assert.Equal("404 ", a.Value)));
    }

    [Fact]
    public void In_September_1999_the_second_taking_is_open_the_passes_close_as_usual_and_one_ransom_is_paid()
    {
        var season = JsonNode.Parse(played.SaidOfSeptember["/api/seasons/fergana/1999"][4..])!;

        Assert.Equal("ongoing", (string)season["state"]!);
        Assert.Equal("usual", (string)season.Phase("harvest-window")["closesBasis"]!);
        Assert.Equal((50_000m, 50_000m), season["ransomUsd"]!.Range());
        Assert.Equal("open", (string)season.Chain($"{PlayedHistory.Sample}.hostage-1999-08-23")!["outcome"]!);
        Assert.Equal("ransomed", (string)season.Chain($"{PlayedHistory.Sample}.hostage-1999-08-09")!["outcome"]!);
        // the record of the whole incursion tells its end, and was not known: its fronts stand by themselves
        Assert.Contains($"{PlayedHistory.Sample}.village-occupation-1999-08", season["incursions"]!["certain"].Texts());
        Assert.DoesNotContain($"{PlayedHistory.Sample}.incursion-1999", season["incursions"]!["certain"].Texts());
    }

    [Fact]
    public void From_11_August_to_September_1999_what_became_known_is_told_in_sentences()
    {
        var changed = JsonNode.Parse(played.SaidOfSeptember["/api/compare?theatre=fergana&seasonYear=1999&knownAt=1999-08-11"][4..])!;

        Assert.Contains("“The four officials go free” became known: release, 1999-08-13, Osh district.", changed["incidents"]!["came"]!.AsArray().Select(i => (string)i!["says"]!));
        Assert.Contains(changed["correlations"]!["began"]!.AsArray(), c => (string)c!["rule"]! == "ransom-and-release-follow-taking");
        Assert.Contains("The ransom paid was 0 dollars and became 50,000 dollars.", changed["seasons"]![0]!["fields"]!.AsArray().Select(f => (string)f!["says"]!));
    }

    [Fact]
    public void No_process_complained() => Assert.Equal("", string.Join('\n', played.Systems.SelectMany(s => s.Complaints())));

    public void Dispose()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            played.Systems.ToList().ForEach(s => TestContext.Current.TestOutputHelper?.WriteLine(s.Output(20)));
        }
    }

    // a record names by its id what it is linked to, and what it is a part of; what nothing is known of has no more than that
    private static bool IsLink(string path) => Array.Exists([".to", ".wholes", ".linked.incidentId"], end => path.EndsWith(end, StringComparison.Ordinal));

    private static IEnumerable<(string Path, string Day)> Days(IReadOnlyDictionary<string, string> answers) =>
        Texts(answers).SelectMany(t => Day().Matches(t.Text).Select(d => ($"{t.Path}: {t.Text}", d.Value)));

    // every text of every answer, but the instants of this system's own clock
    private static IEnumerable<(string Path, string Text)> Texts(IReadOnlyDictionary<string, string> answers) =>
        answers.Where(a => a.Value.StartsWith("200 ", StringComparison.Ordinal)).SelectMany(a => Texts(a.Key, JsonNode.Parse(a.Value[4..])));

    private static IEnumerable<(string Path, string Text)> Texts(string path, JsonNode? node) => node switch
    {
        JsonObject fields => fields.Where(f => f.Key is not ("recorded" or "import" or "importId")).SelectMany(f => Texts($"{path}.{f.Key}", f.Value).Prepend(($"{path}.(name)", f.Key))),
        JsonArray list => list.SelectMany(i => Texts(path, i)),
        JsonValue value => [(path, value.ToString())],
        _ => [],
    };

    [GeneratedRegex("\\d{4}-\\d{2}-\\d{2}(?!\\d)")]
    private static partial Regex Day();

    // a number of four digits that may be a year: not part of an amount, an id or a longer number
    [GeneratedRegex("(?<![\\d.,~-])(19|20)\\d\\d(?![\\d,.~])")]
    private static partial Regex Year();

    [GeneratedRegex("as-if-reported\\.[A-Za-z0-9_-]+")]
    private static partial Regex Id();
}
