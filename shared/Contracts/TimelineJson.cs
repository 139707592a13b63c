using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using Timeline.Vocabulary;

namespace Timeline.Contracts;

/// <summary>The one way in which Timeline writes JSON: in the stores, on the bus and over HTTP.</summary>
/// <remarks>Without the NodaTime converters a date crosses the bus as 0001-01-01 and nothing complains; golden files hold this.</remarks>
public static class TimelineJson
{
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
        options.Converters.Add(new JsonStringEnumConverter<Reliability>());   // A to F are letters of a code, not words
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new UncertainDateJson());
        options.Converters.Add(new DetailsJson());
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }
}
