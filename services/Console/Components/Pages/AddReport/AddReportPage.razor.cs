using Microsoft.JSInterop;
using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.AddReport;

/// <summary>
/// The words are read while they are typed, and what is wrong with a field is shown once somebody has been in it, or has tried to save.
/// Next: services/Ingestion/Reports/ReportIncident.cs takes what is saved.
/// </summary>
public sealed partial class AddReportPage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly HashSet<string> touched = [];
    private Draft draft = new();
    private CancellationTokenSource typing = new();
    private CheckAnswer? answer;
    private IReadOnlyDictionary<string, string[]> wrong = new Dictionary<string, string[]>();
    private Guid attempt = Guid.NewGuid();
    private Saved? saved;
    private string? savedTitle, refusal, unread;
    private bool checking, saving, tried, focusWrong, focusSaved;

    private string? WhenRead => draft.When.Length > 0 && answer?.Reading?.When is { } when ? when.Says ?? Days(when) : null;

    private string? WhereRead => draft.Where.Length > 0 ? answer?.Reading?.Where?.Says : null;

    public void Dispose()
    {
        typing.Cancel();
        typing.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!focusWrong && !focusSaved)
        {
            return;
        }

        var onWrong = focusWrong;
        (focusWrong, focusSaved) = (false, false);
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "/" + Assets["form.js"]);
        await (onWrong ? module.InvokeVoidAsync("focusFirstWrong") : module.InvokeVoidAsync("focus", "saved"));
    }

    private static string? Days(WhenReading when) => when.Begins is { } begins ? Words.Say(begins) : null;

    /// <summary>What is wrong with a field or with a part of it.</summary>
    private string? Problem(string field) => tried || touched.Contains(field)
        ? Exactly(field) ?? Exactly(field + ".text") ?? Exactly(field + ".date") ?? (field is "actors" ? wrong.Keys.Where(k => k.StartsWith("actors[", StringComparison.Ordinal)).Select(Exactly).FirstOrDefault() : null)
        : null;

    private string? Exactly(string field) => wrong.TryGetValue(field, out var says) ? string.Join(" ", says) : null;

    private async Task Set(Action change, string? field = null)
    {
        change();
        attempt = Guid.NewGuid();
        refusal = null;
        await typing.CancelAsync();
        typing.Dispose();
        var mine = (typing = new()).Token;
        try
        {
            await Task.Delay(Pause, mine);
            await Check(mine);
            if (field is not null)
            {
                touched.Add(field);
            }
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // somebody typed on
        }
    }

    private async Task Check(CancellationToken stop)
    {
        checking = true;
        try
        {
            var mistyped = new Dictionary<string, string[]>();
            var now = await Client.Check(draft.Form(mistyped), stop);
            answer = now;
            wrong = Together(mistyped, now.Problems);
            unread = null;
        }
        catch (RefusalException refused)
        {
            wrong = refused.Problem.Errors ?? wrong;
            unread = refused.Problem.Errors is null ? $"The words could not be read just now: {refused.Message}" : null;
        }
        finally
        {
            checking = false;
        }
    }

    private async Task Save()
    {
        await typing.CancelAsync();
        tried = true;
        saving = true;
        (saved, refusal) = (null, null);
        try
        {
            var mistyped = new Dictionary<string, string[]>();
            var form = draft.Form(mistyped);
            if (mistyped.Count > 0)
            {
                wrong = Together(mistyped, wrong);
                Refuse();
                return;
            }

            saved = await Client.Save(form, attempt, CancellationToken.None);
            savedTitle = draft.Title;
            Begin();
        }
        catch (RefusalException refused)
        {
            wrong = refused.Problem.Errors ?? wrong;
            Refuse(refused.Problem.Errors is null ? refused.Message : null);
        }
        finally
        {
            saving = false;
        }
    }

    private void Refuse(string? says = null)
    {
        refusal = says ?? $"Not saved: {Words.Count(wrong.Count, "field needs", "fields need")} another look.";
        focusWrong = says is null;
        // what no field shows is said above the form
        if (says is null && wrong.Keys.Any(k => k is "body" or "Idempotency-Key" or "expectedVersion"))
        {
            refusal += " " + string.Join(" ", wrong.Where(w => w.Key is "body" or "Idempotency-Key" or "expectedVersion").SelectMany(w => w.Value));
        }
    }

    private void Begin()
    {
        var before = draft;
        draft = new()
        {
            Kind = before.Kind, Source = before.Source, Reliability = before.Reliability, Credibility = before.Credibility, Published = before.Published, Url = before.Url, Origin = before.Origin,
        };
        attempt = Guid.NewGuid();
        answer = null;
        wrong = new Dictionary<string, string[]>();
        touched.Clear();
        tried = false;
        focusSaved = true;
    }

    private static Dictionary<string, string[]> Together(IReadOnlyDictionary<string, string[]> mistyped, IReadOnlyDictionary<string, string[]>? told) =>
        mistyped.Concat(told ?? new Dictionary<string, string[]>()).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.SelectMany(p => p.Value).Distinct().ToArray());
}
