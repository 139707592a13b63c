namespace Timeline.Console.Terminal;

/// <summary>The command line is not one that is known; the message says what is wrong with it.</summary>
public sealed class NotUnderstoodException(string message) : Exception(message);

/// <summary>The words after a verb: values by name, switches, and what stands alone.</summary>
public sealed record Options(IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> Switches, IReadOnlyList<string> Alone)
{
    /// <exception cref="NotUnderstoodException">An option is not known, or lacks its value.</exception>
    public static Options Read(IReadOnlyList<string> words, string[] named, string[] switches)
    {
        var values = new Dictionary<string, string>();
        var on = new HashSet<string>();
        var alone = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                alone.Add(words[i]);
                continue;
            }

            var (name, value) = words[i][2..].Split('=', 2) is [var left, var right] ? (left, right) : (words[i][2..], null);
            if (switches.Contains(name) && value is null)
            {
                on.Add(name);
            }
            else if (named.Contains(name))
            {
                values[name] = value ?? (i + 1 < words.Count ? words[++i] : throw new NotUnderstoodException($"--{name} wants a value"));
            }
            else
            {
                throw new NotUnderstoodException($"--{name} is not known here");
            }
        }

        return new(values, on, alone);
    }

    public string? Value(string name) => Values.GetValueOrDefault(name);

    /// <exception cref="NotUnderstoodException">It is missing.</exception>
    public string Required(string name) => Value(name) ?? throw new NotUnderstoodException($"--{name} is missing");

    /// <exception cref="NotUnderstoodException">It is missing or no http address.</exception>
    public Uri Url() => Uri.TryCreate(Required("url").TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new NotUnderstoodException("--url wants an address that begins with http:// or https://");
}
