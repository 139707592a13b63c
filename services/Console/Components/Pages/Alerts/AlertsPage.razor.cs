using System.Threading.Channels;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.Alerts;

/// <summary>
/// The alerts as they are, live. The browser follows the stream (wwwroot/alerts.js) and hands on what it hears; here it is taken in one after another:
/// news that the list already holds change nothing, news that it cannot follow make it read the alert, and a stream that stands again makes it read the list.
/// What to show and what was not told yet is the matter of <see cref="AlertShelf"/>.
/// </summary>
public sealed partial class AlertsPage
{
    private const int PageSize = 100;
    private const int MostAtOnce = 500;

    /// <summary>What arrives within this time is shown, and read out, together.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);

    // null: read the whole list, and say when that is done
    private readonly Channel<(AlertNews? News, TaskCompletionSource<bool>? Done)> incoming = Channel.CreateUnbounded<(AlertNews?, TaskCompletionSource<bool>?)>();
    private readonly CancellationTokenSource gone = new();
    private readonly AlertShelf shelf = new();
    private IReadOnlyList<string> wrong = [];
    private IReadOnlyList<ThreadTally> tally = [];
    private DotNetObjectReference<AlertsPage>? self;
    private IJSObjectReference? browser;
    private ElementReference notice, keys, threads;
    private string? following, said, refusal, focus;

    [Inject] private TimelineClient Client { get; set; } = default!;

    [Inject] private Handover Handover { get; set; } = default!;

    [Inject] private NavigationManager Way { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    // only so that a new address of the same page is noticed
    [SupplyParameterFromQuery] public string? State { get; set; }

    [SupplyParameterFromQuery] public string? Rule { get; set; }

    [SupplyParameterFromQuery] public string? Theatre { get; set; }

    [SupplyParameterFromQuery] public string? Season { get; set; }

    [SupplyParameterFromQuery] public string? Correlation { get; set; }

    [PersistentState] public string? Ticket { get; set; }

    private int waiting => new AlertFilter().CountOf("raised", tally);

    protected override async Task OnParametersSetAsync()
    {
        (var filter, wrong) = AlertFilter.Read(Way.Uri);
        if (shelf.IsFilled && shelf.Filter == filter)
        {
            return;
        }

        shelf.Turn(filter);
        if (browser is not null)
        {
            await Connected();   // in its turn: what arrives meanwhile is taken in after it
        }
        else if (Handover.Take<ThreadPage>(Ticket) is { } page)
        {
            Show(page, []);
        }
        else if (await Read() is { } read && !RendererInfo.IsInteractive)
        {
            Ticket = Handover.Leave(read);
            return;
        }

        Ticket = null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "/" + Assets["alerts.js"]);
            browser = await module.InvokeAsync<IJSObjectReference>("follow", self, notice, threads, keys);
            _ = InvokeAsync(Follow);
        }

        if (focus is { } id && browser is not null)
        {
            focus = null;
            await browser.InvokeVoidAsync("focus", id);
        }
    }

    /// <summary>The stream stands, for the first time or again.</summary>
    /// <returns>Whether the list was read, so that nothing that happened before is missing.</returns>
    [JSInvokable]
    public async Task<bool> Connected()
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        incoming.Writer.TryWrite((null, done));
        return await done.Task.WaitAsync(gone.Token);
    }

    [JSInvokable]
    public void Arrived(string data)
    {
        if (AlertNews.Read(data) is { } news)
        {
            incoming.Writer.TryWrite((news, null));
        }
    }

    private async Task Follow()
    {
        try
        {
            while (await incoming.Reader.WaitToReadAsync(gone.Token))
            {
                while (incoming.Reader.TryRead(out var next))
                {
                    if (next.News is null)
                    {
                        next.Done?.TrySetResult(await Read() is not null);
                    }
                    else
                    {
                        await Take(next.News);
                    }
                }

                if (shelf.HasNews)
                {
                    said = shelf.Tell() ?? said;
                    StateHasChanged();
                    await Count();
                }

                StateHasChanged();
                await Task.Delay(Breath, Clock, gone.Token);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // the page was left
        }
        catch (Exception broken)
        {
            await DispatchExceptionAsync(broken);
        }
    }

    private async Task Take(AlertNews news)
    {
        if (shelf.Hear(news) != Taken.Missing)
        {
            return;
        }

        try
        {
            shelf.Learn(news, await Client.Episodes(news.Id, gone.Token));
        }
        catch (RefusalException refused)
        {
            refusal = refused.Message;
        }
    }

    private Task Handled(AlertView alert)
    {
        shelf.Put([alert]);
        return gone.IsCancellationRequested ? Task.CompletedTask : Count();   // the news of it will be none to this page
    }

    private async Task<ThreadPage?> Read()
    {
        try
        {
            var asked = shelf.Filter;
            var page = await Client.Threads(asked.Question(), Math.Clamp(shelf.Threads.Count, PageSize, MostAtOnce), null, gone.Token);
            var left = shelf.IsFilled ? await Left() : [];
            if (shelf.Filter == asked)   // else somebody turned to another filter meanwhile, and that one is read next
            {
                Show(page, left);
            }

            return page;
        }
        catch (RefusalException refused)
        {
            refusal = refused.Problem.Errors is { } errors ? string.Join(" ", errors.Values.SelectMany(e => e)) : refused.Message;
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
        }

        return null;
    }

    // What the page showed and what left the filter unheard: whoever looked at it is told what became of it, above all that it no longer holds.
    // It changed last, so it is among the first without regard to the state.
    private async Task<IEnumerable<AlertThread>> Left() => shelf.Filter.State is null
        ? []
        : (await Client.Threads((shelf.Filter with { State = null }).Question(), MostAtOnce, null, gone.Token)).Items.Where(shelf.Keeps);

    private void Show(ThreadPage page, IEnumerable<AlertThread> left)
    {
        shelf.Fill(page.Items, left);
        (refusal, following, tally) = (null, page.Next, page.Tally);
    }

    private async Task ShowOlder()
    {
        try
        {
            var page = await Client.Threads(shelf.Filter.Question(), PageSize, following, gone.Token);
            shelf.Put(page.Items.SelectMany(t => t.Episodes));
            following = page.Next;
        }
        catch (RefusalException refused)
        {
            refusal = refused.Message;
        }
    }

    private async Task Count()
    {
        try
        {
            tally = (await Client.Threads([], 1, null, gone.Token)).Tally;
        }
        catch (RefusalException)
        {
            // they are counted again with the next news
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        gone.Dispose();
        self?.Dispose();
        try
        {
            if (browser is not null)
            {
                await browser.InvokeVoidAsync("stop");
                await browser.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the browser is gone, and its stream with it
        }
    }
}
