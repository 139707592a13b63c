using Timeline.Console.Api;

namespace Timeline.Console.Components;

/// <summary>What a service said of a form, field by field.</summary>
public sealed class FormProblems
{
    private readonly IReadOnlyDictionary<string, string[]> errors;

    private FormProblems(IReadOnlyDictionary<string, string[]> errors, string? says) => (this.errors, Says) = (errors, says);

    public static FormProblems None { get; } = new(new Dictionary<string, string[]>(), null);

    /// <summary>In a sentence, above the form; null where nothing was said.</summary>
    public string? Says { get; }

    /// <param name="shown">The fields that the form has: what is wrong with another is said above it.</param>
    public static FormProblems Of(RefusalException refused, params string[] shown)
    {
        var errors = refused.Problem.Errors ?? new Dictionary<string, string[]>();
        var elsewhere = errors.Where(e => !shown.Any(s => IsOf(e.Key, s))).SelectMany(e => e.Value).ToList();
        return new(errors, errors.Count == 0 ? $"Not saved: {refused.Message}" : elsewhere.Count > 0 ? $"Not saved: {string.Join(" ", elsewhere)}" : $"Not saved: {Words.Count(errors.Count, "field needs", "fields need")} another look.");
    }

    /// <param name="mistyped">What could not be read before anything was sent, by field.</param>
    public static FormProblems Of(IReadOnlyDictionary<string, string[]> mistyped) => new(mistyped, $"Not saved: {Words.Count(mistyped.Count, "field needs", "fields need")} another look.");

    /// <summary>What is wrong with a field or a part of it.</summary>
    public string? Of(string field) => errors.Where(e => IsOf(e.Key, field)).SelectMany(e => e.Value).FirstOrDefault();

    private static bool IsOf(string key, string field) => key == field || key.StartsWith(field + ".", StringComparison.Ordinal) || key.StartsWith(field + "[", StringComparison.Ordinal);
}
