using System.Text.Json;
using Timeline.Hosting;

namespace Timeline.Ingestion.Reports;

/// <summary>Reads the body of a request into a form, or refuses it by field.</summary>
public static class Body
{
    /// <exception cref="JsonException">Not JSON, or not of the form; names the field.</exception>
    /// <exception cref="Refused">There is no body.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken stop) =>
        await JsonSerializer.DeserializeAsync<T>(request.Body, Json.Forms, stop) ?? throw Refused.Field("body", "There is nothing in it.");
}
