using System.Text.Json;
using NodaTime;
using Timeline.Vocabulary;
using Xunit;
using static Timeline.Tests.Fast.Samples.PaperSample;

namespace Timeline.Tests.Fast.Samples;

public class PaperSampleTests
{
    private static readonly Theatre Fergana = Theatres.Find("fergana")!;

    [Fact]
    public void The_set_has_150_rows_and_no_id_twice()
    {
        Assert.Equal(150, Rows.Count);
        Assert.Equal(150, Rows.Select(r => r.ExternalId).Distinct().Count());
    }

    [Theory]
    [InlineData(Kind.Incursion, 16)]
    [InlineData(Kind.HostageTaking, 4)]
    [InlineData(Kind.Ransom, 2)]
    [InlineData(Kind.Release, 3)]
    [InlineData(Kind.Harvest, 17)]
    [InlineData(Kind.Seizure, 5)]
    [InlineData(Kind.PassClosure, 2)]
    [InlineData(Kind.Ban, 1)]
    [InlineData(Kind.Withdrawal, 3)]
    [InlineData(Kind.Attack, 7)]
    [InlineData(Kind.Context, 90)]
    public void Each_kind_has_its_number_of_rows(Kind kind, int rows) => Assert.Equal(rows, Rows.Count(r => r.Kind == kind));

    [Fact]
    public void Links_use_known_relations_and_lead_to_other_rows_of_the_set()
    {
        var ids = Rows.Select(r => r.ExternalId).ToHashSet();
        var links = Rows.SelectMany(r => (r.Links ?? []).Select(l => (r.ExternalId, l.Rel, l.To))).ToList();

        Assert.Equal(83, links.Count);
        Assert.All(links, l => Assert.Contains(l.Rel, Relations.All));
        Assert.All(links, l => Assert.True(ids.Contains(l.To) && l.To != l.ExternalId, $"{l}"));
    }

    [Fact]
    public void Every_place_is_in_the_gazetteer()
    {
        var places = Rows.SelectMany(r => (r.Elsewhere ?? []).Prepend(r.Where));

        Assert.All(places, p => Assert.NotNull(Gazetteer.Standard.Find(p.Place)));
    }

    [Fact]
    public void Each_row_is_dated_in_one_way_and_no_latest_day_lies_before_the_earliest()
    {
        Assert.All(Rows, r => Assert.True((r.When.Begins is null) != (r.When.Earliest is null), r.ExternalId));
        Assert.All(Rows, r => Assert.True(r.When.Onset().Earliest <= r.When.Onset().Latest, r.ExternalId));
        Assert.All(Rows, r => Assert.Equal(r.When.Precision == DatePrecision.Day, r.When.Onset().IsExact()));
        Assert.All(Rows.Where(r => r.When.Ends is not null), r => Assert.True(r.When.Ends!.Value.Latest >= r.When.Onset().Earliest, r.ExternalId));
    }

    [Fact]
    public void A_best_day_lies_inside_its_interval_and_a_derived_date_names_a_row()
    {
        var best = Rows.Where(r => r.When.Best is not null).ToList();
        var derived = Rows.Where(r => r.When.DerivedFrom is not null).ToDictionary(r => r.ExternalId, r => r.When.DerivedFrom!);

        Assert.All(best, r => Assert.True(r.When.Onset().MightBe(r.When.Best!.Value), r.ExternalId));
        Assert.Equal(["harvest-2000-opium", "tajik-talks-1999"], derived.Keys.Order());
        Assert.All(derived.Values, id => Assert.NotNull(Find(id)));
    }

    [Fact]
    public void Details_are_those_of_the_kind_and_a_field_of_another_kind_is_refused()
    {
        Assert.All(Rows, r => Assert.Equal(r.Kind, r.Particulars().Kind));

        var strange = Find("harvest-1999-opium") with { Kind = Kind.Ransom };
        Assert.Throws<JsonException>(() => strange.Particulars());
    }

    [Fact]
    public void Every_number_has_low_below_best_below_high_and_numbers_or_words()
    {
        var numbers = Rows.SelectMany(r => (r.Figures ?? []).Concat(Quantities(r.Particulars()))).ToList();

        Assert.All(numbers, q => Assert.True(q.Low is not { } low || ((q.Best ?? low) >= low && (q.High ?? low) >= low), $"{q}"));
        Assert.All(numbers, q => Assert.True(q.High is not { } high || (q.Best ?? high) <= high, $"{q}"));
        Assert.All(numbers, q => Assert.True(q.AtLeast() is not null || q.AtMost() is not null || q.Text is not null, $"{q}"));
        Assert.All(numbers, q => Assert.False(string.IsNullOrEmpty(q.Unit), $"{q}"));
    }

    [Fact]
    public void Masses_are_in_kilograms_harvests_in_tons_and_areas_in_hectares()
    {
        var seizures = Rows.Select(r => r.Particulars()).OfType<SeizureDetails>().ToList();
        var harvests = Rows.Select(r => r.Particulars()).OfType<HarvestDetails>().ToList();

        Assert.Equal([63m, 5500m], seizures.Select(s => s.Mass?.Best).OfType<decimal>().Order());
        Assert.All(seizures.Select(s => s.Mass).OfType<Quantity>(), m => Assert.Equal("kg", m.Unit));
        Assert.All(harvests.Select(h => h.Amount).OfType<Quantity>(), a => Assert.Equal("t", a.Unit));
        Assert.All(harvests.Select(h => h.Area).OfType<Quantity>(), a => Assert.Equal("ha", a.Unit));
    }

    [Fact]
    public void Only_harvests_of_one_year_state_their_season()
    {
        var without = Rows.Where(r => r.Particulars() is HarvestDetails { SeasonYear: null }).Select(r => r.ExternalId).Order();
        var stated = Rows.Where(r => r.Particulars() is HarvestDetails { SeasonYear: not null });

        Assert.Equal(["badakhshan-1997-1999-area", "provinces-28-of-32", "south-concentration-2000"], without);
        Assert.All(stated, r => Assert.Equal(((HarvestDetails)r.Particulars()).SeasonYear, r.When.Onset().Earliest.Year));
    }

    [Fact]
    public void The_ransoms_of_1999_come_to_between_2_05_and_5_05_million_dollars()
    {
        var paid = Rows.Select(r => r.Particulars()).OfType<RansomDetails>().Where(r => r is { State: RansomState.Paid, Amount.Unit: "USD" }).ToList();

        Assert.Equal(2_050_000m, paid.Sum(r => r.Amount!.AtLeast()));
        Assert.Equal(5_050_000m, paid.Sum(r => r.Amount!.AtMost()));
    }

    [Theory]
    [InlineData(1999, "incursion-1999")]
    [InlineData(2000, "incursion-2000")]
    public void A_season_of_the_theatre_has_one_whole_incursion_that_no_other_is_beside(int year, string whole)
    {
        var occurred = Rows.Where(r => r is { Kind: Kind.Incursion, Polarity: Polarity.Occurred } && Fergana.SeasonYearOf(r.When.Onset().Earliest) == year);

        var wholes = occurred.Where(r => !(r.Links ?? []).Any(l => l.Rel == Relations.PartOf)).ToList();

        Assert.Equal([whole], wholes.Select(r => r.ExternalId));
        Assert.All(wholes, r => Assert.True(Gazetteer.Standard.IsIn(Fergana.Incidents, r.Where.Place)));
    }

    [Fact]
    public void Of_2001_no_incursion_and_no_harvest_are_stated()
    {
        Assert.Equal(Polarity.DidNotOccur, Find("no-incursion-2001").Polarity);
        Assert.Equal(Polarity.DidNotOccur, Find("harvest-2001-none-taliban").Polarity);
        Assert.True(Gazetteer.Standard.IsIn(Fergana.Harvests, Find("harvest-2001-none-taliban").Where.Place));
        Assert.False(Gazetteer.Standard.IsIn(Fergana.Harvests, Find("badakhshan-2001-area").Where.Place));
    }

    [Theory]
    [InlineData("hostage-1999-08-09", "release-1999-08-13", 4)]
    [InlineData("hostage-1999-08-23", "release-1999-10-25", 63)]
    public void A_release_is_linked_to_its_taking_with_the_lag_of_the_paper(string taking, string release, int days)
    {
        var linked = Find(release).Links!.Single(l => l.Rel == Relations.ReleaseOf);

        Assert.Equal(taking, linked.To);
        Assert.Equal(days, Period.DaysBetween(Find(taking).When.Onset().Earliest, Find(release).When.Onset().Earliest));
    }

    [Fact]
    public void Snow_in_October_is_a_threat_and_no_closing()
    {
        Assert.Equal(Polarity.Imminent, Find("snow-threat-1999-10").Polarity);
        Assert.Equal(new UncertainDate(new(1999, 9, 21), new(1999, 9, 30)), Find("pass-closure-1999").When.Onset());
        Assert.Equal(true, Find("pass-closure-1999").When.EndsOpen);
    }

    [Fact]
    public void Every_row_has_a_short_title_of_its_own_and_a_graded_source()
    {
        Assert.Equal(150, Rows.Select(r => r.Title).Distinct().Count());
        Assert.All(Rows, r => Assert.InRange(r.Title.Length, 10, 120));
        Assert.All(Rows, r => Assert.InRange(r.Source.Credibility, 1, 6));
        Assert.All(Rows, r => Assert.Equal("Cornell, working paper", r.Source.Name));
    }

    private static IEnumerable<Quantity> Quantities(Details details) => details.GetType().GetProperties()
        .Select(p => p.GetValue(details))
        .SelectMany(v => v switch { Quantity q => [q], IReadOnlyList<Quantity> many => many, _ => (IReadOnlyList<Quantity>)[] });
}
