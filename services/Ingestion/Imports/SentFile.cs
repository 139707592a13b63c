using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Timeline.Hosting;

namespace Timeline.Ingestion.Imports;

/// <summary>The file in a request: its body, or the first part of a form that is a file, as forms of the web send it.</summary>
/// <param name="Encoding">What a field of that name said before the file; null where none did.</param>
internal sealed record SentFile(Stream Content, string? Encoding = null)
{
    private const int NameMost = 100;

    /// <exception cref="Refused">It is a form, and there is no file in it.</exception>
    public static async Task<SentFile> OfAsync(HttpRequest request, CancellationToken stop)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return new(request.Body);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
        {
            throw Refused.Field("body", "It is a form whose parts cannot be told apart.");
        }

        string? encoding = null;
        var parts = new MultipartReader(boundary, request.Body);
        try
        {
            while (await parts.ReadNextSectionAsync(stop) is { } part)
            {
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var said))
                {
                    continue;
                }

                if (said.FileName.HasValue || said.FileNameStar.HasValue)
                {
                    return new(part.Body, encoding);
                }

                if (HeaderUtilities.RemoveQuotes(said.Name).Value == "encoding")
                {
                    encoding = await WordAsync(part.Body, stop);
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw Refused.Field("body", "It is a form that cannot be read.");
        }

        throw Refused.Field("body", "There is no file in the form.");
    }

    private static async Task<string?> WordAsync(Stream field, CancellationToken stop)
    {
        var bytes = new byte[NameMost];
        var read = await field.ReadAtLeastAsync(bytes, NameMost, throwOnEndOfStream: false, stop);
        var word = System.Text.Encoding.Latin1.GetString(bytes, 0, read).Trim();
        FindEncoding.Check(word.Length == 0 ? null : word);
        return word.Length == 0 ? null : word;
    }
}
