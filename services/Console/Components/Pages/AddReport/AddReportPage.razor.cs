using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.AddReport;

/// <summary>
/// Adds a report, of a new incident or a further one of an incident that the address names. The words are read while they are typed (<see cref="LiveReading"/>).
/// Next: services/Ingestion/Reports/ReportIncident.cs takes what is saved.
/// </summary>
public sealed partial class AddReportPage
{
    private Draft draft = new();
    private LiveReading reading = default!;
    private Guid attempt = Guid.NewGuid();
    private Saved? saved;
    private DraftSheet? changing;
    private string? savedTitle, refusal, focus;
    private bool saving;

    /// <summary>The incident that a further report is added to.</summary>
    [SupplyParameterFromQuery(Name = "incident")] public string? OfIncident { get; set; }

    /// <summary>Its kind, as it is sent.</summary>
    [SupplyParameterFromQuery(Name = "kind")] public string? OfKind { get; set; }

    /// <summary>A report that waits for a second person, which its author changes.</summary>
    [SupplyParameterFromQuery(Name = "draft")] public string? OfDraft { get; set; }

    [Inject] private NavigationManager Here { get; set; } = default!;

    public void Dispose() => reading.Dispose();

    protected override async Task OnInitializedAsync()
    {
        if (OfDraft is null)
        {
            return;
        }

        try
        {
            changing = await Client.Draft(OfDraft, CancellationToken.None);
            if (!FormAgain.Holds(changing.Form))
            {
                // no page leads here: somebody typed the address
                (changing, refusal) = (null, "That draft says more than this form shows, and would lose it. Change it the way it was sent, or withdraw it.");
                return;
            }

            draft = FormAgain.Of(changing.Form);
            await reading.Typed(null);
        }
        catch (RefusalException refused)
        {
            refusal = refused.Message;
        }
    }

    protected override void OnInitialized()
    {
        reading = new(Client, wrong => draft.Form(wrong), OfDraft);
        reading.Changed += StateHasChanged;
        draft.IncidentId = OfIncident ?? "";
        draft.Kind = Enum.GetValues<Vocabulary.Kind>().FirstOrDefault(k => Words.Wire(k) == OfKind, draft.Kind);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focus is { } id)
        {
            focus = null;
            await Focus.MoveAsync(Js, Assets, id);
        }
    }

    private void Touched()
    {
        attempt = Guid.NewGuid();
        refusal = null;
    }

    private Task Take(DuplicateView twin)
    {
        (draft.IncidentId, draft.Sought) = (twin.IncidentId, "");
        Touched();
        return reading.Typed(null);
    }

    private async Task Save()
    {
        saving = true;
        (saved, refusal) = (null, null);
        try
        {
            if (await reading.ToSaveAsync() is not { } report)
            {
                Refuse();
            }
            else if (changing is { } before)
            {
                await Client.ChangeDraft(before.Draft.Id, report, before.Draft.Version, CancellationToken.None);
                Here.NavigateTo("/drafts");
            }
            else
            {
                saved = await Client.Save(report, attempt, CancellationToken.None);
                savedTitle = draft.Title;
                Begin();
            }
        }
        catch (RefusalException refused)
        {
            reading.Refused(refused);
            Refuse(refused.Problem.Errors is null ? refused.Message : null);
        }
        finally
        {
            saving = false;
        }
    }

    private void Refuse(string? says = null)
    {
        refusal = says ?? $"Not saved: {Words.Count(reading.Wrong.Count, "field needs", "fields need")} another look.";
        focus = says is null ? Focus.FirstWrong : null;
        // what no field shows is said above the form
        if (says is null && reading.Wrong.Keys.Any(k => k is "body" or "Idempotency-Key" or "expectedVersion"))
        {
            refusal += " " + string.Join(" ", reading.Wrong.Where(w => w.Key is "body" or "Idempotency-Key" or "expectedVersion").SelectMany(w => w.Value));
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
        reading.Forget();
        focus = "saved";
    }
}
