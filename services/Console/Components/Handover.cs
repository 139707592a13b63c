using System.Collections.Concurrent;

namespace Timeline.Console.Components;

/// <summary>
/// A page is rendered twice: once as the answer, and again when the browser's live connection stands. What the first rendering
/// fetched waits here for the second, so that it neither flickers nor asks twice. A ticket is good once, and for half a minute.
/// </summary>
public sealed class Handover(TimeProvider clock)
{
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, (object Thing, DateTimeOffset Until)> waiting = new();

    /// <returns>The ticket.</returns>
    public string Leave(object thing)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, _) in waiting.Where(w => w.Value.Until < now))
        {
            waiting.TryRemove(old, out _);
        }

        var ticket = Guid.NewGuid().ToString("N");
        waiting[ticket] = (thing, now + Keep);
        return ticket;
    }

    public T? Take<T>(string? ticket) where T : class => ticket is not null && waiting.TryRemove(ticket, out var left) ? left.Thing as T : null;
}
