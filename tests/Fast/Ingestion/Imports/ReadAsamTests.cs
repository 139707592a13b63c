using Timeline.Ingestion.Imports;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion.Imports;

public class ReadAsamTests
{
    private const string One = "reference,date,position,navArea,subreg,hostility,victim,description,\n";
    private const string Other = "date_of_occurrence,reference_number,subregion,latitude,longitude,aggressor,victim,description\n";

    [Fact]
    public async Task A_position_in_angles_over_two_lines_is_read()
    {
        var rows = await Files.TakeAsync("asam", One
            + "1999-7,1999-08-03,\"12°53'15\"\"N\n121°46'15\"\"E\",XI,92,ROBBERS,TUG,\"STRAIT OF NOWHERE:   A tug was boarded (IMB).\",\n"
            + "1999-8,1999-08-04,\"3°30'00\"\"S\n77°45'36\"\"W\",XI,92,ROBBERS,TUG,\"SOMEWHERE: Again.\",\n"
            + "1999-9,1999-08-05,\"9°60'00\"\"N\n74°48'010\"\"E\",XI,92,ROBBERS,TUG,\"SOMEWHERE: Rounded.\",\n");

        Assert.Equal([2, 4, 6], rows.Select(r => r.Line));
        Assert.Equal([new GeoPoint(12.8875, 121.7708), new GeoPoint(-3.5, -77.76), new GeoPoint(10, 74.8028)], rows.Select(r => r.Account.Where!.Point!.Value));
        Assert.Equal(("1999-7", "STRAIT OF NOWHERE: ROBBERS against TUG", "IMB"), (rows[0].Row!.ExternalId, rows[0].Account.Title, rows[0].Account.Source.Origin));
    }

    [Fact]
    public async Task Both_editions_say_the_same_of_the_same_record()
    {
        var one = await Files.TakeAsync("asam", One + "1999-7,1999-08-03,\"6°26'00\"\"N\n3°20'00\"\"E\",II,57,PIRATES,MERCHANT VESSEL,\"NOWHERE:   A ship was  boarded.\",\n");
        var other = await Files.TakeAsync("asam", Other + "1999-08-03,1999-7,57,6.4333334,3.3333333,PIRATES,MERCHANT VESSEL,NOWHERE:  A ship was boarded.\n");

        Assert.Equal(TakeRow.HashOf(one.Single().Row!), TakeRow.HashOf(other.Single().Row!));
    }

    [Fact]
    public async Task What_the_narrative_suggests_is_proposed_with_its_words_and_kept_in_the_note()
    {
        var taken = (await Files.TakeAsync("asam", Other + "1999-08-03,1999-7,57,6.5,3.25,PIRATES,TUG,\"NOWHERE: The tug was hijacked and two men were held hostage for a week. No ransom was demanded by anybody; the crew was later released.\"\n")).Single();

        Assert.Equal(Kind.Attack, taken.Account.Kind);
        Assert.Equal([Kind.Attack, Kind.HostageTaking, Kind.Ransom, Kind.Release], taken.Proposals.Select(p => p.Kind));
        Assert.Equal("for a week. No ransom was demanded by anybody;", taken.Proposals[2].Words);
        Assert.Contains("does not state: hijacking, by “", taken.Account.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SUSPICIOUS APPROACH", "suspicious-approach")]
    [InlineData("SUSPICOUS APPROACH", "suspicious-approach")]
    [InlineData("SIUSPICIOUS CRAFT", "suspicious-approach")]
    [InlineData("SUSPICIOPUS APPROACH", "suspicious-approach")]
    public async Task An_approach_that_led_to_nothing_is_no_attack(string by, string subkind)
    {
        var account = (await Files.TakeAsync("asam", Other + $"1999-08-03,1999-7,57,6.5,3.25,{by},TUG,NOWHERE: Boats came near.\n")).Single().Account;

        Assert.Equal((Kind.Context, subkind, 0), (account.Kind, account.Subkind, account.Actors.Count));
    }

    [Fact]
    public async Task A_warning_to_ships_is_no_incident()
    {
        var account = (await Files.TakeAsync("asam", Other + "1999-08-03,1999-7,57,6,3,N/A,N/A,NOWHERE. Mariners are advised.\n")).Single().Account;

        Assert.Equal((Kind.Context, "warning-to-shipping", PlacePrecision.Area), (account.Kind, account.Subkind, account.Where!.Precision));
    }

    [Theory]
    [InlineData("12°73'15\"\"N\n121°46'15\"\"E")]
    [InlineData("95°00'00\"\"N\n121°46'15\"\"E")]
    [InlineData("121°46'15\"\"E\n12°53'15\"\"N")]
    [InlineData("off the coast")]
    public async Task An_impossible_position_is_refused_at_its_cell(string position)
    {
        var taken = (await Files.TakeAsync("asam", One + $"1999-7,1999-08-03,\"{position}\",XI,92,ROBBERS,TUG,X: y.,\n")).Single();

        Assert.Equal(3, taken.Column);
        Assert.StartsWith("position: '", taken.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_word_costs_no_time()
    {
        var began = TimeProvider.System.GetTimestamp();
        Assert.Empty(ReadAsamWords(new string('h', 9000) + " " + string.Concat(Enumerable.Repeat("crew men ", 900))));
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(2));
    }

    private static IReadOnlyList<Proposal> ReadAsamWords(string told) => [.. Files.SheetAsync(Other + $"1999-08-03,1999-7,57,6.5,3.25,PIRATES,TUG,{told}\n").GetAwaiter().GetResult().Rows.SelectMany(r =>
        new ReadRow(new() { Id = "i", Set = "s", Format = "asam", By = "t", Header = ReadSheet.Header(Other) }).Of(r.Body).Proposals ?? [])];
}
