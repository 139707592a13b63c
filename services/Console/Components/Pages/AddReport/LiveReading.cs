using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.AddReport;

/// <summary>
/// Reads a report while it is typed. What is wrong with a field is shown once somebody has been in it, or has tried to save. Used where a report is added and
/// where one is corrected (<see cref="ReportFields"/>).
/// </summary>
/// <param name="form">The report as it is typed so far; fills in what is no number, by field.</param>
/// <param name="draft">The draft that is being changed; null where none is.</param>
public sealed class LiveReading(TimelineClient client, Func<Dictionary<string, string[]>, ReportForm> form, string? draft = null) : IDisposable
{
    private readonly HashSet<string> touched = [];
    private readonly AfterTyping typing = new();

    /// <summary>Something to show has changed.</summary>
    public event Action? Changed;

    public CheckAnswer? Answer { get; private set; }

    public IReadOnlyDictionary<string, string[]> Wrong { get; private set; } = new Dictionary<string, string[]>();

    public bool Busy { get; private set; }

    /// <summary>Why the words could not be read; null where they could.</summary>
    public string? Unread { get; private set; }

    /// <summary>Somebody tried to save: from now on everything that is wrong is shown.</summary>
    public bool Tried { get; set; }

    public void Dispose() => typing.Dispose();

    /// <summary>What is wrong with a field or with a part of it, once it may be shown.</summary>
    public string? Problem(string field) => Tried || touched.Contains(field)
        ? Exactly(field) ?? Exactly(field + ".text") ?? Exactly(field + ".date") ?? (field is "actors" or "elsewhere" ? Wrong.Keys.Where(k => k.StartsWith(field + "[", StringComparison.Ordinal)).Select(Exactly).FirstOrDefault() : null)
        : null;

    public string? Exactly(string field) => Wrong.TryGetValue(field, out var says) ? string.Join(" ", says) : null;

    /// <summary>A field was changed: the report is read as soon as nothing is typed any more.</summary>
    public Task Typed(string? field) => typing.DoAsync(async stop =>
    {
        await Read(stop);
        if (field is not null)
        {
            touched.Add(field);
        }

        Changed?.Invoke();
    });

    /// <summary>The report to be saved; null where a number in it cannot be read, which is then among what is wrong. What was being read is no longer wanted.</summary>
    public async Task<ReportForm?> ToSaveAsync()
    {
        await typing.Stop();
        Tried = true;
        var mistyped = new Dictionary<string, string[]>();
        var report = form(mistyped);
        Wrong = mistyped;
        if (mistyped.Count == 0)
        {
            return report;
        }

        // what else is wrong is read anew: what is known of it may be of words that were half typed when they were read
        await Read(CancellationToken.None);
        return null;
    }

    /// <summary>A service did not take it.</summary>
    public void Refused(RefusalException refused) => Wrong = refused.Problem.Errors ?? Wrong;

    /// <summary>A new report begins.</summary>
    public void Forget()
    {
        Answer = null;
        Wrong = new Dictionary<string, string[]>();
        touched.Clear();
        Tried = false;
    }

    private async Task Read(CancellationToken stop)
    {
        Busy = true;
        Changed?.Invoke();
        var mistyped = new Dictionary<string, string[]>();
        try
        {
            Answer = await client.Check(form(mistyped), draft, stop);
            Wrong = Together(mistyped, Answer.Problems);
            Unread = null;
        }
        catch (RefusalException refused)
        {
            Wrong = refused.Problem.Errors is { } errors ? Together(mistyped, errors) : Wrong;
            Unread = refused.Problem.Errors is null ? $"The words could not be read just now: {refused.Message}" : null;
        }
        finally
        {
            Busy = false;
        }
    }

    private static Dictionary<string, string[]> Together(IReadOnlyDictionary<string, string[]> mistyped, IReadOnlyDictionary<string, string[]>? told) =>
        mistyped.Concat(told ?? new Dictionary<string, string[]>()).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.SelectMany(p => p.Value).Distinct().ToArray());
}
