using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.RuleBook;

/// <summary>
/// The places that a rule may name: those that ship, and those that staff added, as far as this service was told of them. One that was taken back stays among them, so that a rule that was accepted is accepted again.
/// </summary>
public static class KnownPlaces
{
    public static async Task<Gazetteer> ReadAsync(NpgsqlDataSource data, CancellationToken stop)
    {
        var places = Gazetteer.Standard.Copy();
        try
        {
            await using var command = data.CreateCommand($"select {KeptEvents.Columns} from timeline.fact where type = 'place-added.v1' order by seq");
            await using var rows = await command.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
            {
                if (rows.KeptEvent().Event is PlaceAdded added)
                {
                    places.Take(added.Place);
                }
            }
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InvalidCatalogName)
        {
            // the first start: nothing is made yet, so nobody can have added a place
        }

        return places;
    }
}
