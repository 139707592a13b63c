using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Timeline.Hosting;

/// <summary>
/// Writes a service's OpenAPI document from what its calls say of themselves (<see cref="Describe"/>): their words, their examples, who may call,
/// and every way in which they refuse. Next: <see cref="DescribeShapes"/>, how the types are written.
/// </summary>
public static class WriteDescription
{
    public const string Token = "token", Problem = "Problem", ProblemJson = "application/problem+json";

    public static IServiceCollection AddDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.CreateSchemaReferenceId = DescribeShapes.NameOf;
        options.AddSchemaTransformer(DescribeShapes.AsWritten);
        options.AddOperationTransformer(WriteAsync);
    });

    private static async Task WriteAsync(OpenApiOperation call, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var said = context.Description.ActionDescriptor.EndpointMetadata;
        NameParameters(call, said, context.Description.RelativePath);
        GiveExamples(call, said);
        var roles = await RolesAsync(said, context.ApplicationServices);
        Refuse(call, said, roles.Count > 0, context.Document!);
        if (roles.Count > 0)
        {
            AllowRoles(call, roles, context.Document!);
        }
    }

    private static void NameParameters(OpenApiOperation call, IList<object> said, string? path)
    {
        call.Parameters ??= [];
        foreach (var parameter in call.Parameters.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query))
        {
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        }

        foreach (var asked in said.OfType<Describe.Asked>())
        {
            var parameter = call.Parameters.OfType<OpenApiParameter>().FirstOrDefault(p => string.Equals(p.Name, asked.Name, StringComparison.OrdinalIgnoreCase));
            if (parameter is null)
            {
                parameter = asked.InHeader
                    ? new() { Name = asked.Name, In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = JsonSchemaType.String } }
                    : throw new InvalidOperationException($"{path} is described with a word '{asked.Name}' that it does not ask for.");
                call.Parameters.Add(parameter);
            }

            parameter.Description = asked.Says;
            if (asked.OneOf.Length > 0)
            {
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. asked.OneOf.Select(word => (JsonNode)word)] };
            }
        }
    }

    private static void GiveExamples(OpenApiOperation call, IList<object> said)
    {
        foreach (var example in said.OfType<Describe.Example>())
        {
            var contents = example.Status is { } status ? call.Responses?.GetValueOrDefault(status.ToString())?.Content : call.RequestBody?.Content;
            contents!["application/json"].Example = JsonNode.Parse(example.Json);
        }
    }

    private static void Refuse(OpenApiOperation call, IList<object> said, bool guarded, OpenApiDocument document)
    {
        if (call.Parameters!.Count > 0 || call.RequestBody is not null)
        {
            Add(StatusCodes.Status400BadRequest, "Something in it cannot be accepted: `errors` names each field and says what is wrong with it. Nothing was changed.");
        }

        if (guarded)
        {
            Add(StatusCodes.Status401Unauthorized, "No token where one is asked for, or one that is not of this system or has run out.");
            Add(StatusCodes.Status403Forbidden, "The role of the token may not do this.");
            Add(StatusCodes.Status503ServiceUnavailable, "What the service rests on is away or full; Retry-After says when to come back, in seconds. Nothing was half recorded.");
        }

        if (call.Parameters.Any(p => p.In == ParameterLocation.Path))
        {
            Add(StatusCodes.Status404NotFound, "There is nothing of this name, or there was not yet at the moment that is asked for.");
        }

        if (call.RequestBody is not null)
        {
            Add(StatusCodes.Status413PayloadTooLarge, "The body is too large.");
        }

        foreach (var own in said.OfType<Describe.Refusal>())
        {
            Add(own.Status, own.Says);
        }

        var answers = call.Responses ?? [];
        call.Responses = [];
        foreach (var (status, answer) in answers.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            call.Responses.Add(status, answer);
        }

        void Add(int status, string says)
        {
            document.Components ??= new();
            if (document.Components.Schemas?.ContainsKey(Problem) is not true)
            {
                document.AddComponent(Problem, DescribeShapes.OfProblem());
            }

            (call.Responses ??= []).TryAdd(status.ToString(), new OpenApiResponse
            {
                Description = says,
                Content = new Dictionary<string, OpenApiMediaType> { [ProblemJson] = new() { Schema = new OpenApiSchemaReference(Problem, document) } },
            });
        }
    }

    private static async Task<IReadOnlyList<string>> RolesAsync(IList<object> said, IServiceProvider services)
    {
        var policies = services.GetRequiredService<IAuthorizationPolicyProvider>();
        var roles = new List<string>();
        foreach (var policy in said.OfType<IAuthorizeData>().Select(a => a.Policy).OfType<string>().Distinct())
        {
            roles.AddRange((await policies.GetPolicyAsync(policy))!.Requirements.OfType<RolesAuthorizationRequirement>().SelectMany(r => r.AllowedRoles));
        }

        return roles;
    }

    private static void AllowRoles(OpenApiOperation call, IReadOnlyList<string> roles, OpenApiDocument document)
    {
        if (document.Components?.SecuritySchemes?.ContainsKey(Token) is not true)
        {
            document.AddComponent<IOpenApiSecurityScheme>(Token, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "`./timeline token ROLE` prints one, for the role monitor, watcher, analyst or administrator; it is valid for a year."
                    + (Access.TokenRequired ? "" : " Here none is needed: who comes without one acts as the local administrator. One that is shown is checked, and its role holds."),
            });
        }

        var withToken = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [.. roles] };
        call.Security = Access.TokenRequired ? [withToken] : [new(), withToken];
        call.Description = $"{(call.Description is { Length: > 0 } more ? more + "\n\n" : "")}Roles: {string.Join(", ", roles)}.";
    }
}
