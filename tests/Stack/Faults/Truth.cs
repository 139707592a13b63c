using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Faults;

/// <summary>What must be true of a system at rest, whatever happened to it before.</summary>
internal static class Truth
{
    /// <summary>Each incursion of the stream, and in its season no other, is a correlation that holds; each was told as found once.</summary>
    public static async Task EachCorrelationOnceAsync(RunningSystem system, ReportStream stream)
    {
        var incursions = stream.Accepted;
        var found = (await system.FeedAsync(Correlation))
            .Where(e => e.Type == "correlation-detected.v1" && e.Data["finding"]! is var f && (string)f["rule"]! == ReportStream.Rule && (int)f["seasonYear"]! == stream.Year)
            .Select(e => e.Stream).ToList();
        var shown = (await system.GetAsync($"/api/correlations?rule={ReportStream.Rule}&state=holds")).AsArray().SelectMany(c => c!["incidents"]!.AsArray().Select(i => (string)i!)).ToList();

        Assert.Equal(found.Distinct().Count(), found.Count);
        Assert.Empty(incursions.Except(shown));
        Assert.Equal(incursions.Count, found.Count);
    }

    /// <summary>Correlation has what Ingestion recorded, Projection what both recorded: by the events' own ids, each once.</summary>
    public static async Task NothingLostAsync(RunningSystem system)
    {
        var recorded = new List<Guid>();
        foreach (var producer in new[] { Ingestion, Correlation })
        {
            recorded.AddRange(await IdsAsync(system, producer));
        }

        Assert.Equal(recorded.Order(), (await IdsAsync(system, Projection)).Order());
    }

    /// <summary>What was told and what is shown equal a run from nothing over the same facts.</summary>
    public static async Task<SystemDigests> AsFromNothingAsync(RunningSystem system)
    {
        var digests = await system.DigestsAsync();

        Assert.Equal((digests.ToldFromNothing, digests.ViewsFromNothing), (digests.Told, digests.Views));
        return digests;
    }

    private static async Task<List<Guid>> IdsAsync(RunningSystem system, string service)
    {
        await using var command = system.Databases.Of(service).CreateCommand("select id from timeline.mt_events");
        await using var rows = await command.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await rows.ReadAsync())
        {
            ids.Add(rows.GetGuid(0));
        }

        return ids;
    }
}
