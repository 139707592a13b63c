namespace Timeline.Tests.Stack.Running;

/// <summary>Empty databases as the services' schema steps make them, made once for all tests; each system gets copies.</summary>
public sealed partial class Schemas : IAsyncDisposable
{
    private static readonly string Name = $"t{Guid.NewGuid().ToString("N")[..8]}_empty";
    private static readonly Lock Turn = new();
    private static Task? made;

    /// <summary>The prefix of the empty databases' names.</summary>
    internal static async Task<string> MadeAsync(Func<string, Task> migrate)
    {
        Task making;
        // a class may start two systems at once
        lock (Turn)
        {
            making = made ??= migrate(Name);
        }

        await making;
        return Name;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (made is not null)
        {
            await using var empty = new Databases(Name);
            await empty.DropAsync();
        }
    }
}
