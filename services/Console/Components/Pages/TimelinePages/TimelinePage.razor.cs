using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using Timeline.Console.Api;
using Timeline.Console.Charts;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.TimelinePages;

/// <summary>
/// The Timeline page. The address says what is shown (<see cref="TimelineView"/>); what it asks for is read (<see cref="History"/>), laid out (<see cref="Drawing"/>)
/// and drawn. Whatever a person does makes another view, and its address; going back is reading the address before.
/// </summary>
public sealed partial class TimelinePage
{
    private readonly List<string> ownAddresses = [];
    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource? reading;
    private DotNetObjectReference<TimelinePage>? self;
    private IJSObjectReference? hands;
    private ElementReference page, chart;
    private TimelineView view = new();
    private IReadOnlyList<string> wrong = [];
    private Span span = new(new(1995, 1, 1), new(2004, 12, 31));
    private History? history;
    private Drawing? drawing;
    private IReadOnlyList<IncidentView> inView = [];
    private Measure measure = Measure.Unknown;
    private bool loading, zoomedLast;
    private string? refusal, said;

    [Inject] private TimelineClient Client { get; set; } = default!;

    [Inject] private Handover Handover { get; set; } = default!;

    [Inject] private NavigationManager Way { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [PersistentState] public string? Ticket { get; set; }

    private string Lede => history is null || drawing is null ? "What happened, when, and how surely."
        : $"{Days}: {Words.Count(inView.Count, "incident")} in view{(view.Filter.Count > 0 ? ", filtered" : "")}. {(view.KnownAt is { } day ? $"As it was known at the end of {Words.Say(day)} (UTC)." : "As it is known now.")}";

    private string Days => span.Days == 1 ? Words.Say(span.From) : $"{Words.Say(span.From)} to {Words.Say(span.To)}";

    private string Nothing => view.Filter.Count > 0 && history!.KnownNow == 0 ? "The filters leave nothing. Take one away."
        : view.KnownAt is not null ? "Nothing of this was known then: it was recorded later, and nobody said that it had been known before."
        : "Nothing is recorded yet. Add a report, or import a file.";

    protected override async Task OnInitializedAsync()
    {
        (view, wrong) = TimelineView.Read(Way.Uri);
        Way.LocationChanged += Moved;
        history = Handover.Take<History>(Ticket);
        Ticket = null;
        if (history is null)
        {
            await ReadAsync();
            Ticket = RendererInfo.IsInteractive || history is null ? null : Handover.Leave(history);
        }

        Draw();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (hands is null && self is null && history is not null)
        {
            self = DotNetObjectReference.Create(this);
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "/" + Assets["timeline.js"]);
            hands = await module.InvokeAsync<IJSObjectReference>("attach", page, chart, self);
        }
    }

    /// <summary>The browser says how wide the chart is, and its letters on average, in pixels.</summary>
    [JSInvokable]
    public void Measured(double width, double letter, bool narrow)
    {
        var now = new Measure(width, letter, narrow);
        if (width > 100 && letter > 1 && now != measure)
        {
            measure = now;
            Draw();
            StateHasChanged();
        }
    }

    /// <param name="factor">Below 1 to see less and nearer.</param>
    /// <param name="at">The place that stays: 0 the left edge, 1 the right.</param>
    [JSInvokable]
    public void ZoomBy(double factor, double at) => Zoom(view with { Span = span.Zoomed(factor, at) });

    /// <param name="share">By what part of what is seen; above 0 toward later days.</param>
    [JSInvokable]
    public void MoveBy(double share) => Zoom(view with { Span = span.Moved(share) });

    /// <summary>To the first incident of all, or to the last; the length of what is seen stays.</summary>
    [JSInvokable]
    public void GoTo(string end)
    {
        if (history?.Whole is { } whole)
        {
            Zoom(view with { Span = end == "first" ? Span.Of(Day.Number(whole.From), span.Days) : Span.Of(Day.Number(whole.To) - span.Days + 1, span.Days) });
        }
    }

    // a run of zooming and moving is one step back
    private void Zoom(TimelineView to)
    {
        Go(to, zoomedLast);
        zoomedLast = true;
    }

    private void Go(TimelineView to, bool replace = false)
    {
        if (to == view)
        {
            return;
        }

        zoomedLast = false;
        var address = to.Address();
        ownAddresses.Add(address);
        _ = Show(to, []);
        Way.NavigateTo(address, replace: replace);
    }

    private void Moved(object? sender, LocationChangedEventArgs change)
    {
        var address = "/" + Way.ToBaseRelativePath(change.Location);
        if (!ownAddresses.Remove(address) && address.Split('?', '#')[0] == TimelineView.Path)
        {
            zoomedLast = false;
            var (asked, cannotRead) = TimelineView.Read(address);
            _ = InvokeAsync(() => Show(asked, cannotRead));
        }
    }

    private async Task Show(TimelineView asked, IReadOnlyList<string> cannotRead)
    {
        (view, wrong) = (asked, cannotRead);
        if (history is null || history.Filter != view.Filter || history.KnownAt != view.KnownAt)
        {
            loading = true;
            StateHasChanged();
            await ReadAsync();
        }

        Draw();
        said = $"{Lede}{(view.Selected is { } id && history?.ById.GetValueOrDefault(id) is { } incident ? $" Selected: {incident.Title}." : "")}";
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        if (reading is not null)
        {
            await reading.CancelAsync();
            reading.Dispose();
        }

        var mine = reading = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        try
        {
            var read = await History.Load(Client, view, history?.Gazette, mine.Token);
            (history, refusal, loading) = (read, null, false);
        }
        catch (RefusalException refused)
        {
            (refusal, loading) = (refused.Message, false);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // a later wish came before the answer, or the page is gone
        }
    }

    private void Draw()
    {
        if (history is not null)
        {
            span = view.Span ?? history.First ?? span;
            inView = [.. history.Incidents.Where(i => Stretch.Of(i.When) is { } days && span.Holds(days.From, days.Last))];
            drawing = Drawing.Of(history, view, span, measure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Way.LocationChanged -= Moved;
        await gone.CancelAsync();
        reading?.Dispose();
        gone.Dispose();
        self?.Dispose();
        try
        {
            if (hands is not null)
            {
                await hands.InvokeVoidAsync("detach");
                await hands.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the browser is gone, and all that hung on it
        }
    }
}
