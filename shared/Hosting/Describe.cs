using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using NodaTime;

namespace Timeline.Hosting;

/// <summary>
/// What a call is for, said where the call is mapped, so that its description cannot be forgotten in another file. Every service describes itself at
/// /openapi/v1.json; the console puts them together.
/// </summary>
public static class Describe
{
    /// <param name="summary">What the call does, in a sentence.</param>
    /// <param name="more">What a caller would get wrong without it.</param>
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder call, string tag, string summary, string? more = null)
    {
        call.WithTags(tag).WithSummary(summary);
        return more is null ? call : call.WithDescription(more);
    }

    /// <summary>The body that the call takes, with an example of it.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder call, string example) where T : notnull =>
        call.Accepts<T>("application/json").WithMetadata(new Example(null, example));

    /// <summary>What a good answer holds, by an example.</summary>
    public static RouteHandlerBuilder Gives(this RouteHandlerBuilder call, int status, string? example = null) =>
        example is null ? call.Produces(status) : call.Produces<JsonNode>(status).WithMetadata(new Example(status, example));

    /// <summary>What a good answer holds, by its type and an example.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder call, int status, string? example = null) =>
        example is null ? call.Produces<T>(status) : call.Produces<T>(status).WithMetadata(new Example(status, example));

    public static IServiceCollection AddDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddSchemaTransformer((schema, context, _) => DatesAsTheyAreWritten(schema, context.JsonTypeInfo.Type));
        options.AddOperationTransformer((operation, context, _) => ExamplesAndRefusals(operation, context));
    });

    /// <param name="Status">Of the answer that it is an example of; null for the body that is sent.</param>
    private sealed record Example(int? Status, string Json);

    private static Task DatesAsTheyAreWritten(OpenApiSchema schema, Type type)
    {
        var (format, says) = type switch
        {
            _ when type == typeof(LocalDate) || type == typeof(LocalDate?) => ("date", "A day."),
            _ when type == typeof(Instant) || type == typeof(Instant?) => ("date-time", "An instant, in UTC."),
            _ => (null, null),
        };
        if (format is not null)
        {
            (schema.Type, schema.Format, schema.Description) = (JsonSchemaType.String, format, schema.Description ?? says);
        }
        else if (type.Name == "UncertainDate" || Nullable.GetUnderlyingType(type)?.Name == "UncertainDate")
        {
            schema.Type = JsonSchemaType.Object;
            schema.Description ??= "A date known only to lie between two days, both counting.";
            schema.Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["earliest"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
                ["latest"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
            };
        }

        return Task.CompletedTask;
    }

    private static Task ExamplesAndRefusals(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var example in metadata.OfType<Example>())
        {
            var contents = example.Status is { } status ? operation.Responses?.GetValueOrDefault(status.ToString())?.Content : operation.RequestBody?.Content;
            if (contents is not null && contents.TryGetValue("application/json", out var content))
            {
                content.Example = JsonNode.Parse(example.Json);
            }
        }

        var writes = context.Description.HttpMethod is not ("GET" or "HEAD");
        operation.Responses ??= new();
        operation.Responses.TryAdd("400", Problem("Something cannot be accepted; `errors` names each field."));
        operation.Responses.TryAdd("503", Problem("What the service rests on is away or full; Retry-After says when to come back. Nothing was half recorded."));
        if (metadata.OfType<Microsoft.AspNetCore.Authorization.IAuthorizeData>().Any())
        {
            operation.Responses.TryAdd("401", Problem("No token where one is asked for, or one that is not of this system."));
            operation.Responses.TryAdd("403", Problem(writes ? "The role of the token may not do this." : "The role of the token may not see this."));
        }

        return Task.CompletedTask;
    }

    private static OpenApiResponse Problem(string says) => new()
    {
        Description = says,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() },
    };
}
