using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

public sealed class MergeTests
{
    private static readonly Fact Taking = PaperHistory.The("taking-1999-08-23");
    private static readonly Fact Release = PaperHistory.The("release-1999-10-25");
    private static readonly Fact Twin = Told.Of("twin", Kind.HostageTaking, "1999-08-20..1999-08-30", "batken-region");

    [Fact]
    public void A_merged_incident_stands_no_more_and_its_reports_and_links_count_for_the_target()
    {
        var engine = PaperHistory.Engine([Taking, Release, Twin, Told.Merged("taking-1999-08-23", "twin", 2)]);

        Assert.Null(engine.Find("taking-1999-08-23"));
        Assert.Equal("twin", engine.PresentId("taking-1999-08-23"));
        Assert.Equal(2, engine.Find("twin")!.Reports.Count);
        Assert.Equal(Told.Days("1999-08-23"), engine.Find("twin")!.When.Begins);
        Assert.Equal(new LagDays(63, 63), Assert.Single(engine.Season("fergana", 1999).Chains).Steps.Single().LagDays);
    }

    [Fact]
    public void A_merge_says_so_when_it_takes_a_match_away_and_undone_gives_it_back()
    {
        var engine = PaperHistory.Engine([Taking, Release, Twin]);

        engine.Apply(Told.Merged("taking-1999-08-23", "twin", 2));
        var merged = engine.Settle().Findings;
        engine.Apply(Told.Unmerged("taking-1999-08-23", "twin", 3));
        var parted = engine.Settle().Findings;

        Assert.Equal("taking-1999-08-23 was merged into twin.", merged.Single(c => c.After is null).Why);
        Assert.Equal("ransom-follows-taking~1~fergana~twin", merged.Single(c => c.Before is null).After!.CorrelationId);
        Assert.Equal("ransom-follows-taking~1~fergana~taking-1999-08-23", parted.Single(c => c.Before is null).After!.CorrelationId);
        Assert.Equal(PaperHistory.Engine([Taking, Release, Twin]).Digest(), engine.Digest());
    }

    [Fact]
    public void An_unmerge_that_arrives_before_its_merge_still_wins()
    {
        var engine = PaperHistory.Engine([Taking, Twin, Told.Unmerged("taking-1999-08-23", "twin", 3), Told.Merged("taking-1999-08-23", "twin", 2)]);

        Assert.Equal(["taking-1999-08-23", "twin"], engine.Incidents.Select(i => i.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Merges_in_a_circle_are_one_incident_of_the_least_id()
    {
        var engine = PaperHistory.Engine([Taking, Twin, Told.Merged("taking-1999-08-23", "twin", 2), Told.Merged("twin", "taking-1999-08-23", 2)]);

        Assert.Equal("taking-1999-08-23", Assert.Single(engine.Incidents).Id);
        Assert.Equal(2, engine.Find("taking-1999-08-23")!.Reports.Count);
    }

    [Fact]
    public void A_chain_of_merges_ends_at_its_last_target_even_where_that_has_no_report_of_its_own()
    {
        var engine = PaperHistory.Engine([Taking, Twin, Told.Merged("taking-1999-08-23", "twin", 2), Told.Merged("twin", "third", 2)]);

        Assert.Equal("third", Assert.Single(engine.Incidents).Id);
    }

    [Fact]
    public void What_is_linked_to_a_merged_incident_goes_with_it_when_its_target_is_merged_in_turn()
    {
        Fact[] before = [Taking, Release, Twin, Told.Of("third", Kind.HostageTaking, "1999-08-22..1999-08-25", "batken-region"), Told.Merged("taking-1999-08-23", "twin", 2)];
        var engine = PaperHistory.Engine(before);

        engine.Apply(Told.Merged("twin", "third", 2));
        engine.Settle();

        Assert.Equal("ransom-follows-taking~1~fergana~third", Assert.Single(engine.Findings.Keys));
        Assert.Equal(PaperHistory.Engine([.. before, Told.Merged("twin", "third", 2)]).Digest(), engine.Digest());
    }
}
