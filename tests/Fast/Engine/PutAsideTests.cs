using System.Text.Json;
using FsCheck.Xunit;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>What no theatre can count is put aside until somebody asks: what is said of it, and of all else, is what it would be if it were held like the rest.</summary>
public sealed class PutAsideTests
{
    private const string Elsewhere = "colombia";

    /// <summary>Where Elsewhere is counted nothing of these histories is put aside.</summary>
    private static readonly Theatre TheRest = PaperHistory.Fergana with
    {
        Id = "the-rest", Incidents = new([Elsewhere], []), Harvests = new([Elsewhere], []), Passes = new([Elsewhere], []), Seizures = new([Elsewhere], []),
    };

    [Property(MaxTest = 60, Arbitrary = [typeof(Histories)])]
    public void Whatever_moves_away_and_back_is_merged_or_named_all_ends_as_if_nothing_had_been_put_aside(Lived lived)
    {
        var whim = new Random(lived.Seed);
        var scattered = lived with { Facts = [.. lived.Facts.Select(f => whim.Next(2) == 0 ? f : Away(f))] };
        var expected = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [.. AnyOrderTests.Theatres, TheRest], AnyOrderTests.Rules, scattered.Facts, AnyOrderTests.Last);

        var engine = AnyOrderTests.LiveThrough(scattered, (settled, _) => Assert.All(settled.Incidents, i => Assert.Equal(Json(settled.Find(i.Id)), Json(i))));

        Assert.Equal(Here(expected), Here(engine));
        Assert.Equal(Standings(expected, expected), Standings(engine, expected));
        Assert.Equal(expected.Incidents.Count, engine.Incidents.Count);
    }

    private static Fact Away(Fact fact)
    {
        var there = new Mention(Elsewhere, Elsewhere, PlacePrecision.Region);
        return fact.Event switch
        {
            IReported r => fact with { Event = Kinds.Reported(r.IncidentId, r.ReportId, r.Account with { Where = there }, r.Particulars, r.Provenance) },
            ReportCorrected c => fact with { Event = c with { Account = c.Account with { Where = there } } },
            ReportRestored c => fact with { Event = c with { Account = c.Account with { Where = there } } },
            _ => fact,
        };
    }

    private static List<string> Here(TimelineEngine engine) =>
    [
        .. engine.Findings.Values.Where(f => f.Theatre != TheRest.Id).Select(Json).Order(StringComparer.Ordinal),
        .. AnyOrderTests.Theatres.SelectMany(t => engine.SeasonYears(t.Id).Select(y => Json(engine.Season(t.Id, y)))),
        .. AnyOrderTests.Rules.SelectMany(r => AnyOrderTests.Theatres.Where(t => r.AppliesIn(t.Id)).Select(t => Json(engine.EvidenceOf(r.Id, t.Id)))),
    ];

    private static List<string> Standings(TimelineEngine engine, TimelineEngine of) =>
        [.. of.Incidents.Select(i => i.Id).Order(StringComparer.Ordinal).Select(id => $"{Json(engine.Find(id))} {Json(engine.StandingOf(id))}")];

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, TimelineJson.Options);
}
