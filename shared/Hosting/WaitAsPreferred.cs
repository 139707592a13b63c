using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Timeline.Hosting;

/// <summary>How long a caller wants to wait for a result that may take a while (RFC 7240): <c>Prefer: wait=N</c> in seconds, 60 at most, or <c>respond-async</c> for not at all.</summary>
public static partial class WaitAsPreferred
{
    private const int Longest = 60;

    /// <summary>What the header means, for a description.</summary>
    public const string Says = "wait=N: how many seconds to wait for the result, 0 to 60; respond-async: none.";

    /// <param name="usual">Where nothing is asked for. A preference that cannot be read is passed over, as it asks to be.</param>
    public static TimeSpan Of(HttpRequest request, TimeSpan usual)
    {
        var words = request.Headers["Prefer"].ToString();
        return WaitForm().Match(words) is { Success: true } asked ? TimeSpan.FromSeconds(Math.Min(Longest, int.Parse(asked.Groups[1].Value, null)))
            : words.Contains("respond-async", StringComparison.OrdinalIgnoreCase) ? TimeSpan.Zero
            : usual;
    }

    [GeneratedRegex(@"(?:^|[,;\s])wait\s*=\s*""?(\d{1,5})\b", RegexOptions.IgnoreCase)]
    private static partial Regex WaitForm();
}
