using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

public class GazetteerReadingTests
{
    private static readonly Gazetteer Gazetteer = Gazetteer.Standard;

    public static TheoryData<string, string> Names => new()
    {
        { "batken-region", "batken-region" },
        { "Batken", "batken-region" },
        { "BATKEN OBLAST", "batken-region" },
        { "Batken district", "batken-region" },
        { "Баткен", "batken-region" },
        { "Баткенская область", "batken-region" },
        { "Batkin", "batken-region" },
        { "Sukh", "sokh" },
        { "So'x", "sokh" },
        { "Soʻx", "sokh" },
        { "Сох", "sokh" },
        { "Sokh enclave", "sokh" },
        { "Vorukh", "vorukh" },
        { "Ворух", "vorukh" },
        { "Tavil-Dara", "tavildara" },
        { "Tavil’dara", "tavildara" },
        { "tavil dara", "tavildara" },
        { "Tavildra", "tavildara" },
        { "Тавильдара", "tavildara" },
        { "Zhirgatal", "jirgatal" },
        { "Džirgatal", "jirgatal" },
        { "Osh", "osh" },
        { "Ош", "osh" },
        { "Osh district", "osh-district" },
        { "Osh region", "osh-district" },
        { "Mazar-e-Sharif", "mazar-i-sharif" },
        { "Mazari Sharif", "mazar-i-sharif" },
        { "Ferghana Valley", "fergana-valley" },
        { "Badakhshan", "badakhshan-af" },
        { "Gorno-Badakhshan", "gorno-badakhshan" },
        { "Горный Бадахшан", "gorno-badakhshan" },
        { "north of Tashkent", "north-of-tashkent" },
        { "Tashkent", "tashkent" },
        { "village of Kaloosha", "kaloosha" },
        { "Khorog, Tajikistan", "khorog" },
        { "Zardaly, Batken", "batken-region" },
        { "Kyrgystan", "kyrgyzstan" },
        { "Afganistan", "afghanistan" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_is_read_in_many_spellings(string words, string place)
    {
        var read = Assert.IsType<PlaceReading.Read>(Gazetteer.Read(words));

        Assert.Equal(place, read.Place.Id);
        Assert.Equal((place, words), (read.Mention.PlaceId, read.Mention.Text));
    }

    [Theory]
    [InlineData("Atlantis")]
    [InlineData("Haiti")]
    [InlineData("Iraq")]
    [InlineData("Tashkent region")]
    [InlineData("district")]
    [InlineData("")]
    [InlineData("???")]
    public void What_is_no_known_place_or_might_be_two_is_refused(string words)
    {
        var refused = Assert.IsType<PlaceReading.Refused>(Gazetteer.Read(words));

        Assert.NotEmpty(refused.Why);
    }

    [Theory]
    [InlineData("Kondos", "kunduz")]
    [InlineData("Garn", "garm")]
    [InlineData("Iraq", "iran")]
    public void A_refusal_suggests_the_nearest(string words, string nearest)
    {
        var refused = Assert.IsType<PlaceReading.Refused>(Gazetteer.Read(words));

        Assert.Contains(refused.Suggestions, m => m.Place.Id == nearest);
        Assert.Contains("did you mean", refused.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("somewhere near Batken", "batken-region", PlacePrecision.Region)]
    [InlineData("near Vorukh", "vorukh", PlacePrecision.Area)]
    [InlineData("south of Osh", "osh", PlacePrecision.Area)]
    [InlineData("Vorukh", "vorukh", PlacePrecision.Enclave)]
    [InlineData("in Kabul", "kabul", PlacePrecision.Town)]
    public void Near_a_place_is_no_finer_than_an_area_and_keeps_its_words(string words, string place, PlacePrecision precision)
    {
        var read = Assert.IsType<PlaceReading.Read>(Gazetteer.Read(words));

        Assert.Equal(new Mention(place, words, precision), read.Mention);
    }

    [Fact]
    public void The_precision_a_source_states_is_kept()
    {
        var read = Assert.IsType<PlaceReading.Read>(Gazetteer.Read("Batken", PlacePrecision.District));

        Assert.Equal(PlacePrecision.District, read.Mention.Precision);
    }

    [Fact]
    public void A_known_spelling_comes_before_a_likeness_and_each_place_once()
    {
        var found = Gazetteer.Search("Osh");

        Assert.Equal(("osh", 1d), (found[0].Place.Id, found[0].Score));
        Assert.Equal("osh-district", found[1].Place.Id);
        Assert.Equal(found.Count, found.Select(m => m.Place.Id).Distinct().Count());
        Assert.All(found.Skip(1), m => Assert.True(m.Score < 1));
    }

    [Theory]
    [InlineData("batken", "batken", 0)]
    [InlineData("batken", "bakten", 1)]
    [InlineData("sokh", "soh", 1)]
    [InlineData("iran", "iraq", 1)]
    [InlineData("", "osh", 3)]
    public void Distance_counts_letters_added_dropped_changed_and_swapped(string a, string b, int distance) =>
        Assert.Equal(distance, Spelling.Distance(a, b));
}
