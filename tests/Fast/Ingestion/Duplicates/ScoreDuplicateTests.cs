using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion.Duplicates;

/// <summary>How likely two reports tell of one incident, and the reasons that are given for it.</summary>
public class ScoreDuplicateTests
{
    private const string Raid = """
        { "kind": "attack", "title": "A post is fired at", "when": { "date": "1999-08-03" }, "where": { "lat": 40.05, "lon": 70.8, "precision": "village" }, "source": { "name": "A radio" } }
        """;

    [Fact]
    public void The_same_day_and_place_are_likely_one()
    {
        var (score, why) = Score("{}", "{}");

        Assert.True(score >= ScoreDuplicate.Likely, $"{score}");
        Assert.Equal(["the same day", "the same place"], why);
    }

    [Theory]
    [InlineData("""{ "when": { "date": "1999-08-04" } }""", "a day apart")]
    [InlineData("""{ "when": { "text": "early August 1999" } }""", "1 day in common")]
    [InlineData("""{ "where": { "lat": 40.4, "lon": 70.8, "precision": "village" } }""", "39 km apart")]
    [InlineData("""{ "kind": "incursion" }""", "one calls it attack, one incursion")]
    public void What_differs_a_little_makes_it_less_likely_and_is_said(string change, string reason)
    {
        var (score, why) = Score("{}", change);

        Assert.True(score < Score("{}", "{}").Score && score > 0.3, $"{score}");
        Assert.Contains(reason, why);
    }

    [Theory]
    [InlineData("""{ "when": { "date": "1999-08-09" } }""")]
    [InlineData("""{ "where": { "lat": 50, "lon": 70.8, "precision": "village" } }""")]
    [InlineData("""{ "kind": "harvest" }""")]
    [InlineData("""{ "polarity": "did-not-occur" }""")]
    [InlineData("""{ "when": null }""")]
    public void What_excludes_it_leaves_nothing_worth_showing(string change) => Assert.True(Score("{}", change).Score < ScoreDuplicate.Worth);

    [Fact]
    public void What_an_import_says_that_words_suggest_is_the_name_of_nobody()
    {
        const string suggested = """{ "note": "The tug was hijacked. [Its words suggest, and it does not state: hijacking, by “The tug was hijacked off Lagos”.]" }""";
        const string named = """{ "note": "The tug (BLUE STAR) was boarded." }""";

        Assert.Equal(Score("""{ "note": "The tug was hijacked." }""", named).Score, Score(suggested, named).Score);
        Assert.DoesNotContain(Score(suggested, suggested).Why, w => w.StartsWith("both name", StringComparison.Ordinal));
    }

    [Fact]
    public void A_coarse_place_says_less_than_a_fine_one() =>
        Assert.True(Score("""{ "where": { "lat": 40.05, "lon": 70.8, "precision": "region" } }""", "{}").Score < Score("{}", "{}").Score);

    [Fact]
    public void A_name_that_both_tell_makes_it_likelier_and_two_names_less_likely()
    {
        var same = Score("""{ "title": "The post (Kara-Bel) is fired at", "when": { "date": "1999-08-02" } }""", """{ "note": "Fire on Karabel in the night." }""");
        var other = Score("""{ "title": "The post (Kara-Bel) is fired at" }""", """{ "title": "The post (Ak-Sai) is fired at" }""");

        Assert.Contains("both name Kara-Bel", same.Why);
        Assert.Contains("one names Kara-Bel, one Ak-Sai", other.Why);
        Assert.True(same.Score > Score("""{ "when": { "date": "1999-08-02" } }""", "{}").Score);
        Assert.True(other.Score < ScoreDuplicate.Likely);
    }

    [Theory]
    [InlineData("IMU", "Islamic Movement of Uzbekistan", true)]
    [InlineData("islamic movement of Uzbekistan", "The Islamic Movement of Uzbekistan", true)]
    [InlineData("Namangani's men", "Namangani’s Men", true)]
    [InlineData("Taliban", "Northern Alliance", false)]
    public void Actors_are_known_under_their_other_names(string one, string other, bool same) => Assert.Equal(same, ScoreDuplicate.IsSame(one, other));

    [Fact]
    public void Actors_who_may_be_anybody_say_nothing()
    {
        Assert.Equal(Score("{}", "{}").Score, Score("""{ "actors": ["pirates"] }""", """{ "actors": ["Unknown gunmen"] }""").Score);
        Assert.True(Score("""{ "actors": ["IMU"] }""", """{ "actors": ["Taliban"] }""").Score < Score("{}", "{}").Score);
    }

    [Fact]
    public void Numbers_that_exclude_one_another_make_it_less_likely()
    {
        var agree = Score("""{ "details": { "killed": { "low": 2, "high": 5 } } }""", """{ "details": { "killed": { "best": 3 } } }""");
        var exclude = Score("""{ "details": { "killed": { "low": 2, "high": 5 } } }""", """{ "details": { "killed": { "best": 30 } } }""");

        Assert.Contains("killed: the numbers agree", agree.Why);
        Assert.Contains("killed: the numbers exclude one another", exclude.Why);
        Assert.True(exclude.Score < agree.Score);
    }

    [Fact]
    public void A_place_that_staff_added_lies_somewhere_too()
    {
        var known = Gazetteer.Standard.Copy();
        known.Take(new("kara-dobo", "Kara-Dobo", PlaceType.Village, "Kyrgyzstan", null, new(40.05, 70.85), null, ["batken-region"], []));
        var there = Read("{}");
        var reading = there with { Account = there.Account with { Where = new("kara-dobo", "Kara-Dobo", PlacePrecision.Village, null) } };
        var incident = new IncidentRecord { Id = "i", Version = 1, Title = "A post is fired at", Reports = [new("r", false, there.Account, there.Details, null, default)] };

        Assert.Contains("4 km apart, which both allow", Assert.Single(FindDuplicates.Among(reading.Account, reading.Details, [incident], i => i, ScoreDuplicate.Likely, known)).Why);
        Assert.Empty(FindDuplicates.Among(reading.Account, reading.Details, [incident], i => i, ScoreDuplicate.Likely, Gazetteer.Standard));
    }

    [Fact]
    public void What_was_merged_is_compared_and_named_by_what_it_was_merged_into()
    {
        var raid = Read("{}");
        var into = new IncidentRecord { Id = "into", Version = 1, Title = "The raid", Reports = [new("r", false, raid.Account with { When = Occurrence.On(new(1999, 9, 3)) }, raid.Details, null, default)] };
        var merged = new IncidentRecord { Id = "merged", Version = 2, Title = "Told twice", MergedInto = "into", Reports = [new("r", false, raid.Account, raid.Details, null, default)] };

        var found = FindDuplicates.Among(raid.Account, raid.Details, [into, merged, merged with { Id = "also" }], i => i.MergedInto is null ? i : into, ScoreDuplicate.Worth, Gazetteer.Standard);

        Assert.Equal([("into", "The raid", 0.9)], found.Select(d => (d.IncidentId, d.Title, d.Score)));
    }

    [Fact]
    public void Days_agree_the_better_the_fewer_only_one_allows()
    {
        var day = UncertainDate.On(new(1999, 8, 3));
        double[] agree = [.. new UncertainDate[] { day, new(new(1999, 8, 3), new(1999, 8, 4)), UncertainDate.On(new(1999, 8, 4)), new(new(1999, 8, 1), new(1999, 8, 31)), UncertainDate.On(new(1999, 8, 6)) }.Select(d => ScoreDuplicate.DaysAlike(day, d))];

        Assert.Equal(agree.OrderDescending(), agree);
        Assert.Equal((1.0, -1.0), (agree[0], agree[^1]));
    }

    [Fact]
    public void Near_a_place_are_those_that_may_be_meant_with_it()
    {
        var near = ScoreDuplicate.PlacesNear(new("sokh", "Sokh", PlacePrecision.Enclave), Gazetteer.Standard);

        Assert.Contains("sokh", near);
        Assert.Contains("batken-region", near);
        Assert.DoesNotContain("kabul", near);
        Assert.Empty(ScoreDuplicate.PlacesNear(null, Gazetteer.Standard));
        Assert.Equal(["nowhere"], ScoreDuplicate.PlacesNear(new("nowhere", "Nowhere", PlacePrecision.Village), Gazetteer.Standard));
    }

    private static (double Score, IReadOnlyList<string> Why) Score(string one, string other)
    {
        var (a, b) = (Read(one), Read(other));
        var forth = ScoreDuplicate.Of(a.Account, a.Details, b.Account, b.Details, Gazetteer.Standard);
        var back = ScoreDuplicate.Of(b.Account, b.Details, a.Account, a.Details, Gazetteer.Standard);
        Assert.Equal(forth.Score, back.Score);   // whichever was told first
        return forth;
    }

    private static Reading Read(string changes)
    {
        var (reading, problems) = Forms.Read(Forms.With(changes, Raid));
        Assert.Empty(problems.Fields);
        return reading!;
    }
}
