using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Timeline.Hosting;

namespace Timeline.Ingestion.Imports;

/// <summary>The file in a request: its body, or the first part of a form that is a file, as forms of the web send it.</summary>
internal static class SentFile
{
    /// <exception cref="Refused">It is a form, and there is no file in it.</exception>
    public static async Task<Stream> OfAsync(HttpRequest request, CancellationToken stop)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return request.Body;
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
        {
            throw Refused.Field("body", "It is a form whose parts cannot be told apart.");
        }

        var parts = new MultipartReader(boundary, request.Body);
        try
        {
            while (await parts.ReadNextSectionAsync(stop) is { } part)
            {
                if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var said) && (said.FileName.HasValue || said.FileNameStar.HasValue))
                {
                    return part.Body;
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw Refused.Field("body", "It is a form that cannot be read.");
        }

        throw Refused.Field("body", "There is no file in the form.");
    }
}
