using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Map;
using Timeline.Tests.Fast.Console.TimelinePages;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console.Map;

public sealed class MapDrawingTests
{
    private static readonly Dictionary<string, Place> Places = Gazetteer.Standard.Places.ToDictionary(p => p.Id);

    private static readonly MapFrame Batken = MapFrame.Around([(new(39.9, 70.9), 150)], 20);

    [Fact]
    public void A_mention_coarser_than_its_place_reaches_as_far_as_it_is_known()
    {
        Assert.Equal(Places["vorukh"].RadiusKm, Area(PlacePrecision.Enclave).Km);
        Assert.Equal(60, Area(PlacePrecision.Region).Km);

        static MapArea Area(PlacePrecision precision) => Assert.Single(MapDrawing.Of([At("a", "vorukh", precision)], Places, Batken).Areas);
    }

    [Fact]
    public void Of_a_country_its_whole_outline_is_told_and_no_circle() =>
        Assert.Equal("Kyrgyzstan", Assert.Single(MapDrawing.Of([At("a", "kyrgyzstan", PlacePrecision.Country)], Places, Batken).Areas).Country?.Name);

    [Fact]
    public void What_the_map_cannot_show_is_named_beside_it()
    {
        var drawing = MapDrawing.Of([At("a", "colombia", PlacePrecision.Country), At("b", "at-sea", PlacePrecision.Unknown), At("c", "colombia", PlacePrecision.Country)], Places, Batken);

        Assert.Empty(drawing.Areas);
        Assert.Equal([("Colombia", 2), ("Place not stated", 1)], drawing.Unplaced);
    }

    [Fact]
    public void Every_place_of_the_paper_is_on_the_map_or_named_beside_it_with_all_its_incidents()
    {
        foreach (var frame in new[] { Batken, MapFrame.Region })
        {
            var drawing = MapDrawing.Of(Drawn.Paper, Places, frame);

            var told = Drawn.Paper.SelectMany(i => i.Mentions.Select(m => (m.PlaceId, i.Id))).Distinct().Count();
            Assert.Equal(told, drawing.Areas.Sum(a => a.Incidents.Count) + drawing.Unplaced.Sum(u => u.Count));
        }
    }

    [Fact]
    public void Numbers_never_cover_one_another()
    {
        foreach (var frame in new[] { Batken, MapFrame.Region })
        {
            var counts = MapDrawing.Of(Drawn.Paper, Places, frame).Counts;

            Assert.All(counts.SelectMany((a, i) => counts.Skip(i + 1).Select(b => (a, b))), pair => Assert.True(
                double.Hypot(pair.a.X - pair.b.X, pair.a.Y - pair.b.Y) >= pair.a.Radius + pair.b.Radius, $"{pair.a.Area.Place.Id} covers {pair.b.Area.Place.Id}"));
        }
    }

    [Theory]
    [InlineData("Kyrgyzstan", 42.87, 74.59)]
    [InlineData("Tajikistan", 38.56, 68.79)]
    [InlineData("Afghanistan", 34.53, 69.17)]
    [InlineData("Uzbekistan", 41.0, 71.67)]
    [InlineData("Uzbekistan", 39.96, 71.13)]
    [InlineData("Tajikistan", 39.83, 70.6)]
    public void A_point_lies_in_the_country_it_belongs_to(string country, double lat, double lon)
    {
        var (x, y) = MapFrame.Of(new(lat, lon));

        Assert.Equal([country], Countries.All.Where(c => c.Holds(x, y)).Select(c => c.Name));
    }

    [Fact]
    public void A_countrys_name_stands_in_that_country_and_in_the_frame()
    {
        foreach (var frame in new[] { Batken, MapFrame.Region })
        {
            Assert.NotEmpty(Countries.NamesIn(frame));
            Assert.All(Countries.NamesIn(frame), n => Assert.True(n.Country.Holds(n.X, n.Y) && n.X > frame.Left && n.X < frame.Right && n.Y > frame.Top && n.Y < frame.Bottom, n.Country.Name));
        }
    }

    private static IncidentView At(string id, string place, PlacePrecision precision) =>
        Drawn.Incident(id, Kind.Attack, new LocalDate(1312, 8, 1)) with { Where = new(place, null, precision) };
}
