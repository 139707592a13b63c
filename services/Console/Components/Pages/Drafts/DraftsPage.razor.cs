using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Timeline.Console.Api;
using Timeline.Hosting;

namespace Timeline.Console.Components.Pages.Drafts;

/// <summary>
/// What waits for a second person: what it says, how it is read, and the decision. What others decide meanwhile is seen within two seconds, and what an incident says meanwhile within half a minute.
/// Next: services/Ingestion/Approvals/DecideDrafts.cs takes the decision.
/// </summary>
public sealed partial class DraftsPage
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);
    private static readonly (string, string)[] States = [("", "all that no longer waits"), ("approved", "approved"), ("rejected", "rejected"), ("withdrawn", "withdrawn")];

    // every half minute the drafts are read themselves, and not only which there are
    private const int LooksUntilReadAnew = 15;

    private readonly CancellationTokenSource gone = new();
    private readonly Dictionary<string, DraftSheet> sheets = [];
    private readonly Dictionary<string, string?> titles = [];
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();
    private IReadOnlyList<TheatreView>? theatres;
    private List<DraftView>? waiting, decided;
    private string me = "", shownState = "";
    private string? refusal, done, became;
    private bool focusDone, mayNot;
    private int looks;

    [Inject] private TimelineClient Client { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private AuthenticationStateProvider Who { get; set; } = default!;

    private string Asking => theatres?.Where(t => t.SecondPerson).Select(t => t.Name).ToList() switch
    {
        null => "What is entered waits here where a theatre asks for a second person.",
        { Count: 0 } => "No theatre asks for a second person now: what is entered is recorded at once.",
        var asking => $"{string.Join("; ", asking)}: what one person enters another approves. Nothing of it is known before.",
    };

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        me = (await Who.GetAuthenticationStateAsync()).User.Name();
        await TryAsync(async () =>
        {
            theatres = await Client.Theatres(gone.Token);
            names = theatres.ToDictionary(t => t.Id, t => t.Name);
            await ReadAsync();
        });
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _ = Following.EveryAsync(BetweenLooks, FollowAsync, gone.Token);
        }

        if (focusDone)
        {
            focusDone = false;
            await Focus.MoveAsync(Js, Assets, "done");
        }
    }

    private Task FollowAsync() => InvokeAsync(async () =>
    {
        if (!mayNot)
        {
            await TryAsync(ReadAsync);
            StateHasChanged();
        }
    });

    private async Task ReadAsync()
    {
        var now = (await Client.Drafts("waiting", gone.Token)).Reverse().ToList();   // who has waited longest comes first
        var areOthers = waiting is null || !now.SequenceEqual(waiting);
        // what waits beside a draft is said on its sheet, and what stands against it may come with any incident
        var readAll = areOthers || ++looks % LooksUntilReadAnew == 0;
        foreach (var draft in now.Where(d => readAll || !sheets.ContainsKey(d.Id)))
        {
            var sheet = sheets[draft.Id] = await Client.Draft(draft.Id, gone.Token);
            if (DraftWords.Into(sheet.Form) is { } into)
            {
                titles[into] = await TitleAsync(into);
            }
        }

        // only where something is otherwise: what is being typed must not lose its place
        if (areOthers)
        {
            waiting = now;
        }

        decided = [.. (await Client.Drafts(shownState, gone.Token)).Where(d => d.State != "waiting")];
    }

    // its id stands for it where nobody can say
    private async Task<string?> TitleAsync(string incident)
    {
        try
        {
            return (await Client.Incident(incident, null, gone.Token)).Title;
        }
        catch (RefusalException)
        {
            return null;
        }
    }

    private Task ShowAsync(string state)
    {
        shownState = state;
        return TryAsync(ReadAsync);
    }

    private Task DecideAsync(DraftView draft, string decision, string? reason) => TryAsync(async () =>
    {
        (done, became, refusal) = (null, null, null);
        try
        {
            became = (await Client.Decide(draft.Id, decision, reason, draft.Version, gone.Token)).IncidentId;
            done = decision switch { "approvals" => $"Approved: “{draft.Title}” is recorded.", "rejections" => $"Rejected: “{draft.Title}”.", _ => $"Withdrawn: “{draft.Title}”." };
        }
        catch (RefusalException refused)
        {
            refusal = $"“{draft.Title}”: {DraftWords.Says(refused)}";
        }

        sheets.Remove(draft.Id);
        await ReadAsync();
        focusDone = done is not null;   // not before the card is gone in which the focus was
    });

    private async Task TryAsync(Func<Task> deed)
    {
        try
        {
            await deed();
        }
        catch (RefusalException refused) when (refused.Problem.Status == 403)
        {
            mayNot = true;   // the page itself says who may look
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
}
