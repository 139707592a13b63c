using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>The Idempotency-Key of a request: under it a service keeps what it answered, to answer a repeat the same and record it once.</summary>
/// <param name="Id">Of this key on this address.</param>
/// <param name="BodyHash">Of what was asked.</param>
public sealed record RequestKey(string Id, string BodyHash)
{
    public const string Header = "Idempotency-Key";

    /// <summary>The key of a request; null where it carries none.</summary>
    /// <exception cref="Refused">It is longer than 200 characters.</exception>
    public static RequestKey? Of<T>(HttpRequest request, T body)
    {
        var header = request.Headers[Header].ToString();
        return header.Length switch
        {
            0 => null,
            > 200 => throw Refused.Field(Header, "It has more than 200 characters."),
            _ => new($"{request.Path}#{header}", Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(body, TimelineJson.Options)))),
        };
    }

    /// <exception cref="Refused">The key was used before for another request.</exception>
    public void Expect(string bodyHash)
    {
        if (bodyHash != BodyHash)
        {
            throw Refused.Field(Header, "This key was used for another request.", StatusCodes.Status422UnprocessableEntity);
        }
    }
}
