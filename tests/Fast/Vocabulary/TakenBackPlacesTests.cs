using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>What staff added to the gazetteer and took back is read in no words, and what lies there lies where it lay.</summary>
public sealed class TakenBackPlacesTests
{
    private static readonly Place Village = new("kum-bulak", "Kum-Bulak", PlaceType.Village, "Kyrgyzstan", null, null, null, ["batken-region"], ["Qumbuloq"], null);

    [Theory, InlineData(true), InlineData(false)]
    public void A_place_that_was_taken_back_is_found_by_its_id_alone_whichever_came_first(bool placeFirst)
    {
        var gazetteer = Gazetteer.Standard.Copy();
        if (placeFirst)
        {
            gazetteer.Take(Village);
        }

        gazetteer.TakeBack(Village.Id);
        gazetteer.Take(Village);
        gazetteer.Spell(Village.Id, "Кум-Булак");

        Assert.DoesNotContain(gazetteer.Search("Qumbuloq").Concat(gazetteer.Search("Кум-Булак")), m => m.Place.Id == Village.Id);
        Assert.DoesNotContain(gazetteer.Places, p => p.Id == Village.Id);
        Assert.True(gazetteer.IsTakenBack(Village.Id));
        Assert.True(gazetteer.IsWithin(Village.Id, "batken-region"));
        Assert.Equal("Kum-Bulak", gazetteer.Find(Village.Id)!.Name);
    }

    [Fact]
    public void A_spelling_that_was_taken_back_is_read_no_more_and_may_come_again()
    {
        var gazetteer = Gazetteer.Standard.Copy();
        gazetteer.Take(Village);
        gazetteer.Unspell(Village.Id, "Qumbuloq");
        Assert.DoesNotContain("Qumbuloq", gazetteer.Find(Village.Id)!.Spellings);

        Assert.True(gazetteer.Spell(Village.Id, "Qumbuloq"));
        Assert.Equal(Village.Id, gazetteer.Search("Qumbuloq")[0].Place.Id);
    }
}
