using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Places;

/// <summary>A place as it is after a change.</summary>
/// <param name="Version">Of what staff made of the place.</param>
/// <param name="Position">The place of the event in Ingestion's store.</param>
public sealed record PlaceKept(Place Place, long Version, long Position);

/// <summary>Keeps what happened to a place: an event in its stream, beside it what it is after that, and this process reads words by it at once.</summary>
internal static class KeepPlace
{
    /// <param name="expected">The version that was looked at; null where nobody says.</param>
    /// <exception cref="Refused">409: something happened to it since.</exception>
    public static async Task<IResult> Async(
        PlaceRecord before, IPlaceEvent happened, long? expected, Gazetteer gazetteer, IDocumentSession session, NpgsqlDataSource data, CancellationToken stop)
    {
        if (expected is { } looked && looked != before.Version)
        {
            throw Refused.Changed(looked, before.Version);
        }

        var after = before.After(happened);
        var stream = PlaceRecord.Stream(before.Id);
        var stored = before.Version == 0 ? session.Events.StartStream(stream, happened) : session.Events.Append(stream, after.Version, happened);
        session.Store(after);
        try
        {
            await session.SaveChangesAsync(stop);
        }
        catch (Exception e) when (IncidentBook.IsConflict(e))
        {
            throw Refused.Changed(before.Version, before.Version + 1);
        }

        after.Into(gazetteer);
        return Results.Json(
            new PlaceKept(gazetteer.Find(before.Id)!, after.Version, await ReportIncident.PositionAsync(data, stored.Events[^1].Id, stop)), TimelineJson.Options,
            statusCode: happened is PlaceAdded or PlaceSpelled ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
