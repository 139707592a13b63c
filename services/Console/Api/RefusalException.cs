namespace Timeline.Console.Api;

/// <summary>A service said no: the problem document it sent.</summary>
/// <param name="Errors">Per field, the sentences that say what is wrong with it.</param>
public sealed record Problem(string? Title, int? Status, string? Detail, IReadOnlyDictionary<string, string[]>? Errors);

/// <summary>Thrown by <see cref="TimelineClient"/> for every answer that is no success, and where there is no answer.</summary>
public sealed class RefusalException(Problem problem, Exception? cause = null) : Exception(problem.Detail ?? problem.Title ?? "refused", cause)
{
    public Problem Problem { get; } = problem;

    public static RefusalException Silence(string service, Exception cause) =>
        new(new("No answer", 503, $"The {service} service does not answer. Try again in a moment.", null), cause);
}
