using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Timeline.Console.Api;
using Timeline.Console.Components.Pages.TimelinePages;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.Coverage;

/// <summary>What was watched, drawn and said; stating it, and taking a statement back. Next: services/Ingestion/Coverage/StateCoverage.cs takes both.</summary>
public sealed partial class CoveragePage
{
    private static readonly string[] Fields = ["kind", "where", "from", "to", "says", "source", "note"];
    private static readonly (string, string)[] Kinds = [.. LaneKinds.All.Select(k => (Words.Wire(k.Kind), k.Caption))];
    private static readonly (string, string)[] Sayings = [("watched", "it was watched; what was found is reported apart"), ("confirmed-none", "they looked, and there was none")];

    private readonly CancellationTokenSource gone = new();
    private Dictionary<string, string> names = [];
    private IReadOnlyList<WatchedView>? all;
    private CoverageLanes? lanes;
    private WatchedView? ending;
    private FormProblems wrong = FormProblems.None, endWrong = FormProblems.None;
    private string kind = "incursion", saying = "watched", place = "", from = "", to = "", source = "", note = "", reliability = "", credibility = "", endReason = "";
    private string? refusal, done, focus, shown;
    private bool saving;

    /// <summary>Only of this kind.</summary>
    [SupplyParameterFromQuery] public string? Kind { get; set; }

    [Inject] private TimelineClient Client { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (lanes is null || shown != Kind)
        {
            shown = Kind;
            await ReadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focus is { } id)
        {
            focus = null;
            await Focus.MoveAsync(Js, Assets, id);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            names = names.Count > 0 ? names : (await Client.Places(gone.Token)).ToDictionary(p => p.Id, p => p.Name);
            all = await Client.Coverage([("kind", Kind ?? "")], gone.Token);
            lanes = CoverageLanes.Of(all, NameOf);
            refusal = null;
        }
        catch (RefusalException refused)
        {
            refusal = refused.Message;
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // the page was left
        }
    }

    private string NameOf(string id) => names.GetValueOrDefault(id, id);

    private string Named(WatchedView c) => $"{LaneKinds.Of(c.Kind).Caption}, {CoverageLanes.Name(c, NameOf)}, {(c.From is { } day ? Words.Say(day) : "undated")}";

    private void Begin(WatchedView covered) => (ending, endReason, endWrong, done, focus) = (covered, "", FormProblems.None, null, "ending");

    private async Task StateAsync()
    {
        (saving, done, wrong) = (true, null, FormProblems.None);
        try
        {
            var stated = await Client.StateCoverage(
                new(kind, place.Trim().Length > 0 ? new(place.Trim(), null, null, null) : null, from, to, saying,
                    new(source, reliability.Length > 0 ? reliability : null, credibility.Length > 0 ? int.Parse(credibility, System.Globalization.CultureInfo.InvariantCulture) : null, null, null, null),
                    note.Length > 0 ? note : null),
                gone.Token);
            done = stated.DraftId is not null ? "It was sent for approval: another person decides." : "It is stated.";
            (place, from, to, note) = ("", "", "", "");
            if (stated.DraftId is null)
            {
                names = [];   // the place may be new
                await Following.UntilAsync(ReadAsync, () => all?.Any(c => c.CoverageId == stated.CoverageId && c.IncidentId == stated.IncidentId) ?? false, gone.Token);
            }

            focus = "done";
        }
        catch (RefusalException refused)
        {
            (wrong, focus) = (FormProblems.Of(refused, Fields), Focus.FirstWrong);
        }
        finally
        {
            saving = false;
        }
    }

    private async Task EndAsync()
    {
        try
        {
            var id = ending!.CoverageId!;
            await Client.EndCoverage(id, endReason, ending.Version, gone.Token);
            (ending, done) = (null, "The statement was taken back; it stays in the history of what was known.");
            await Following.UntilAsync(ReadAsync, () => all?.All(c => c.CoverageId != id) ?? false, gone.Token);
            focus = "done";
        }
        catch (RefusalException refused)
        {
            (endWrong, focus) = (FormProblems.Of(refused, "reason"), Focus.FirstWrong);
        }
    }
}
