using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Projection.Places;

/// <summary>The gazetteer as staff made it, as far as the views have come: read on before it is asked.</summary>
public sealed class HeldPlaces(NpgsqlDataSource data, Gazetteer gazetteer) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private long position;

    public async Task<Gazetteer> FollowAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            await using var command = data.CreateCommand($"select {KeptEvents.Columns}, seq from timeline.fact where type in ('place-added.v1', 'place-spelled.v1') and seq > $1 order by seq");
            command.Parameters.Add(new() { Value = position });
            await using var rows = await command.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
            {
                switch (rows.KeptEvent().Event)
                {
                    case PlaceAdded added:
                        gazetteer.Take(added.Place);
                        break;
                    case PlaceSpelled spelled:
                        gazetteer.Spell(spelled.PlaceId, spelled.Spelling);
                        break;
                }

                position = rows.GetInt64(4);
            }

            return gazetteer;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
