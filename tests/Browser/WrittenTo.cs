using System.Text.Json.Nodes;
using NodaTime.Text;
using Timeline.Tests.Stack.Paper;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Browser;

/// <summary>
/// A system that tests write to. It holds the paper's history as if each record had been reported the day after its latest day: on it one can go back. Each test
/// keeps to a season year of its own.
/// </summary>
public sealed class WrittenTo(PaperLoaded paper) : IAsyncLifetime
{
    public RunningSystem System { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await System.InitializeAsync();
        await System.ImportAsync(paper.Rows.Select(AsIfReported), "paper", backfill: true);
        await System.SettleAsync();
    }

    public ValueTask DisposeAsync() => System.DisposeAsync();

    private static JsonObject AsIfReported(string row)
    {
        var record = JsonNode.Parse(row)!.AsObject();
        var when = record["when"];
        if ((string?)(when?["begins"]?["latest"] ?? when?["latest"] ?? when?["date"]) is { } latest)
        {
            record["knownFrom"] = LocalDatePattern.Iso.Parse(latest).Value.PlusDays(1).ToString("uuuu-MM-dd", null);
        }

        return record;
    }
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class Writing : ICollectionFixture<WrittenTo>
{
    public const string Name = "one system that is written to";
}
