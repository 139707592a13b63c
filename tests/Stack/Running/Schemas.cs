namespace Timeline.Tests.Stack.Running;

/// <summary>Empty databases as the services' schema steps make them, made once for a whole run; each system gets copies.</summary>
public static class Schemas
{
    private static readonly string Name = $"t{Guid.NewGuid().ToString("N")[..8]}_empty";
    private static Task? made;

    /// <summary>The prefix of the empty databases' names.</summary>
    internal static async Task<string> MadeAsync(Func<string, Task> migrate)
    {
        await (made ??= migrate(Name));
        return Name;
    }

    /// <summary>Drops them: the last deed of a run.</summary>
    public static async Task DropAsync()
    {
        if (made is not null)
        {
            await using var empty = new Databases(Name);
            await empty.DropAsync();
        }
    }
}
