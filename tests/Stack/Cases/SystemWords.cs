using Timeline.Tests.Stack.Running;

namespace Timeline.Tests.Stack;

/// <summary>What the tests of this program ask of a running system beside what all ask.</summary>
internal static class SystemWords
{
    /// <summary>How many events each store holds; a day that was reached meanwhile, and what Marten leaves of a failed append, is not counted.</summary>
    public static async Task<string> EventsAsync(this RunningSystem system)
    {
        var counts = new List<string>();
        foreach (var service in Databases.Services)
        {
            counts.Add($"{service} {await system.Databases.AskAsync<long>(service, "select count(*) from timeline.mt_events where type not in ('day-reached.v1', 'tombstone')")}");
        }

        return string.Join(", ", counts);
    }

    /// <summary>Asserts nothing: the digests in pairs that must be equal.</summary>
    public static async Task<(string Said, string FromNothing)> StateAsync(this RunningSystem system)
    {
        await system.SettleAsync();
        var digests = await system.DigestsAsync();
        return (digests.Told + digests.Views, digests.ToldFromNothing + digests.ViewsFromNothing);
    }
}
