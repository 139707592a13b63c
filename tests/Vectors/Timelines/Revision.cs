using System.Globalization;
using System.Text.Json;
using Timeline.Vocabulary;

namespace Timeline.Vectors.Timelines;

/// <summary>One thing told of an event: where it stands from this version on, or that it is taken back.</summary>
/// <param name="Day">Null where it is taken back.</param>
internal sealed record Revision(string Event, int Version, string Type, UncertainDate? Day)
{
    /// <summary>A line of a file of revisions.</summary>
    public static Revision Of(JsonElement line) => new(
        line.GetProperty("event_id").GetString()!, line.Int("version"), line.GetProperty("type").GetString()!,
        line.GetProperty("op").GetString() == "retract" ? null : UncertainDate.On(Reading.Day(line.GetProperty("date").GetString()!)));

    /// <summary>In our own short form, "12.2 incursion 1990-09-15" or "12.3 incursion retracted".</summary>
    public static Revision Of(string words)
    {
        var parts = words.Split('.', ' ');
        return new(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], parts[3] == "retracted" ? null : UncertainDate.On(Reading.Day(parts[3])));
    }
}
