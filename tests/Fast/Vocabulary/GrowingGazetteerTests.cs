using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>A gazetteer grows by places and spellings; what reads by it reads by them at once, and a copy goes its own way.</summary>
public sealed class GrowingGazetteerTests
{
    private static readonly Place Village = new("ozgorush", "Ozgorush", PlaceType.Village, "Kyrgyzstan", null, null, null, ["batken-region"], ["Озгоруш"]);

    [Theory]
    [InlineData("Ozgorush")]
    [InlineData("ozgorush")]
    [InlineData("Озгоруш")]
    [InlineData("Özgörüş")]
    [InlineData("village of Ozgorush")]
    [InlineData("Ozgorosh")]
    public void A_place_that_was_added_is_found_under_any_spelling_with_a_slip_and_in_Cyrillic(string words)
    {
        var gazetteer = Gazetteer.Standard.Copy();

        Assert.True(gazetteer.Take(Village));

        Assert.Equal("ozgorush", Assert.IsType<PlaceReading.Read>(gazetteer.Read(words)).Place.Id);
        Assert.True(gazetteer.IsWithin("ozgorush", "kyrgyzstan"));
    }

    [Fact]
    public void A_spelling_that_was_added_reads_and_stays_after_the_place_is_named_again()
    {
        var gazetteer = Gazetteer.Standard.Copy();

        Assert.True(gazetteer.Spell("batken-region", "Botqon viloyati tumani"));
        Assert.False(gazetteer.Spell("batken-region", "Botqon viloyati tumani"));
        Assert.False(gazetteer.Spell("nowhere", "Nowhere"));

        Assert.Equal("batken-region", gazetteer.Search("Botqon viloyati tumani")[0].Place.Id);
        Assert.Contains("Botqon viloyati tumani", gazetteer.Find("batken-region")!.Spellings);
    }

    [Fact]
    public void The_same_id_changes_nothing_and_a_copy_goes_its_own_way()
    {
        var gazetteer = Gazetteer.Standard.Copy();
        var count = Gazetteer.Standard.Places.Count;

        Assert.True(gazetteer.Take(Village));
        Assert.False(gazetteer.Take(Village with { Name = "Another" }));

        Assert.Equal((count, count + 1, "Ozgorush"), (Gazetteer.Standard.Places.Count, gazetteer.Places.Count, gazetteer.Find("ozgorush")!.Name));
    }
}
