using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>
/// A source may put a harvest in a season year in which its days do not lie. What is expected after it is then looked for far from that season, and what comes there, moves or
/// is taken back is seen all the same.
/// </summary>
public sealed class StatedSeasonTests
{
    private static readonly Rule NoIncursionAfter = KindsOfRule.All.Single(r => r.Id == "no-incursion-after-harvest");

    [Theory]
    [InlineData("2002-05-30..2002-06-09", 2000, "2002-08-01..2002-12-31")]
    [InlineData("2000-05-30..2000-06-09", 2003, "2000-08-01..2000-12-31")]
    [InlineData("1998-06-01..2002-06-09", 2002, "1998-08-01..1998-12-31")]   // one wide stretch, as reports that disagree leave it
    public void What_comes_where_it_was_expected_is_seen_in_whatever_season_it_was_expected(string harvested, int stated, string came)
    {
        var harvest = Told.Of("harvest", Kind.Harvest, harvested, "afghanistan", new HarvestDetails("opium", SeasonYear: stated));
        var none = Told.Of("none", Kind.Incursion, "1997-01-01", "batken-region", ends: "2004-01-31", polarity: Polarity.DidNotOccur);
        var incursion = Told.Of("incursion", Kind.Incursion, came, "batken-region");
        var told = new List<Fact>();
        var engine = new TimelineEngine(PaperHistory.Gazetteer, [PaperHistory.Fergana], [NoIncursionAfter]);
        engine.Reach(new(2006, 1, 1));
        var shares = new List<double>();

        foreach (var fact in new[] { harvest, none, incursion, incursion.Moved("2005-08-01"), incursion.Moved(came) with { Version = 3 }, incursion.Retracted(4) })
        {
            told.Add(fact);
            engine.Apply(fact);
            engine.Settle();
            Assert.Equal(TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [NoIncursionAfter], told, new(2006, 1, 1)).Digest(), engine.Digest());
            shares.Add(engine.Findings.Values.SingleOrDefault()?.Share ?? 0);
        }

        Assert.Equal([0, 1], shares[..2]);
        Assert.NotEqual(1, shares[2]);
        Assert.Equal(1, shares[3]);
        Assert.Equal(shares[2], shares[4]);
        Assert.Equal(1, shares[5]);
    }
}
