using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace Timeline.Tests.Fast.Samples;

/// <summary>The second sample is made from the first, and is what is made from it.</summary>
public class AsIfReportedTests
{
    private static readonly string File = Repository.At("infra", "samples", "as-if-reported.ndjson");

    private static readonly string[] Paper = System.IO.File.ReadAllLines(Repository.At("infra", "samples", "paper.ndjson"));

    private static readonly Dictionary<string, JsonNode> Rows = AsIfReported.Of(Paper).Select(line => JsonNode.Parse(line)!).ToDictionary(row => (string)row["externalId"]!);

    [Fact]
    public void The_file_is_the_papers_with_the_days_of_knowing()
    {
        var made = string.Join('\n', AsIfReported.Of(Paper)) + "\n";
        if (Environment.GetEnvironmentVariable("TIMELINE_WRITE_SAMPLES") == "1")
        {
            System.IO.File.WriteAllText(File, made);
        }

        Assert.True(System.IO.File.ReadAllText(File) == made, "as-if-reported.ndjson is not what is made of paper.ndjson: run this test once with TIMELINE_WRITE_SAMPLES=1, read the difference and commit it.");
    }

    [Theory]
    [InlineData("hostage-1999-08-09", "1999-08-10")]         // a day
    [InlineData("village-occupation-1999-08", "1999-08-10")] // some day from the 1st to the 9th
    [InlineData("harvest-1999-opium", "1999-07-01")]
    [InlineData("incursion-1999", "2000-01-01")]             // its record tells its end, which came by the end of December
    [InlineData("pass-closure-1999", "1999-10-01")]          // closed from late September on: told while it lasts
    [InlineData("tajik-talks-1999", "2000-01-01")]           // August, dated from the incursion of 1999, which was known then
    [InlineData("harvest-2000-opium", "2004-04-01")]         // the paper worked it out
    [InlineData("badakhshan-1996-area", "2003-11-01")]       // of the survey of October 2003
    [InlineData("tajik-drug-crime-2000", "2001-09-21")]      // of an article of 20 September 2001
    [InlineData("no-incursion-before-1999", "2004-04-01")]   // inferred by the paper, which is later than March 2004
    [InlineData("imu-strength-300", "2005-01-01")]           // later than the paper, as its own latest day has it
    public void A_record_is_known_when_all_it_says_was_over(string id, string knownFrom) => Assert.Equal(knownFrom, (string)Rows[id]["knownFrom"]!);

    [Fact]
    public void No_day_of_a_record_is_later_than_the_day_before_it_was_known() => Assert.All(Rows.Values, row =>
    {
        var known = Day(row["knownFrom"]!);
        var when = row["when"]!;

        Assert.All(new[] { when["latest"], when["begins"]?["latest"], when["ends"]?["latest"], when["best"] }.OfType<JsonNode>(), day => Assert.True(Day(day) < known, $"{row["externalId"]}: {day}"));
    });

    [Fact]
    public void Every_record_says_that_its_day_of_knowing_is_assumed_and_keeps_no_note_written_in_hindsight() => Assert.All(Rows.Values, row =>
    {
        Assert.EndsWith(AsIfReported.Mark, (string)row["source"]!["name"]!, StringComparison.Ordinal);
        Assert.StartsWith("Assumed: ", (string)row["note"]!, StringComparison.Ordinal);
    });

    [Fact]
    public void What_else_a_record_says_is_what_the_paper_says()
    {
        var paper = Paper.Select(line => JsonNode.Parse(line)!.AsObject()).ToDictionary(row => (string)row["externalId"]!);

        Assert.Equal(paper.Keys.Order(), Rows.Keys.Order());
        Assert.All(paper, p =>
        {
            var made = Rows[p.Key].DeepClone().AsObject();
            made.Remove("knownFrom");
            made["note"] = p.Value["note"]?.DeepClone();
            made["source"]!["name"] = p.Value["source"]!["name"]!.DeepClone();
            Assert.True(JsonNode.DeepEquals(p.Value["note"] is null ? Without(made) : made, p.Value), p.Key);
        });

        static JsonObject Without(JsonObject made)
        {
            made.Remove("note");
            return made;
        }
    }

    [Fact]
    public void A_record_without_a_date_is_refused() =>
        Assert.Throws<InvalidDataException>(() => AsIfReported.Of(["""{"externalId":"x","when":{"text":"once"},"source":{"name":"a radio"}}"""]));

    private static LocalDate Day(JsonNode day) => LocalDatePattern.Iso.Parse((string)day!).Value;
}
