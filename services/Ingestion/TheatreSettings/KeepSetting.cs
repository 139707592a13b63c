using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;

namespace Timeline.Ingestion.TheatreSettings;

/// <summary>Keeps what staff set for a theatre: an event in a stream of its own, and beside it, in the same transaction, how it stands.</summary>
internal static class KeepSetting
{
    /// <param name="happened">What was set; its stream is the setting's.</param>
    /// <param name="version">How often it was set before: the version of its stream.</param>
    /// <param name="expected">The version that was looked at; null where nobody says.</param>
    /// <param name="record">How it stands from now on.</param>
    /// <returns>The place of the event in the store.</returns>
    /// <exception cref="Refused">409: it was set since.</exception>
    public static async Task<long> AsItStandsAsync<TRecord>(
        this IDocumentSession session, IBesideIncidents happened, long version, long? expected, TRecord record, NpgsqlDataSource data, CancellationToken stop)
        where TRecord : notnull
    {
        if (expected is { } looked && looked != version)
        {
            throw Refused.Changed(looked, version);
        }

        var stored = version == 0 ? session.Events.StartStream(happened.IncidentId, happened) : session.Events.Append(happened.IncidentId, version + 1, happened);
        session.Store(record);
        try
        {
            await session.SaveChangesAsync(stop);
        }
        catch (Exception e) when (IncidentBook.IsConflict(e))
        {
            throw Refused.Changed(version, version + 1);
        }

        return await ReportIncident.PositionAsync(data, stored.Events[^1].Id, stop);
    }
}
