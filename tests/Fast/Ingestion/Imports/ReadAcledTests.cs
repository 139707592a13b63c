using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion.Imports;

public class ReadAcledTests
{
    private const string Header = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n";

    [Theory]
    [InlineData("23 February 2022", 1, "2022-02-23", "2022-02-23", DatePrecision.Day)]
    [InlineData("2022-02-23", 2, "2022-02-17", "2022-03-01", DatePrecision.Range)]
    [InlineData("2022-02-23", 3, "2022-02-01", "2022-02-28", DatePrecision.Month)]
    public async Task A_date_that_stands_for_a_week_or_a_month_becomes_that_stretch(string date, int code, string from, string to, DatePrecision precision)
    {
        var when = (await Files.TakeAsync("acled", Row(date, code))).Single().Account.When;

        Assert.Equal((from, to, precision), ($"{when.Begins!.Value.Earliest:uuuu-MM-dd}", $"{when.Begins!.Value.Latest:uuuu-MM-dd}", when.Precision));
    }

    [Fact]
    public async Task What_is_violent_is_an_attack_and_the_rest_is_context()
    {
        var battle = (await Files.TakeAsync("acled", Row(type: "Battles", finer: "Armed clash"))).Single();
        var protest = (await Files.TakeAsync("acled", Row(type: "Protests", finer: "Peaceful protest"))).Single();

        Assert.Equal((Kind.Attack, "armed-clash"), (battle.Account.Kind, battle.Account.Subkind));
        Assert.Equal(3, ((AttackDetails)battle.Reading!.Details).Killed!.Best);
        Assert.Equal((Kind.Context, "protests"), (protest.Account.Kind, protest.Account.Subkind));
        Assert.Equal(("killed", 3m), (protest.Account.Figures.Single().What, protest.Account.Figures.Single().Best));
    }

    [Fact]
    public async Task An_abduction_is_proposed_and_not_recorded_as_a_taking()
    {
        var taken = (await Files.TakeAsync("acled", Row(type: "Violence against civilians", finer: "Abduction/forced disappearance"))).Single();

        Assert.Equal(Kind.Attack, taken.Account.Kind);
        Assert.Equal((Kind.HostageTaking, "Abduction/forced disappearance"), (taken.Proposals.Single().Kind, taken.Proposals.Single().Words));
    }

    [Fact]
    public async Task A_code_that_there_is_not_is_refused_at_its_cell()
    {
        var taken = (await Files.TakeAsync("acled", Row(code: 7))).Single();

        Assert.Equal((4, "time_precision: 7 is not a code from 1 to 3."), (taken.Column, taken.Reason));
    }

    private static string Row(string date = "2022-02-23", int code = 1, string type = "Battles", string finer = "Armed clash") =>
        Header + $"UTO1,{date},2022,{code},Political violence,{type},{finer},Band of Utopia,,3,Civilians (Utopia),,7,37,,999,Nowhere,Utopia,North,Mill,,Upper Mill,40.1,70.2,2,A wire; A paper,National,\"Notes, with a comma\",3,,1700000000\n";
}
