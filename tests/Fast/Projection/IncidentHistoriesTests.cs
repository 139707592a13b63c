using System.Text.Json;
using FsCheck.Xunit;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Projection.Views;
using Timeline.Tests.Fast.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Projection;

public sealed class IncidentHistoriesTests
{
    [Property(MaxTest = 100, Arbitrary = [typeof(Histories)])]
    public void At_every_instant_an_incident_is_what_a_run_over_all_that_was_known_then_says(Lived lived)
    {
        var histories = Told(lived.Facts);

        foreach (var at in lived.Facts.Select(f => f.KnownFrom).Distinct())
        {
            var then = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [], [], lived.Facts, null, at);
            foreach (var id in Ids(lived))
            {
                Assert.Equal(Json(then.Find(id)), Json(At(histories.Of(id), at)));
            }
        }
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Histories)])]
    public void Whatever_the_order_of_arrival_no_history_changes_but_those_that_are_said_to_and_none_before_the_event_was_known(Lived lived)
    {
        var facts = lived.Facts.ToArray();
        new Random(lived.Seed).Shuffle(facts);
        var histories = new IncidentHistories();
        var written = new Dictionary<string, List<IncidentVersion>>(StringComparer.Ordinal);

        foreach (var fact in facts)
        {
            histories.Add(fact);
            foreach (var id in histories.ChangedBy(fact.Event))
            {
                var stays = written.GetValueOrDefault(id, []).Where(v => v.From < fact.KnownFrom).Select(v => v.To is { } to && to <= fact.KnownFrom ? v : v with { To = fact.KnownFrom });
                written[id] = [.. stays, .. histories.Of(id, fact.KnownFrom)];
            }
        }

        var told = Told(facts);
        foreach (var at in facts.Select(f => f.KnownFrom).Distinct())
        {
            Assert.All(Ids(lived), id => Assert.Equal(Json(At(told.Of(id), at)), Json(At(written[id], at))));
        }
    }

    private static Incident? At(IEnumerable<IncidentVersion> versions, Instant at) => versions.SingleOrDefault(v => v.From <= at && (v.To is null || at < v.To))?.Incident;

    [Fact]
    public void A_link_names_what_its_target_was_merged_into_from_then_on_and_not_before()
    {
        var ransom = Engine.Told.Of("ransom", Kind.Ransom, "1999-08-13", "osh-district", links: [(Relations.RansomFor, "twin")]);
        var histories = Told([ransom, Merged("twin", "taking", minutes: 1, version: 2), Merged("taking", "other", minutes: 2, version: 2)]);

        var told = histories.Of("ransom").Select(v => v.Incident?.Links.Single().To);

        Assert.Equal(["twin", "taking", "other"], told);
        Assert.Contains("ransom", histories.ChangedBy(new IncidentMerged("taking", "other", "test", new("test"))));
    }

    private static Fact Merged(string incident, string into, int minutes, long version) =>
        new(version, Engine.Told.Noon + Duration.FromMinutes(minutes), new IncidentMerged(incident, into, "test", new("test")));

    private static IncidentHistories Told(IEnumerable<Fact> facts)
    {
        var histories = new IncidentHistories();
        foreach (var fact in facts)
        {
            histories.Add(fact);
        }

        return histories;
    }

    private static IEnumerable<string> Ids(Lived lived) => lived.Facts.Select(f => f.Event.IncidentId).Distinct();

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, TimelineJson.Options);
}
