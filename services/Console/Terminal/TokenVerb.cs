using Timeline.Hosting;

namespace Timeline.Console.Terminal;

/// <summary><c>token ROLE [NAME]</c>: prints a token that the API takes for a year.</summary>
internal static class TokenVerb
{
    public static int Run(IReadOnlyList<string> words)
    {
        if (words.Count is not (1 or 2) || !Access.Roles.Contains(words[0]))
        {
            throw new NotUnderstoodException($"token wants one role ({string.Join(", ", Access.Roles)}), and the name of a person where two of a role are to be told apart");
        }

        var token = Make(words[0], words[^1]) ?? throw new NotUnderstoodException("TIMELINE_KEY is not set");
        System.Console.WriteLine(token);
        return 0;
    }

    /// <summary>A token of this system; null where its key is not at hand.</summary>
    /// <exception cref="NotUnderstoodException">The key is not one.</exception>
    public static string? Make(string role, string name)
    {
        if (Surroundings.Value("TIMELINE_KEY") is not { } key)
        {
            return null;
        }

        var bytes = new byte[64];
        return Convert.TryFromBase64String(key, bytes, out var length) && length >= 32
            ? Access.Token(bytes[..length], role, name, DateTime.UtcNow)
            : throw new NotUnderstoodException("TIMELINE_KEY is not 32 bytes in base64");
    }
}
