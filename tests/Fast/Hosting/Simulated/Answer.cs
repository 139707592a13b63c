namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>What a process waits for after it asked something of a server. It may come late, or never.</summary>
/// <param name="what">Named in the past: "committed". A plan can have the process die at the very moment at which it would learn of it.</param>
internal sealed class Answer<T>(Process to, string what)
{
    private readonly TaskCompletionSource<T> source = new();   // goes on within the job that brings it

    public Task<T> Task => source.Task;

    public void Give(T value, TimeSpan after) => Arrive(after, () => source.TrySetResult(value));

    public void Refuse(Exception why, TimeSpan after) => Arrive(after, () => source.TrySetException(why));

    private void Arrive(TimeSpan after, Action end) => to.World.After(after, () =>
    {
        if (!source.Task.IsCompleted)
        {
            to.Learn(what, end);
        }
    });
}
