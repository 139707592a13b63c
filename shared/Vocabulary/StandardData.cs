using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Timeline.Vocabulary;

/// <summary>Reads the data that ships inside this assembly. A fault in it stops the start: every field must be there and known.</summary>
internal static class StandardData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new AnnualDateJson() },
    };

    /// <exception cref="InvalidDataException">The file is missing or cannot be read.</exception>
    public static T Read<T>(string file)
    {
        using var stream = typeof(StandardData).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidDataException($"{file} is not in the assembly");
        try
        {
            return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidDataException($"{file} is empty");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{file}: {fault.Message}", fault);
        }
    }

    /// <summary>A day of every year, written MM-DD.</summary>
    private sealed class AnnualDateJson : JsonConverter<AnnualDate>
    {
        private static readonly AnnualDatePattern Pattern = AnnualDatePattern.CreateWithInvariantCulture("MM-dd");

        public override AnnualDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var read = Pattern.Parse(reader.GetString() ?? "");
            return read.Success ? read.Value : throw new JsonException("a day of every year is written MM-DD", read.Exception);
        }

        public override void Write(Utf8JsonWriter writer, AnnualDate value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Pattern.Format(value));
    }
}
