using System.Text.Json;

namespace Timeline.Console.Terminal;

/// <summary>A problem document (RFC 9457) as lines for a person: what is wrong, then each bad field.</summary>
internal static class Refusal
{
    public static string InWords(int status, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var problem = document.RootElement;
            var lines = new List<string> { $"refused ({status}): {Text(problem, "detail") ?? Text(problem, "title") ?? "no reason given"}" };
            if (problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
            {
                lines.AddRange(errors.EnumerateObject().Select(field => $"  {field.Name}: {Sentences(field.Value)}"));
            }

            return string.Join('\n', lines);
        }
        catch (JsonException)
        {
            return $"refused ({status}){(body.Length is > 0 and < 200 ? ": " + body.Trim() : "")}";
        }
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Sentences(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join("; ", value.EnumerateArray().Select(v => v.ToString())) : value.ToString();
}
