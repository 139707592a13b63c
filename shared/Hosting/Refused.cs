using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Timeline.Hosting;

/// <summary>Bad input: what is wrong with which fields. Becomes a problem document (RFC 9457) with one entry per bad field; nothing was changed.</summary>
public sealed class Refused(int status, IReadOnlyDictionary<string, string[]> errors) : Exception(string.Join("; ", errors.SelectMany(e => e.Value)))
{
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;

    public static Refused Field(string field, string says, int status = StatusCodes.Status400BadRequest) =>
        new(status, new Dictionary<string, string[]> { [field] = [says] });

    public IResult Answer() => Results.ValidationProblem(
        Errors.ToDictionary(), statusCode: status, title: status == StatusCodes.Status409Conflict ? "It has changed meanwhile." : "Something in it cannot be accepted.");

    internal static IResult TooLarge() => Results.ValidationProblem(
        new Dictionary<string, string[]> { ["body"] = [$"The request is larger than {TimelineHost.BodyLimit / 1024 / 1024} MB."] },
        statusCode: StatusCodes.Status413PayloadTooLarge, title: "Too large.");

    internal static IResult Unreadable(JsonException json) => Results.ValidationProblem(
        new Dictionary<string, string[]> { [Field(json.Path)] = [Says(json)] }, title: "The request is not JSON that can be read.");

    private static string Field(string? path) => path is null or "$" or "" ? "body" : path.TrimStart('$').TrimStart('.');

    private static string Says(JsonException json) => json switch
    {
        { Message: var message } when message.Contains("could not be mapped", StringComparison.Ordinal) => "There is no such field here.",
        { Message: var message } when message.Contains("could not be converted", StringComparison.Ordinal) => "This value is not one that the field can have.",
        { LineNumber: { } line, BytePositionInLine: { } at } => $"The text is not JSON: line {line + 1}, byte {at + 1}.",
        _ => json.Message,
    };
}
