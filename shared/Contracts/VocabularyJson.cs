using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Contracts;

/// <summary>{"earliest": "1999-08-01", "latest": "1999-08-31"}, refusing what lies the wrong way round.</summary>
public sealed class UncertainDateJson : JsonConverter<UncertainDate>
{
    private sealed record Days(LocalDate? Earliest, LocalDate? Latest);

    public override UncertainDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var days = JsonSerializer.Deserialize<Days>(ref reader, options);
        if (days?.Earliest is not { } earliest || days.Latest is not { } latest)
        {
            throw new JsonException("an uncertain date has earliest and latest");
        }

        return latest < earliest ? throw new JsonException("latest lies before earliest") : new(earliest, latest);
    }

    public override void Write(Utf8JsonWriter writer, UncertainDate value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Days(value.Earliest, value.Latest), options);
}

/// <summary>A kind's own fields with the kind beside them: {"kind": "ransom", …}. Fields that the kind does not have are refused.</summary>
public sealed class DetailsJson : JsonConverter<Details>
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(Details);

    public override Details Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var kind = document.RootElement.GetProperty("kind").Deserialize<Kind>(options);
        return (Details)document.RootElement.Deserialize(Kinds.DetailsOf(kind), options)!;
    }

    public override void Write(Utf8JsonWriter writer, Details value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
}
