namespace Timeline.Console.Api;

// What the pages ask of imports. The file itself goes from the browser straight to the call: no copy of it passes through the page.
public sealed partial class TimelineClient
{
    public Task<IReadOnlyList<ImportView>> Imports(CancellationToken stop) => Get<IReadOnlyList<ImportView>>("ingestion", "api/imports?take=20", stop);

    /// <param name="verdict">Only rows with this verdict; empty for all.</param>
    public Task<ImportView> Import(string id, string verdict, int after, int take, CancellationToken stop) =>
        Get<ImportView>("ingestion", $"api/imports/{Uri.EscapeDataString(id)}?take={take}&after={after}{(verdict.Length > 0 ? $"&verdict={Uri.EscapeDataString(verdict)}" : "")}", stop);

    /// <summary>The names of the mappings that are kept.</summary>
    public async Task<IReadOnlyList<string>> Mappings(CancellationToken stop) =>
        [.. (await Get<IReadOnlyList<MappingName>>("ingestion", "api/imports/mappings", stop)).Select(m => m.Name).OfType<string>()];

    public Task<System.Text.Json.JsonElement> Mapping(string name, CancellationToken stop) => Get<System.Text.Json.JsonElement>("ingestion", $"api/imports/mappings/{Uri.EscapeDataString(name)}", stop);

    /// <summary>Keeps a mapping under a name, in place of the one it had.</summary>
    public Task<System.Text.Json.JsonElement> KeepMapping(string name, System.Text.Json.Nodes.JsonObject mapping, CancellationToken stop) =>
        Put<System.Text.Json.JsonElement>("ingestion", $"api/imports/mappings/{Uri.EscapeDataString(name)}", mapping, stop);

    /// <summary>Cancels an import that runs; takes back one that has ended.</summary>
    public Task<ImportEnded> EndImport(string id, CancellationToken stop) =>
        Ask<ImportEnded>("ingestion", new(HttpMethod.Delete, new Uri(backends.Of("ingestion"), $"api/imports/{Uri.EscapeDataString(id)}")), stop);

    /// <param name="what">report, of the incident that was found, or incident, one of its own.</param>
    public Task<ImportRow> SettleRow(string id, int line, string what, CancellationToken stop) =>
        Post<ImportRow>("ingestion", $"api/imports/{Uri.EscapeDataString(id)}/rows/{line}", new Dictionary<string, string> { ["as"] = what }, null, stop);

    /// <summary>Of several rows that were held back, what they are: reports of the incidents that were found, or (false) incidents of their own.</summary>
    public Task<RowsSettled> SettleRows(string id, IReadOnlyList<int> lines, bool report, string? why, CancellationToken stop) =>
        Post<RowsSettled>("ingestion", $"api/imports/{Uri.EscapeDataString(id)}/rows", new { rows = lines.Select(line => new Dictionary<string, object> { ["line"] = line, ["as"] = What(report) }), reason = why }, null, stop);

    /// <summary>The same of the next rows that are held with this score or a higher one.</summary>
    public Task<RowsSettled> SettleRows(string id, double atLeast, int after, int take, bool report, string? why, CancellationToken stop) =>
        Post<RowsSettled>(
            "ingestion", $"api/imports/{Uri.EscapeDataString(id)}/rows", new { all = new Dictionary<string, object> { ["as"] = What(report), ["atLeast"] = atLeast, ["after"] = after, ["take"] = take }, reason = why }, null, stop);

    /// <summary>Accepts or refuses what the words of a row suggest.</summary>
    /// <param name="when">Of another kind, when it happened, in words; empty where it is not said.</param>
    public Task<ProposalDecidedView> DecideProposal(string id, int line, ProposalView proposal, bool accept, string reason, long? version, string when, CancellationToken stop) =>
        Post<ProposalDecidedView>(
            "ingestion", $"api/imports/{Uri.EscapeDataString(id)}/rows/{line}/proposals",
            new { kind = proposal.Kind, subkind = proposal.Subkind, accept, reason, expectedVersion = version, when = when.Trim().Length > 0 ? new { text = when.Trim() } : null }, null, stop);

    private static string What(bool report) => report ? "report" : "incident";
}
