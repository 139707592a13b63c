using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Timeline.Console.Api;
using Timeline.Console.Components.Pages.TimelinePages;

namespace Timeline.Console.Components.Pages.Incident;

/// <summary>
/// The page of an incident: what is known of it, who says so, and how that came about. The address restores it, as of any day of knowledge; only what is known now
/// can be changed. What is recorded of it meanwhile is seen within two seconds: whoever has just saved a report comes here before the views know of it.
/// </summary>
public sealed partial class IncidentPage
{
    /// <param name="Of">A report, a field that is settled, or the incident to be merged with: this one's own id where it is still to be chosen.</param>
    private sealed record Act(string Of, Deed Deed);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    // what follows from a change is concluded a moment after it is known; of the last one before the page was opened perhaps only now
    private const int LooksAfterChange = 4, LooksAtFirst = 2;

    private readonly CancellationTokenSource gone = new();
    private IncidentPicture? picture;
    private IncidentKnown? later;
    private SideBySide? beside;
    private ReportInWords? words;
    private LaneKind? lane;
    private KnownDay known = new(null, null);
    private (string, string?) shown = ("", null);
    private Act? acting;
    private string? refusal, done, focus;
    private IReadOnlyList<DoubtView>? doubts;
    private bool following, doubtsWait;
    private int looks;

    [Parameter] public string Incident { get; set; } = "";

    [SupplyParameterFromQuery] public string? KnownAt { get; set; }

    [PersistentState] public string? Ticket { get; set; }

    [Inject] private TimelineClient Client { get; set; } = default!;

    [Inject] private Handover Handover { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    private string Heading => picture?.Known.Title ?? later?.Title ?? "Incident";

    private string KindSays => (picture?.Known.Incident ?? later?.Incident) is { } incident
        ? Words.Title(Words.Wire(incident.Kind)) + (incident.Subkind is { Length: > 0 } finer ? $", {finer.Replace('.', ' ').Replace('-', ' ').Replace('_', ' ')}" : "") : "Incident";

    private string OnTimeline => new TimelineView { Selected = Incident, KnownAt = known.Day }.Address();

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (Incident, KnownAt))
        {
            return;
        }

        shown = (Incident, KnownAt);
        known = KnownDay.Read(KnownAt);
        (refusal, later, acting, done, doubts, looks) = (known.Refusal, null, null, null, null, LooksAtFirst);
        if (refusal is not null)
        {
            return;
        }

        if (Handover.Take<IncidentPicture>(Ticket) is { } left)
        {
            Show(left);
        }
        else
        {
            await Read();
        }

        Ticket = picture is null || RendererInfo.IsInteractive ? null : Handover.Leave(picture);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _ = Following.EveryAsync(BetweenLooks, () => InvokeAsync(LookForNewsAsync), gone.Token);
        }

        if (focus is { } id)
        {
            focus = null;
            await Focus.MoveAsync(Js, Assets, id);
        }
    }

    private ReportColumn? Column(string reportId) => beside?.Columns.FirstOrDefault(c => c.Report.ReportId == reportId);

    private async Task Read()
    {
        var gazette = picture?.Gazette;
        picture = null;
        try
        {
            Show(await IncidentPicture.Load(Client, Incident, known.Day, gazette, gone.Token));
        }
        catch (RefusalException refused)
        {
            refusal = refused.Message;
            if (refused.Problem.Status == 404)
            {
                later = known.Day is null ? null : await KnownSince();
                refusal = later is null ? $"There is no incident {Incident}." : $"Nothing was known of this incident at the end of {Words.Say(known.Day!.Value)} (UTC).";
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
        }
    }

    // what was not known then may be known now; it may also never have been
    private async Task<IncidentKnown?> KnownSince()
    {
        try
        {
            return await Client.Incident(Incident, null, gone.Token);
        }
        catch (RefusalException)
        {
            return null;
        }
    }

    private void Show(IncidentPicture read)
    {
        picture = read;
        words = new(read.Gazette, read.TitleOf);
        beside = SideBySide.Of(read.Known, words);
        lane = read.Known.Incident is { } incident ? LaneKinds.Of(incident.Kind) : null;
    }

    private void Begin((string Of, Deed Deed) act)
    {
        (acting, done, doubts) = (new(act.Of, act.Deed), null, null);
        focus = act.Deed switch { Deed.Correct => "correct", Deed.Settle or Deed.Unsettle => "settle", Deed.Merge => "merge", Deed.Unmerge => "unmerge", _ => "retract" };
    }

    private async Task LookForNewsAsync()
    {
        var asked = shown;
        if (known is not { Day: null, Refusal: null } || !AtRest())
        {
            return;
        }

        try
        {
            var now = await Client.Incident(Incident, null, gone.Token);
            looks = now.SameAs(picture?.Known) ? Math.Max(looks - 1, 0) : LooksAfterChange;
            if (looks > 0 && await IncidentPicture.Load(Client, Incident, null, picture?.Gazette, gone.Token) is var read && AtRest())
            {
                refusal = null;
                Show(read);
                StateHasChanged();
            }
        }
        catch (RefusalException)
        {
            // what is shown stays, and it is asked again
        }

        // a form that is open speaks of what its writer saw
        bool AtRest() => shown == asked && acting is null && !following;
    }

    private async Task Look() => Show(await IncidentPicture.Load(Client, Incident, null, picture!.Gazette, gone.Token));

    /// <summary>What was decided is remembered at once; what it changed of the incident is seen as any other news.</summary>
    private async Task DecidedAsync(string says)
    {
        (done, doubts, focus, looks) = (says, null, "done", LooksAfterChange);
        try
        {
            await Look();
        }
        catch (RefusalException refused)
        {
            done += $" It cannot be shown just now: {refused.Message}";
        }
    }

    /// <summary>It is recorded; the views follow in a moment, and until they do there is nothing new to see.</summary>
    private async Task Saved(Changed changed)
    {
        var says = acting?.Deed switch
        {
            Deed.Retract => "The report was retracted.",
            Deed.Restore => "The report was restored.",
            Deed.Settle => "It is settled.",
            Deed.Unsettle => "The reports speak for themselves again.",
            Deed.Merge => "The two incidents were merged.",
            Deed.Unmerge => "The merge was taken back: they are two again.",
            _ => "The correction was saved.",
        };
        (acting, done, doubts, doubtsWait) = (null, says, changed.Doubts, changed.DraftId is not null);
        if (changed.DraftId is not null)
        {
            (done, focus) = ("It was sent for approval. Until another person approves it, nothing is changed here.", "done");
            return;
        }

        following = true;
        try
        {
            if (!await Following.UntilAsync(Look, () => picture!.Known.Reports.Any(r => r.IncidentId == changed.IncidentId && r.Version >= changed.Version), gone.Token))
            {
                done += " The views have not caught up with it yet: load the page again in a while.";
            }
        }
        catch (RefusalException refused)
        {
            done += $" It cannot be shown just now: {refused.Message}";
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            following = false;
        }

        looks = LooksAfterChange;
        focus = "done";
    }
}
