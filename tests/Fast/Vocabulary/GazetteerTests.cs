using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

public class GazetteerTests
{
    private static readonly Gazetteer Gazetteer = Gazetteer.Standard;
    private static readonly Theatre Fergana = Theatres.Find("fergana")!;

    [Fact]
    public void Every_place_has_an_id_of_its_own_and_lies_within_known_places()
    {
        var ids = Gazetteer.Places.Select(p => p.Id).ToList();

        var unknown = Gazetteer.Places.SelectMany(p => p.Within).Concat(Gazetteer.Routes.SelectMany(r => r.Via)).Except(ids);

        Assert.True(ids.Count >= 69);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Empty(unknown);
    }

    [Fact]
    public void No_place_lies_within_itself_through_others()
    {
        // Climbing as many steps as there are places would mean a circle.
        var climbers = Gazetteer.Places.Select(p => p.Id).ToHashSet();
        for (var step = 0; step < Gazetteer.Places.Count; step++)
        {
            climbers = [.. climbers.SelectMany(id => Gazetteer.Find(id)!.Within)];
        }

        Assert.Empty(climbers);
    }

    [Fact]
    public void No_spelling_belongs_to_two_places()
    {
        var shared = Gazetteer.Places
            .SelectMany(p => p.Spellings.Append(p.Name).Append(p.Id).Select(s => (p.Id, Whole: Spelling.Whole(s))).Distinct())
            .GroupBy(s => s.Whole)
            .Where(g => g.Count() > 1);

        Assert.Empty(shared.Select(g => g.Key));
        Assert.DoesNotContain(Gazetteer.Places.SelectMany(p => p.Spellings), s => Spelling.Whole(s).Length == 0);
    }

    [Fact]
    public void Points_lie_on_the_earth_and_radii_are_positive()
    {
        var points = Gazetteer.Places.Select(p => p.Point).OfType<GeoPoint>().Concat(Gazetteer.Routes.SelectMany(r => r.Points).Select(p => p.Point));

        Assert.All(points, p => Assert.True(Math.Abs(p.Lat) <= 90 && Math.Abs(p.Lon) <= 180));
        Assert.All(Gazetteer.Places.Where(p => p.Point is not null), p => Assert.True(p.RadiusKm > 0, p.Id));
        Assert.All(Gazetteer.Routes, r => Assert.True(r.Points.Count >= 2, r.Id));
    }

    [Theory]
    [InlineData("sokh", "Uzbekistan")]
    [InlineData("qalacha", "Uzbekistan")]
    [InlineData("khalmion", "Uzbekistan")]
    [InlineData("vorukh", "Tajikistan")]
    [InlineData("chorku", "Tajikistan")]
    public void An_enclave_knows_the_country_around_it_and_the_one_it_belongs_to(string id, string owner)
    {
        var enclave = Gazetteer.Find(id)!;

        Assert.Equal(("Kyrgyzstan", owner), (enclave.Country, enclave.AdministeredBy));
        Assert.True(Gazetteer.IsWithin(id, "enclaves") && Gazetteer.IsWithin(id, owner.ToLowerInvariant()));
        Assert.False(Gazetteer.IsWithin(id, "kyrgyzstan"));
    }

    [Fact]
    public void All_enclaves_are_in_the_table_above() =>
        Assert.Equal(["chorku", "khalmion", "qalacha", "sokh", "vorukh"], Gazetteer.Places.Where(p => p.Type == PlaceType.Enclave).Select(p => p.Id).Order());

    [Theory]
    [InlineData("batken-region", "kyrgyzstan", true)]
    [InlineData("batken-region", "central-asia", true)]
    [InlineData("kyrgyzstan", "batken-region", false)]
    [InlineData("badakhshan-af", "northern-afghanistan", true)]
    [InlineData("badakhshan-af", "taliban-held", false)]
    [InlineData("helmand", "taliban-held", true)]
    [InlineData("batken-region", "fergana-valley", false)]
    public void What_lies_within_what(string place, string container, bool lies) => Assert.Equal(lies, Gazetteer.IsWithin(place, container));

    [Fact]
    public void Every_scope_of_a_theatre_names_known_places()
    {
        var scopes = Theatres.Standard.SelectMany(t => new[] { t.Harvests, t.Passes, t.Incidents, t.Seizures });

        Assert.All(scopes, s => Assert.NotEmpty(s.Places));
        Assert.All(scopes.SelectMany(s => s.Places.Concat(s.Except)), id => Assert.NotNull(Gazetteer.Find(id)));
    }

    [Theory]
    [InlineData("afghanistan", true)]
    [InlineData("taliban-held", true)]
    [InlineData("helmand", true)]
    [InlineData("nangarhar", true)]
    [InlineData("badakhshan-af", false)]
    [InlineData("badakhshan-passes", false)]
    [InlineData("tajikistan", false)]
    public void The_harvests_of_fergana_are_those_of_Afghanistan_without_Badakhshan(string place, bool counts) =>
        Assert.Equal(counts, Gazetteer.IsIn(Fergana.Harvests, place));

    [Theory]
    [InlineData("batken-region", true)]
    [InlineData("sokh", true)]
    [InlineData("osh", true)]
    [InlineData("surkhandarya", true)]
    [InlineData("north-of-tashkent", true)]
    [InlineData("tavildara", true)]
    [InlineData("tashkent", false)]
    [InlineData("kunduz", false)]
    [InlineData("kaloosha", false)]
    public void The_incidents_of_fergana_reach_the_fronts_of_2000_and_no_further(string place, bool counts) =>
        Assert.Equal(counts, Gazetteer.IsIn(Fergana.Incidents, place));

    [Fact]
    public void What_is_said_of_all_Central_Asia_covers_the_incidents_of_fergana_and_what_is_said_of_Iran_does_not()
    {
        Assert.True(Gazetteer.Covers("central-asia", Fergana.Incidents));
        Assert.False(Gazetteer.Covers("iran", Fergana.Incidents));
    }

    [Theory]
    [InlineData(40.06, 70.82, true)]
    [InlineData(39.97, 71.10, true)]
    [InlineData(31.5, 64.2, false)]
    public void A_bare_point_counts_where_a_place_of_the_scope_reaches_it(double lat, double lon, bool counts)
    {
        var mention = new Mention(null, "a hamlet", PlacePrecision.Point, new GeoPoint(lat, lon));

        Assert.Equal(counts, Gazetteer.IsIn(Fergana.Incidents, mention));
        Assert.False(Gazetteer.IsIn(Fergana.Incidents, mention with { Point = null }));
    }

    [Fact]
    public void A_point_in_Badakhshan_is_no_harvest_of_fergana()
    {
        var badakhshan = new Mention(null, null, PlacePrecision.Point, new GeoPoint(36.9, 70.9));
        var helmand = badakhshan with { Point = new GeoPoint(31.6, 64.3) };

        Assert.False(Gazetteer.IsIn(Fergana.Harvests, badakhshan));
        Assert.True(Gazetteer.IsIn(Fergana.Harvests, helmand));
    }

    [Fact]
    public void From_Osh_to_Batken_it_is_about_176_kilometres() =>
        Assert.InRange(new GeoPoint(40.53, 72.8).KilometresTo(new GeoPoint(40.06, 70.82)), 174, 178);

    [Fact]
    public void The_season_year_of_fergana_turns_at_new_year_and_its_usual_days_are_the_paper_s()
    {
        Assert.Equal("1999-01-01..1999-12-31", Fergana.DaysOf(1999).ToString());
        Assert.Equal("1999-06-01..1999-06-30", Fergana.UsualHarvestEnd.In(1999).ToString());
        Assert.Equal("1999-09-21..1999-09-30", Fergana.UsualPassesClose.In(1999).ToString());
    }
}
