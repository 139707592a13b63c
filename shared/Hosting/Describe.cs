using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Timeline.Hosting;

/// <summary>
/// What a call is for, said where the call is mapped, so that it cannot be forgotten in another file. Every service describes itself at
/// /openapi/v1.json, and the console puts them together. What is the same of all calls, who may call and how they refuse, is added by
/// <see cref="WriteDescription"/>.
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

    /// <summary>A word of the path or the query, and what it may be where it is one of a few.</summary>
    public static RouteHandlerBuilder Asks(this RouteHandlerBuilder call, string name, string says, params string[] oneOf) =>
        call.WithMetadata(new Asked(name, says, oneOf, InHeader: false));

    /// <summary>A header that the call reads.</summary>
    public static RouteHandlerBuilder AsksHeader(this RouteHandlerBuilder call, string name, string says) => call.WithMetadata(new Asked(name, says, [], InHeader: true));

    /// <summary>The call honours an Idempotency-Key (<see cref="RequestKey"/>).</summary>
    public static RouteHandlerBuilder AnswersOnce(this RouteHandlerBuilder call) => call
        .AsksHeader(RequestKey.Header, "A word of the caller's own, of at most 200 characters: the same request with the same key is done once and answered alike.")
        .Refuses(StatusCodes.Status422UnprocessableEntity, "The Idempotency-Key was used before for another request.");

    /// <summary>The call honours an expectedVersion in its body.</summary>
    public static RouteHandlerBuilder ExpectsVersion(this RouteHandlerBuilder call) =>
        call.Refuses(StatusCodes.Status409Conflict, "It has changed meanwhile, or its present state does not allow it; `version` is the one it has now.");

    /// <summary>A refusal that other calls do not have.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder call, int status, string says) => call.WithMetadata(new Refusal(status, says));

    /// <summary>The body that the call takes, with an example of it.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder call, string example, bool optional = false) where T : notnull =>
        call.Accepts<T>(optional, "application/json").WithMetadata(new Example(null, example));

    /// <summary>What a good answer holds, by its type and an example.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder call, int status, string? example = null) =>
        example is null ? call.Produces<T>(status) : call.Produces<T>(status).WithMetadata(new Example(status, example));

    /// <summary>What a good answer holds, by an example alone.</summary>
    public static RouteHandlerBuilder Gives(this RouteHandlerBuilder call, int status, string example) => call.Gives<JsonNode>(status, example);

    internal sealed record Asked(string Name, string Says, string[] OneOf, bool InHeader);

    internal sealed record Refusal(int Status, string Says);

    /// <param name="Status">Of the answer that it is an example of; null for the body that is sent.</param>
    internal sealed record Example(int? Status, string Json);
}
