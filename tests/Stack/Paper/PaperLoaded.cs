using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Paper;

/// <summary>A system into which the paper's history was imported, and what it said of it then.</summary>
public sealed class PaperLoaded : IAsyncLifetime
{
    public RunningSystem System { get; } = new();

    public string[] Rows { get; } = Samples.Lines("paper");

    public Imported Import { get; private set; } = null!;

    public IReadOnlyDictionary<int, JsonNode> Seasons { get; private set; } = null!;

    public JsonArray Correlations { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await System.InitializeAsync();
        Import = await System.ImportAsync(Rows, "paper");
        await System.SettleAsync();
        var seasons = new Dictionary<int, JsonNode>();
        foreach (var year in new[] { 1999, 2000, 2001, 2002 })
        {
            seasons[year] = await System.GetAsync($"/api/seasons/fergana/{year}");
        }

        Seasons = seasons;
        Correlations = (await System.GetAsync("/api/correlations?theatre=fergana")).AsArray();
    }

    public ValueTask DisposeAsync() => System.DisposeAsync();
}
