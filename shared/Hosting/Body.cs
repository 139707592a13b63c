using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>Reads the body of a request into a form, or refuses it by field.</summary>
public static class Body
{
    /// <exception cref="JsonException">Not JSON, or not of the form; names the field.</exception>
    /// <exception cref="Refused">There is no body.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken stop) =>
        await JsonSerializer.DeserializeAsync<T>(request.Body, Json.Forms, stop) ?? throw Refused.Field("body", "There is nothing in it.");
}

/// <summary>How forms are read: a field that does not exist is refused by name, not passed over.</summary>
public static class Json
{
    public static JsonSerializerOptions Forms { get; } =
        new(TimelineJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = { new StorableText() } };

    /// <summary>A NUL cannot be stored as text: wherever one comes, the field that holds it is refused.</summary>
    private sealed class StorableText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                throw new JsonException();
            }

            var text = reader.GetString();
            return text?.Contains('\0', StringComparison.Ordinal) == true ? throw new JsonException(Refused.NotText) : text;
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
