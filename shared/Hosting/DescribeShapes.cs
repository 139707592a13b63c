using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>How what is asked and answered is written: what the schemas would get wrong that are made from the types alone.</summary>
internal static class DescribeShapes
{
    public static Task AsWritten(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (TimelineJson.Shapes.TryGetValue(type, out var shape))
        {
            var written = Of(shape);
            // what has a name is described once: where it may be null, that is said beside its name
            var mayBeNull = shape.Fields is null && type != context.JsonTypeInfo.Type;
            schema.Type = mayBeNull ? written.Type | JsonSchemaType.Null : written.Type;
            (schema.Format, schema.Properties, schema.Required) = (written.Format, written.Properties, written.Required);
            schema.Description ??= written.Description;
        }
        else if (type.IsEnum)
        {
            (schema.Type, schema.Default) = (JsonSchemaType.String, null);
            schema.Enum = [.. (schema.Enum ?? []).Where(word => word is not null && !JsonNullSentinel.IsJsonNullSentinel(word))];
        }
        else if (schema.Type is { } kind && kind.HasFlag(JsonSchemaType.String) && (kind.HasFlag(JsonSchemaType.Integer) || kind.HasFlag(JsonSchemaType.Number)))
        {
            // numbers in quotes are read as well, but nobody need write them so, and none are answered
            (schema.Type, schema.Pattern) = (kind & ~JsonSchemaType.String, null);
        }

        return Task.CompletedTask;
    }

    /// <summary>The name under which a type stands once for all; null for what is too simple to have one, or has no shape.</summary>
    public static string? NameOf(JsonTypeInfo type)
    {
        var plain = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        return (TimelineJson.Shapes.TryGetValue(plain, out var shape) && shape.Fields is null) || plain == typeof(JsonElement) || plain == typeof(JsonNode)
            ? null
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
    }

    /// <summary>A problem document (RFC 9457), as <see cref="Refused"/> writes it.</summary>
    public static IOpenApiSchema OfProblem() => new OpenApiSchema
    {
        Type = JsonSchemaType.Object,
        Description = "Why a call was refused (RFC 9457).",
        Required = new HashSet<string> { "title", "status" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What kind of refusal it is." },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What is wrong, where it is no single field." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "By field, as it is spelled in the request, what is wrong with it.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
            ["version"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The version that the thing has now, where another was expected." },
        },
    };

    private static OpenApiSchema Of(JsonShape shape) => new()
    {
        Type = shape.Fields is null ? JsonSchemaType.String : JsonSchemaType.Object,
        Format = shape.Format,
        Description = shape.Says,
        Properties = shape.Fields?.ToDictionary(f => f.Key, f => (IOpenApiSchema)Of(f.Value)),
        Required = shape.Fields?.Keys.ToHashSet(),
    };
}
