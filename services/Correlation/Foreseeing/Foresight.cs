using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Correlation.RuleBook;
using Timeline.Correlation.Watching;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Foreseeing;

/// <summary>
/// An engine of its own over what this service has taken in, to be asked what would follow from something that has not happened. It is read when it is first asked, follows
/// the table of facts before every answer, and is let go when nobody has asked for a while. It is apart from the writer's: whatever is supposed here can neither hold that up nor spoil it,
/// and any process of the service can answer.
/// </summary>
public sealed class Foresight(IDocumentStore store, NpgsqlDataSource data, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, IClock clock) : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private sealed class Scout(TimelineEngine engine, long position)
    {
        public TimelineEngine Engine { get; } = engine;
        public long Position { get; set; } = position;
        public int Entries { get; set; }
    }

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock door = new();
    private Task<Scout>? reading;
    private Instant asked;

    /// <summary>What would follow.</summary>
    /// <exception cref="OperationCanceledException">It took too long; history may still be being read, and a later question finds it read.</exception>
    public async Task<Consequences> OfAsync(IReadOnlyList<Supposed> supposed, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var facts = supposed.Select(s => new Fact(s.Version, now, (IIncidentEvent)s.Data.Deserialize(EventCatalogue.TypeOf(s.Type), TimelineJson.Options)!)).ToList();
        var scout = await ScoutAsync().WaitAsync(stop);
        await turn.WaitAsync(stop);
        try
        {
            // who asks may go away in the middle of it: what was followed twice is followed once
            await FollowAsync(scout, now, stop);
            return Told(scout.Engine, Suppose(scout.Engine, facts));
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private Task<Scout> ScoutAsync()
    {
        lock (door)
        {
            asked = clock.GetCurrentInstant();
            if (reading is null or { IsFaulted: true } or { IsCanceled: true })
            {
                reading = Task.Run(ReadAsync);
                _ = LetGoAsync(reading);
            }

            return reading;
        }
    }

    // what was supposed by half is not gone on with
    private EngineChanges Suppose(TimelineEngine engine, IReadOnlyList<Fact> facts)
    {
        try
        {
            return engine.Suppose(facts);
        }
        catch
        {
            lock (door)
            {
                reading = null;
            }

            throw;
        }
    }

    private async Task LetGoAsync(Task<Scout> scout)
    {
        while (true)
        {
            await Task.Delay(Idle);
            lock (door)
            {
                if (reading != scout)
                {
                    return;
                }

                if (clock.GetCurrentInstant() - asked >= Duration.FromTimeSpan(Idle))
                {
                    reading = null;
                    return;
                }
            }
        }
    }

    private async Task<Scout> ReadAsync()
    {
        await using var session = store.QuerySession();
        var book = await BookOfRules.ReadAsync(session, CancellationToken.None);
        // what comes while it is read is taken in twice, which changes nothing
        var position = await ReadFacts.LastAsync(data, CancellationToken.None);
        var engine = new TimelineEngine(gazetteer, theatres, book.InForce);
        await ReadFacts.IntoAsync(data, engine.Apply, CancellationToken.None);
        engine.Reach(clock.GetCurrentInstant().InUtc().Date);
        engine.Settle();
        return new(engine, position) { Entries = book.Entries };
    }

    private async Task FollowAsync(Scout scout, Instant now, CancellationToken stop)
    {
        if (await BookOfRules.CountAsync(data, stop) != scout.Entries)
        {
            await using var session = store.QuerySession();
            var book = await BookOfRules.ReadAsync(session, stop);
            WorkingSet.Tell(scout.Engine, book);
            scout.Entries = book.Entries;
        }

        scout.Position = await ReadFacts.AfterAsync(data, scout.Position, scout.Engine.Apply, stop);
        scout.Engine.Reach(now.InUtc().Date);
        scout.Engine.Settle();
    }

    private static Consequences Told(TimelineEngine engine, EngineChanges changes)
    {
        var titles = engine.Rules.ToDictionary(r => r.Id, r => r.Title, StringComparer.Ordinal);
        var told = changes.Findings.Select(change =>
        {
            var (kind, why) = WhatChanged.Of(change);
            var finding = (change.After ?? change.Before)!;
            return (Kind: kind, Consequence: new Consequence(
                finding.CorrelationId, finding.Rule, finding.RuleVersion, titles[finding.Rule], finding.Theatre, finding.SeasonYear, JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()), why,
                finding.Verdict, finding.Share, finding.Incidents, finding.Explanation, finding.NotCounted));
        }).OrderBy(t => t.Consequence.Id, StringComparer.Ordinal).ToList();
        return new(
            [.. told.Where(t => t.Kind == ChangeKind.Detected).Select(t => t.Consequence)],
            [.. told.Where(t => t.Kind is not (ChangeKind.Detected or ChangeKind.Withdrawn)).Select(t => t.Consequence)],
            [.. told.Where(t => t.Kind == ChangeKind.Withdrawn).Select(t => t.Consequence)]);
    }
}
