using System.Text.Json;
using FsCheck.Xunit;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine.Past;

/// <summary>What is said to follow from something follows when it comes, and supposing it leaves nothing behind.</summary>
public sealed class ForeseenTests
{
    [Property(MaxTest = 200, Arbitrary = [typeof(Histories)])]
    public void What_is_foretold_is_what_happens_and_nothing_of_it_stays(Lived lived)
    {
        var steps = lived.Facts.ToArray();
        if (steps.Length == 0)
        {
            return;
        }

        var next = steps[lived.Seed % steps.Length];
        var before = TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules, lived.Facts.Where(f => f != next), AnyOrderTests.Last);
        var digest = before.Digest();

        var foretold = before.Suppose([next]);
        var after = before.Digest();
        before.Apply(next);
        var happened = before.Settle();

        Assert.Equal(digest, after);
        Assert.Equal(Json(happened.Findings), Json(foretold.Findings));
        Assert.Equal(TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules, lived.Facts, AnyOrderTests.Last).Digest(), before.Digest());
    }

    [Property(MaxTest = 50, Arbitrary = [typeof(Histories)])]
    public void Several_at_once_are_supposed_as_they_would_come(Lived lived)
    {
        var (held, supposed) = (lived.Facts.Where((_, n) => n % 3 != 0).ToList(), lived.Facts.Where((_, n) => n % 3 == 0).ToList());
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules, held, AnyOrderTests.Last);
        var digest = engine.Digest();

        var foretold = engine.Suppose(supposed);

        Assert.Equal(digest, engine.Digest());
        supposed.ForEach(engine.Apply);
        Assert.Equal(Json(engine.Settle().Findings), Json(foretold.Findings));
    }

    [Fact]
    public void A_date_worked_out_from_the_harvest_is_foretold_as_not_counted()
    {
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], PaperHistory.Rules, PaperHistory.Facts, AnyOrderTests.Last);
        var harvest = engine.Incidents.First(i => i.Kind == Kind.Harvest && i.When.Begins is { } days && days.Earliest.Year == 1999);

        var foretold = engine.Suppose([Told.Of("new", Kind.Incursion, "1999-08-20", "batken-region", derivedFrom: harvest.Id)]);

        var begun = foretold.Findings.Where(c => c.Before is null).Select(c => c.After!).ToList();
        Assert.Contains(begun, f => f.Incidents.Contains("new") && f.NotCounted.Any(n => n.Why == "circular"));
    }

    // a link that was only supposed away still follows the incident that it names
    [Fact]
    public void What_was_linked_before_follows_a_merge_after()
    {
        var release = Told.Of("release", Kind.Release, "1999-09-01", "osh-district", links: [(Relations.ReleaseOf, "taking")]);
        Fact[] facts = [Told.Of("taking", Kind.HostageTaking, "1999-08-09", "batken-region"), Told.Of("whole", Kind.HostageTaking, "1999-08-10", "batken-region"), release];
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules, facts, AnyOrderTests.Last);

        engine.Suppose([release.Corrected(a => a with { Links = [] })]);
        engine.Apply(Told.Merged("taking", "whole", 2));
        engine.Settle();

        Assert.Equal("whole", engine.Find("release")!.Links.Single().To);
        Assert.Equal(
            TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules, [.. facts, Told.Merged("taking", "whole", 2)], AnyOrderTests.Last).Digest(), engine.Digest());
    }

    [Fact]
    public void What_was_watched_cannot_be_supposed()
    {
        var watched = new CoverageStated("coverage~1", Kind.Incursion, new("sokh", "Sokh", PlacePrecision.Enclave), new(1999, 5, 1), new(1999, 9, 30), new("monitors", new()), null, new("test"));

        Assert.Throws<ArgumentException>(() => new TimelineEngine(PaperHistory.Gazetteer, [], []).Suppose([new(1, Told.Noon, watched)]));
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, TimelineJson.Options);
}
