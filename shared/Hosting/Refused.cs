using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Timeline.Hosting;

/// <summary>Bad input: what is wrong with which fields. Becomes a problem document (RFC 9457) with one entry per bad field; nothing was changed.</summary>
public sealed class Refused(int status, IReadOnlyDictionary<string, string[]> errors) : Exception(string.Join("; ", errors.SelectMany(e => e.Value)))
{
    /// <summary>What is said of a text with characters in it that cannot be stored.</summary>
    public const string NotText = "It holds characters that are not text.";

    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;

    /// <summary>The version that the thing has now, where a version was expected that it no longer has.</summary>
    public long? PresentVersion { get; init; }

    public static Refused Field(string field, string says, int status = StatusCodes.Status400BadRequest) =>
        new(status, new Dictionary<string, string[]> { [field] = [says] });

    public static Refused NotFound(string what) => Field("id", $"There is no {what}.", StatusCodes.Status404NotFound);

    public static Refused Changed(long expected, long present) => new(
        StatusCodes.Status409Conflict,
        new Dictionary<string, string[]> { ["expectedVersion"] = [$"You expected version {expected}; it has version {present} now. Look again and decide anew."] })
    {
        PresentVersion = present,
    };

    public IResult Answer() => Results.ValidationProblem(
        Errors.ToDictionary(),
        statusCode: status,
        title: status switch
        {
            StatusCodes.Status404NotFound => "Not found.",
            StatusCodes.Status409Conflict when Errors.ContainsKey("expectedVersion") => "It has changed meanwhile.",
            StatusCodes.Status409Conflict => "Its present state does not allow it.",
            _ => "Something in it cannot be accepted.",
        },
        extensions: PresentVersion is { } version ? new Dictionary<string, object?> { ["version"] = version } : null);

    internal static IResult TooLarge() => Results.ValidationProblem(
        new Dictionary<string, string[]> { ["body"] = [$"The request is larger than {TimelineHost.BodyLimit / 1024 / 1024} MB."] },
        statusCode: StatusCodes.Status413PayloadTooLarge, title: "Too large.");

    internal static IResult Unreadable(JsonException json) => Results.ValidationProblem(
        new Dictionary<string, string[]> { [Field(json.Path)] = [Says(json)] }, title: "The request is not JSON that can be read.");

    private static string Field(string? path) => path is null or "$" or "" ? "body" : path.TrimStart('$').TrimStart('.');

    private static string Says(JsonException json) => json switch
    {
        { Message: var message } when message.StartsWith(NotText, StringComparison.Ordinal) => NotText,
        { Message: var message } when message.Contains("could not be mapped", StringComparison.Ordinal) => "There is no such field here.",
        { Message: var message } when message.Contains("could not be converted", StringComparison.Ordinal) => "This value is not one that the field can have.",
        { LineNumber: { } line, BytePositionInLine: { } at } => $"The text is not JSON: line {line + 1}, byte {at + 1}.",
        _ => json.Message,
    };
}
