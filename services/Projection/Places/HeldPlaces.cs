using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Vocabulary;

namespace Timeline.Projection.Places;

/// <summary>The gazetteer as staff made it, as far as the views have come: read on before it is asked.</summary>
public sealed class HeldPlaces(NpgsqlDataSource data, Gazetteer gazetteer) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<Fact> told = [];
    private long position;

    public async Task<Gazetteer> FollowAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            await using var command = data.CreateCommand($"select {KeptEvents.Columns}, seq from timeline.fact where type like 'place-%' and seq > $1 order by seq");
            command.Parameters.Add(new() { Value = position });
            await using var rows = await command.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
            {
                var (version, recorded, happened) = rows.KeptEvent();
                Put(gazetteer, (IPlaceEvent)happened);
                told.Add(new(version, recorded, happened));
                position = rows.GetInt64(4);
            }

            return gazetteer;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The same as it was known at a moment: what was added since is there all the same, as it is no knowledge of what happened; what was taken back since is still there.</summary>
    public async Task<Gazetteer> AtAsync(Moment moment, CancellationToken stop)
    {
        var now = await FollowAsync(stop);
        if (moment.KnownAt is not { } at)
        {
            return now;
        }

        var then = Gazetteer.Standard.Copy();
        foreach (var fact in await ToldAsync(stop))
        {
            if (fact.Event is PlaceAdded or PlaceSpelled || fact.Recorded <= at)
            {
                Put(then, (IPlaceEvent)fact.Event);
            }
        }

        return then;
    }

    /// <summary>All that staff did to the gazetteer, in the order in which it was recorded.</summary>
    public async Task<IReadOnlyList<Fact>> ToldAsync(CancellationToken stop)
    {
        await FollowAsync(stop);
        await turn.WaitAsync(stop);
        try
        {
            return [.. told];
        }
        finally
        {
            turn.Release();
        }
    }

    private static void Put(Gazetteer gazetteer, IPlaceEvent happened)
    {
        switch (happened)
        {
            case PlaceAdded added: gazetteer.Take(added.Place); break;
            case PlaceSpelled spelled: gazetteer.Spell(spelled.PlaceId, spelled.Spelling); break;
            case PlaceSpellingWithdrawn gone: gazetteer.Unspell(gone.PlaceId, gone.Spelling); break;
            case PlaceWithdrawn gone: gazetteer.TakeBack(gone.PlaceId); break;
        }
    }

    public void Dispose() => turn.Dispose();
}
