namespace Timeline.Hosting;

/// <summary>A process is not told what it needs, or what it is told cannot be used; the message names the variable.</summary>
public sealed class BadSurroundingsException(string message, Exception? cause = null) : InvalidOperationException(message, cause);

/// <summary>What the environment says of a name, as a variable or, for what is secret, as a file: <c>NAME</c>, or <c>NAME_FILE</c> with its path.</summary>
/// <remarks>A variable that is there and empty says nothing: a compose file cannot leave one out.</remarks>
public static class Surroundings
{
    /// <returns>Null where neither is set. Of a file, what it holds without the white space around it.</returns>
    /// <exception cref="BadSurroundingsException">The file cannot be read, or holds nothing; the message names the variable.</exception>
    public static string? Value(string name) => Variable(name) ?? (Variable(name + "_FILE") is { } path ? Content(name, path) : null);

    /// <exception cref="BadSurroundingsException">It is not set, or its file cannot be read; the message names the variable.</exception>
    public static string Required(string name) => Value(name)
        ?? throw new BadSurroundingsException($"the environment variable {name} is not set, nor {name}_FILE");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } stated ? stated : null;

    private static string Content(string name, string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } content
                ? content
                : throw new BadSurroundingsException($"{name}_FILE is '{path}', and that file is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadSurroundingsException($"{name}_FILE is '{path}', and that file cannot be read: {e.Message}", e);
        }
    }
}
