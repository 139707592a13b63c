using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion.Imports;

public class ReadUcdpGedTests
{
    private const string Header = "id,type_of_violence,dyad_name,side_a,side_b,where_prec,where_coordinates,latitude,longitude,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,event_clarity\n";

    [Fact]
    public async Task A_row_is_an_attack_with_the_precision_of_its_codes()
    {
        var taken = (await Files.TakeAsync("ucdp-ged", Header + "901,1,Government of Utopia - Band,Government of Utopia,Band,2,Upper Mill,40.1,70.2,2,1999-08-03 00:00:00.000,1999-08-06,1,4,0,0,5,7,4,1\n")).Single();

        Assert.Equal(("901", Kind.Attack, "state-based-violence"), (taken.Row!.ExternalId, taken.Account.Kind, taken.Account.Subkind));
        Assert.Equal((new(1999, 8, 3), new(1999, 8, 6), DatePrecision.Range), (taken.Account.When.Begins!.Value.Earliest, taken.Account.When.Begins!.Value.Latest, taken.Account.When.Precision));
        Assert.Equal((PlacePrecision.Area, new GeoPoint(40.1, 70.2), "Upper Mill"), (taken.Account.Where!.Precision, taken.Account.Where.Point!.Value, taken.Account.Where.Text));
        Assert.Equal(new Quantity(4, 5, 7, "persons"), ((AttackDetails)taken.Reading!.Details).Killed);
        Assert.Equal(["Government of Utopia", "Band"], taken.Account.Actors);
        Assert.Equal([1, 4], taken.Account.Figures.Select(f => f.Best!.Value));
    }

    [Theory]
    [InlineData(1, "1999-08-03", "1999-08-03", DatePrecision.Day)]
    [InlineData(1, "1999-08-03", "1999-08-05", DatePrecision.Range)]
    [InlineData(3, "1999-08-02", "1999-08-08", DatePrecision.Range)]
    [InlineData(4, "1999-08-01", "1999-08-31", DatePrecision.Month)]
    [InlineData(4, "1999-08-03", "1999-08-20", DatePrecision.Range)]
    [InlineData(5, "1999-01-01", "1999-12-31", DatePrecision.Year)]
    public async Task No_date_is_finer_than_its_code(int code, string from, string to, DatePrecision precision) =>
        Assert.Equal(precision, (await Files.TakeAsync("ucdp-ged", Row(date: $"{code},{from},{to}"))).Single().Account.When.Precision);

    [Theory]
    [InlineData(1, PlacePrecision.Point)]
    [InlineData(3, PlacePrecision.District)]
    [InlineData(4, PlacePrecision.Region)]
    [InlineData(6, PlacePrecision.Country)]
    [InlineData(7, PlacePrecision.Unknown)]
    public async Task No_place_is_finer_than_its_code(int code, PlacePrecision precision) =>
        Assert.Equal(precision, (await Files.TakeAsync("ucdp-ged", Row(place: $"{code},Mill,40.1,70.2"))).Single().Account.Where!.Precision);

    [Theory]
    [InlineData("best 9 lies outside low 5 to high 7", 17, "5,9,7")]
    [InlineData("low 8 lies above high 7", 19, "8,8,7")]
    [InlineData("best 4 lies outside low 5", 17, "5,4,7")]
    [InlineData("'many' is not a number", 17, "5,many,7")]
    [InlineData("-3 is no number of people", 17, "5,-3,7")]
    public async Task An_impossible_range_is_refused_at_its_cell(string reason, int column, string lowBestHigh)
    {
        var parts = lowBestHigh.Split(',');
        var taken = (await Files.TakeAsync("ucdp-ged", Row(deaths: $"{parts[1]},{parts[2]},{parts[0]}"))).Single();

        Assert.Null(taken.Row);
        Assert.Contains(reason, taken.Reason, StringComparison.Ordinal);
        Assert.Equal(column, taken.Column);
    }

    [Theory]
    [InlineData("date_end: 1999-08-01 lies before date_start 1999-08-03", "1,1999-08-03,1999-08-01")]
    [InlineData("date_prec: 9 is not a code from 1 to 5", "9,1999-08-03,1999-08-03")]
    [InlineData("date_start: '1999-02-30' is not a day", "1,1999-02-30,1999-08-03")]
    public async Task An_impossible_date_is_refused_at_its_cell(string reason, string date) =>
        Assert.Contains(reason, (await Files.TakeAsync("ucdp-ged", Row(date: date))).Single().Reason, StringComparison.Ordinal);

    [Fact]
    public async Task A_place_beyond_the_earth_is_refused_at_its_cell()
    {
        var taken = (await Files.TakeAsync("ucdp-ged", Row(place: "1,Mill,95,70.2"))).Single();

        Assert.StartsWith("latitude (where.lat): 95 is not a latitude", taken.Reason, StringComparison.Ordinal);
        Assert.Equal(8, taken.Column);
    }

    [Fact]
    public async Task A_name_that_is_met_with_elsewhere_is_no_place_of_the_gazetteer()
    {
        var far = (await Files.TakeAsync("ucdp-ged", Row(place: "1,Batken,33.5,36.3"))).Single().Account.Where!;
        var here = (await Files.TakeAsync("ucdp-ged", Row(place: "1,Batken,40.05,70.8"))).Single().Account.Where!;

        Assert.Equal((null, "Batken"), (far.PlaceId, far.Text));
        Assert.NotNull(here.PlaceId);
    }

    private static string Row(string date = "1,1999-08-03,1999-08-03", string place = "1,Mill,40.1,70.2", string deaths = "5,7,4") =>
        Header + $"901,3,Band - Civilians,Band,Civilians,{place},{date},0,0,5,0,{deaths},1\n";
}
