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

    /// <summary>What the converters of single types write, for whoever describes it: the type itself does not show it.</summary>
    public static IReadOnlyDictionary<Type, JsonShape> Shapes { get; } = new Dictionary<Type, JsonShape>
    {
        [typeof(LocalDate)] = new("date", "A day."),
        [typeof(Instant)] = new("date-time", "An instant, in UTC."),
        [typeof(AnnualDate)] = new(null, "A day of any year: 09-25."),
        [typeof(UncertainDate)] = new(null, "A day known only to lie between two days, both counting.", new Dictionary<string, JsonShape>
        {
            ["earliest"] = new("date", "The first day it may be; counts."),
            ["latest"] = new("date", "The last day it may be; counts."),
        }),
        [typeof(Details)] = new(null, "What is particular to the kind of incident, as /api/reports takes it.", new Dictionary<string, JsonShape> { ["kind"] = new(null, "The kind.") }),
    };
}

/// <summary>How something is written as JSON: as a text, or as an object of these fields and perhaps more.</summary>
/// <param name="Format">JSON Schema's word for the text; null for any.</param>
/// <param name="Says">What it means.</param>
/// <param name="Fields">Null for a text.</param>
public sealed record JsonShape(string? Format, string Says, IReadOnlyDictionary<string, JsonShape>? Fields = null);
