using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion;

/// <summary>What a form says is read as it says it, and nothing is added to it.</summary>
public class ReadReportReadsTests
{
    private static Quantity Some(decimal best, string? unit = null) => new(Best: best, Unit: unit);

    public static TheoryData<string, string, Details> Kinds => new()
    {
        { "incursion", """{"attackers":{"low":50,"high":100},"units":{"best":3}}""", new IncursionDetails(new(Low: 50, High: 100), Some(3)) },
        { "hostage-taking", """{"hostages":{"best":4},"captors":{"best":21}}""", new HostageTakingDetails(Some(4), Some(21)) },
        { "ransom", """{"amount":{"low":2000000,"high":5000000,"unit":"USD"},"state":"alleged"}""", new RansomDetails(new(Low: 2_000_000, High: 5_000_000, Unit: "USD"), RansomState.Alleged) },
        { "ransom", "{}", new RansomDetails() },
        { "release", """{"outcome":"escaped","released":{"best":2}}""", new ReleaseDetails(ReleaseOutcome.Escaped, Some(2)) },
        { "harvest", """{"crop":"opium","amount":{"best":4600},"area":{"best":910,"unit":"km2"},"seasonYear":1999}""", new HarvestDetails("opium", Some(4600, "t"), Some(91_000, "ha"), 1999) },
        { "harvest", """{"amount":{"best":500,"unit":"kg"}}""", new HarvestDetails(Amount: Some(0.5m, "t")) },
        { "seizure", """{"substance":"heroin","mass":{"low":1,"high":2,"unit":"t","qualifier":"up-to"}}""", new SeizureDetails("heroin", new(1000, null, 2000, "kg", QuantityQualifier.UpTo)) },
        { "pass-closure", """{"pass":"Altyn-Mazar","change":"opens"}""", new PassClosureDetails("Altyn-Mazar", PassChange.Opens) },
        { "ban", """{"of":"poppy","change":"lifted"}""", new BanDetails("poppy", BanChange.Lifted) },
        { "withdrawal", """{"strength":{"best":700}}""", new WithdrawalDetails(Some(700)) },
        { "attack", """{"killed":{"best":16},"injured":{"low":100}}""", new AttackDetails(Some(16), new(Low: 100)) },
        { "context", "{}", new ContextDetails() },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Each_kind_has_its_own_fields(string kind, string details, Details expected)
    {
        var (reading, problems) = Forms.Read(Forms.With($$"""{"kind":"{{kind}}","details":{{details}}}"""));

        Assert.Empty(problems.Fields);
        Assert.Equal(expected, reading!.Details);
        Assert.Equal(expected.Kind, reading.Account.Kind);
    }

    [Fact]
    public void Every_kind_is_in_the_table_above() => Assert.Equal(Enum.GetValues<Kind>().Order(), Kinds.Select(k => ((Details)k.Data.Item3).Kind).Distinct().Order());

    [Fact]
    public void A_form_with_every_field_is_read_in_every_field()
    {
        var (reading, problems) = Forms.Read("""
            { "kind": "hostage-taking", "subkind": "foreigners", "title": " Four geologists taken ",
              "when": { "begins": { "earliest": "1999-08-22", "latest": "1999-08-23" }, "ends": { "earliest": "1999-10-25", "latest": "1999-10-25" }, "text": "on the 22nd or 23rd",
                        "precision": "range", "best": "1999-08-23", "zone": "Asia/Bishkek", "derivedFrom": "known" },
              "where": { "place": "batken-region", "lat": 39.9, "lon": 70.8, "precision": "district" }, "elsewhere": [{ "place": "sokh" }],
              "actors": ["IMU"], "figures": [{ "best": 1, "what": "general" }],
              "source": { "name": "A radio", "reliability": "B", "credibility": 2, "published": "1999-08-24", "url": "https://example.org/a", "origin": "A ministry", "pages": "4" },
              "polarity": "occurred", "claim": "reported", "scope": "core", "links": [{ "rel": "part-of", "to": "known" }], "note": "n" }
            """);
        var account = reading!.Account;

        Assert.Empty(problems.Fields);
        Assert.Equal(("foreigners", "Four geologists taken", "n"), (account.Subkind, account.Title, account.Note));
        Assert.Equal(
            new Occurrence(
                new UncertainDate(new(1999, 8, 22), new(1999, 8, 23)), UncertainDate.On(new(1999, 10, 25)), false, DatePrecision.Range,
                "on the 22nd or 23rd", new(1999, 8, 23), SourceCalendar.Gregorian, "Asia/Bishkek", "id-of-known"),
            account.When);
        Assert.Equal(new Mention("batken-region", "x", PlacePrecision.District, new GeoPoint(39.9, 70.8)), account.Where! with { Text = "x" });
        Assert.Equal("sokh", Assert.Single(account.Elsewhere).PlaceId);
        Assert.Equal("IMU", Assert.Single(account.Actors));
        Assert.Equal(new Quantity(Best: 1, What: "general"), Assert.Single(account.Figures));
        Assert.Equal(new Source("A radio", new(Reliability.B, 2), new(1999, 8, 24), "https://example.org/a", "A ministry", "4"), account.Source);
        Assert.Equal((Polarity.Occurred, Claim.Reported, Scope.Core), (account.Polarity, account.Claim, account.Scope));
        Assert.Equal(new Link("part-of", "id-of-known"), Assert.Single(account.Links));
    }

    [Fact]
    public void Words_become_days_and_stay_as_stated()
    {
        var (reading, _) = Forms.Read(Forms.Good);

        Assert.Equal(new UncertainDate(new(1999, 8, 1), new(1999, 8, 10)), reading!.Account.When.Begins);
        Assert.Equal("early August 1999", reading.Account.When.Stated);
        Assert.Equal(DatePrecision.PartOfMonth, reading.When.Precision);
    }

    [Fact]
    public void What_was_not_said_is_not_made_up()
    {
        var (reading, problems) = Forms.Read("""{"kind":"incursion","title":"t","source":{"name":"s"}}""");
        var account = reading!.Account;

        Assert.Empty(problems.Fields);
        Assert.Equal((null, null, DatePrecision.Unknown), (account.When.Begins, account.Where, account.When.Precision));
        Assert.Equal(new Grading(null, null), account.Source.Grading);
        Assert.Equal(new IncursionDetails(), reading.Details);
    }

    [Fact]
    public void A_place_of_the_gazetteer_lends_nobody_its_point()
    {
        var (reading, _) = Forms.Read(Forms.With("""{"where":{"place":"batken-region"}}"""));

        Assert.Null(reading!.Account.Where!.Point);
        Assert.Null(reading.Where!.Point);
    }

    [Theory]
    [InlineData("Sukh")]
    [InlineData("Sokh")]
    [InlineData("Сох")]
    public void An_enclave_is_found_under_its_spellings_and_says_both_countries(string words)
    {
        var (reading, problems) = Forms.Read(Forms.With("{\"where\":{\"text\":\"" + words + "\"}}"));

        Assert.Empty(problems.Fields);
        Assert.Equal("sokh", reading!.Where!.PlaceId);
        Assert.NotEqual(reading.Where.Country, reading.Where.AdministeredBy);
    }

    [Fact]
    public void Words_that_the_gazetteer_does_not_know_do_beside_a_point()
    {
        var (reading, problems) = Forms.Read(Forms.With("""{"where":{"text":"a ford","lat":-90,"lon":180,"precision":"unknown"}}"""));

        Assert.Empty(problems.Fields);
        Assert.Equal(new Mention(null, "a ford", PlacePrecision.Unknown, new GeoPoint(-90, 180)), reading!.Account.Where);
    }

    [Fact]
    public void Words_by_which_no_place_is_known_are_kept_alone_where_that_is_said_and_lie_nowhere()
    {
        var (reading, problems) = Forms.Read(Forms.With("""{"where":{"text":"Ozgorush above the ford","precision":"unknown"}}"""));

        Assert.Empty(problems.Fields);
        Assert.Equal(new Mention(null, "Ozgorush above the ford", PlacePrecision.Unknown), reading!.Account.Where);
        Assert.Contains("counts in no theatre", reading.Where!.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_name_a_place_name_it_however_coarsely_and_those_within_one_lie_there()
    {
        Assert.Equal(("sokh", PlacePrecision.Unknown), Where("""{"text":"Sokh","precision":"unknown"}"""));
        Assert.Equal(("batken-region", PlacePrecision.Region), Where("""{"text":"Ozgorush","place":"batken-region"}"""));

        static (string?, PlacePrecision) Where(string where) =>
            Forms.Read(Forms.With($$"""{"where":{{where}}}""")).Reading!.Account.Where is { } mention ? (mention.PlaceId, mention.Precision) : default;
    }

    [Fact]
    public void A_point_beside_a_place_is_as_fine_as_the_place_where_nobody_says_otherwise()
    {
        var (reading, problems) = Forms.Read(Forms.With("""{"where":{"place":"sokh","lat":39.95,"lon":71.1}}"""));

        Assert.Empty(problems.Fields);
        Assert.Equal(("sokh", PlacePrecision.Enclave), (reading!.Where!.PlaceId, reading.Account.Where!.Precision));
    }

    [Theory]
    [InlineData("occurred")]
    [InlineData("did-not-occur")]
    public void What_happened_is_no_later_than_the_day_on_which_its_source_was_published(string polarity)
    {
        var (reading, problems) = Forms.Read(Forms.With($$"""{"when":{"text":"after 9 August 1999"},"polarity":"{{polarity}}","source":{"name":"A radio","published":"1999-08-14"} }"""));

        Assert.Empty(problems.Fields);
        Assert.Equal(new UncertainDate(new(1999, 8, 10), new(1999, 8, 14)), reading!.Account.When.Begins);
        Assert.Equal(
            "Read as between 10 August 1999 and 14 August 1999, the day not known: 10 to 14 August 1999, both counted; not after 14 August 1999, when the source was published.", reading.When.Says);
    }

    [Theory]
    [InlineData("""{"when":{"text":"after 9 August 1999"}}""", "'after 9 August 1999' gives no latest day; write for example 'between 10 August 1999 and 31 October 1999', with the last day that is possible.")]
    [InlineData("""{"when":{"text":"after 9 August 1999"},"polarity":"imminent","source":{"name":"A radio","published":"1999-08-14"}}""",
        "'after 9 August 1999' gives no latest day; write for example 'between 10 August 1999 and 31 October 1999', with the last day that is possible.")]
    [InlineData("""{"when":{"text":"after 9 August 1999"},"source":{"name":"A radio","published":"1999-08-09"}}""",
        "'after 9 August 1999' leaves no day: the first possible, 10 August 1999, lies after the last, 9 August 1999, when the source was published.")]
    public void Words_of_one_side_are_bounded_by_nothing_else(string change, string says)
    {
        var (reading, problems) = Forms.Read(Forms.With(change));

        Assert.Null(reading);
        Assert.Equal([says], problems.Fields["when.text"]);
    }

    [Fact]
    public void What_can_be_read_already_is_what_the_whole_report_says_of_it()
    {
        var whole = Forms.Read(Forms.With(Telling)).Reading!;
        var soFar = new ReadReport(Gazetteer.Standard).ReadSoFar(Forms.Form(Forms.With(Telling, Forms.With("""{ "title": null, "source": null }"""))))!.Value;

        Assert.Equal((whole.Account.Kind, whole.Account.When, whole.Account.Where, whole.Account.Polarity, whole.Details), (soFar.Account.Kind, soFar.Account.When, soFar.Account.Where, soFar.Account.Polarity, soFar.Details));
        Assert.Equal(whole.Account.Actors, soFar.Account.Actors);
        Assert.Equal(("", ""), (soFar.Account.Title, soFar.Account.Source.Name));
    }

    [Fact]
    public void What_is_wrong_is_left_out_of_what_can_be_read_already()
    {
        var soFar = new ReadReport(Gazetteer.Standard).ReadSoFar(Forms.Form(Forms.With(
            """
            { "where": { "text": "Nowhere-at-all" }, "polarity": "perhaps", "source": { "credibility": 9 }, "links": [{ "rel": "release-of", "to": "nothing" }],
              "when": { "date": "1999-08-23", "derivedFrom": "nothing" }, "details": { "hostages": { "best": 4 }, "captors": { "low": 5, "high": 2 }, "boats": 3 } }
            """)))!.Value;

        Assert.Equal((Occurrence.On(new(1999, 8, 23)).Begins, null, Polarity.Occurred), (soFar.Account.When.Begins, soFar.Account.Where, soFar.Account.Polarity));
        Assert.Equal(new HostageTakingDetails(new(Best: 4)), soFar.Details);
    }

    [Theory]
    [InlineData("""{ "kind": null }""")]
    [InlineData("""{ "kind": "raid" }""")]
    [InlineData("""{ "when": null }""")]
    [InlineData("""{ "when": { "text": "some day" } }""")]
    public void Without_a_kind_and_days_nothing_can_be_compared(string change) => Assert.Null(new ReadReport(Gazetteer.Standard).ReadSoFar(Forms.Form(Forms.With(change))));

    private const string Telling = """{ "actors": ["IMU"], "details": { "hostages": { "low": 3, "high": 5 } }, "polarity": "did-not-occur" }""";
}
