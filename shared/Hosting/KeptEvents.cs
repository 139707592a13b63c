using System.Text.Json;
using NodaTime;
using Npgsql;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>How services keep the events of incidents in a table of their own, beside their stores: written and read in one way.</summary>
public static class KeptEvents
{
    /// <summary>The columns that <see cref="KeptEvent"/> reads, first and in this order.</summary>
    public const string Columns = "version, recorded, type, data::text";

    /// <summary>An event as it is kept in the column data.</summary>
    public static string Written(this IIncidentEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), TimelineJson.Options);

    /// <summary>The event of the present row: its version in the stream of its incident, the instant of recording, and itself.</summary>
    public static (long Version, Instant Recorded, IIncidentEvent Event) KeptEvent(this NpgsqlDataReader row) => (
        row.GetInt64(0),
        row.GetFieldValue<Instant>(1),
        (IIncidentEvent)JsonSerializer.Deserialize(row.GetString(3), EventCatalogue.TypeOf(row.GetString(2)), TimelineJson.Options)!);
}
