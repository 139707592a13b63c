using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Timeline.Console.Api;
using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Console.Components.Pages.Imports;

/// <summary>
/// Takes a file in: what it seems to be is said before it is sent, how far it is while it is taken in, and of every row what became of it.
/// Next: services/Ingestion/Imports/StartImport.cs takes the file.
/// </summary>
public sealed partial class ImportPage
{
    private const int Page = 100;
    private const string Proposed = "";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(400);

    private static readonly (string, string)[] Formats =
        [("timeline", "Timeline (JSON)"), ("csv", "CSV, by a mapping"), ("ucdp-ged", "UCDP GED"), ("acled", "ACLED"), ("asam", "ASAM (NGA)")];

    private const int SettledAtOnce = 50;

    private static readonly (string, string)[] Encodings =
    [
        ("", "as it is found"), ("utf-8", "UTF-8"), ("utf-16le", "UTF-16, little endian"), ("utf-16be", "UTF-16, big endian"), ("windows-1250", "Windows-1250 (Central European)"), ("windows-1251", "Windows-1251 (Cyrillic)"),
        ("windows-1252", "Windows-1252 (Western European)"), ("windows-1254", "Windows-1254 (Turkish)"), ("windows-1256", "Windows-1256 (Arabic)"), ("koi8-r", "KOI8-R (Cyrillic)"), ("ibm866", "IBM 866 (Cyrillic)"),
    ];

    private readonly CancellationTokenSource gone = new();
    private IReadOnlyDictionary<string, string[]> wrong = new Dictionary<string, string[]>();
    private IReadOnlyList<ImportView>? list;
    private IReadOnlyList<string> mappings = [], columns = [];
    private MappingSheet sheet = new();
    private ImportView? shown;
    private string format = "timeline", set = "", mapping = Proposed, mappingName = "", verdict = "", me = "", encoding = "";
    private string? refusal, keptSays, seems, fileName, following, settled, settling, focus;
    private bool dryRun, backfill, sending, more;

    /// <summary>The import that is looked at.</summary>
    [SupplyParameterFromQuery(Name = "import")] public string? Asked { get; set; }

    [Inject] private TimelineClient Client { get; set; } = default!;

    [Inject] private MudBlazor.IDialogService Dialogs { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private AuthenticationStateProvider Who { get; set; } = default!;

    [Inject] private NavigationManager Here { get; set; } = default!;

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override Task OnInitializedAsync() => TryAsync(async () =>
    {
        me = (await Who.GetAuthenticationStateAsync()).User.Name();
        list = await Client.Imports(gone.Token);
        mappings = await Client.Mappings(gone.Token);
    });

    protected override async Task OnParametersSetAsync()
    {
        if (Asked != shown?.Id)
        {
            (shown, verdict, settled) = (null, "", null);
            await ShowAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (shown is { IsOver: false } && following != shown.Id)
        {
            following = shown.Id;
            _ = FollowAsync(shown.Id);
        }

        if (focus is { } id)
        {
            focus = null;
            await Focus.MoveAsync(Js, Assets, id);
        }
    }

    // while it runs the page looks again and again: rows are counted by the hundred
    private async Task FollowAsync(string id)
    {
        try
        {
            using var timer = new PeriodicTimer(BetweenLooks);
            while (await timer.WaitForNextTickAsync(gone.Token) && Asked == id && shown is not { IsOver: true })
            {
                await InvokeAsync(async () =>
                {
                    await ShowAsync();
                    StateHasChanged();
                });
            }

            await InvokeAsync(async () =>
            {
                await TryAsync(async () => list = await Client.Imports(gone.Token));
                StateHasChanged();
            });
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // the page was left
        }
        finally
        {
            following = null;
        }
    }

    private Task ShowAsync() => TryAsync(async () =>
    {
        if (Asked is { Length: > 0 } id)
        {
            shown = await Client.Import(id, verdict, 0, Page, gone.Token);
            more = shown.Verdicts?.Count == Page;
        }
    });

    private Task ChooseAsync(string chosen)
    {
        verdict = chosen;
        return ShowAsync();
    }

    private Task MoreAsync() => TryAsync(async () =>
    {
        if (shown is { Verdicts: { Count: > 0 } rows } before)
        {
            var next = await Client.Import(before.Id, verdict, rows[^1].Line, Page, gone.Token);
            shown = next with { Verdicts = [.. rows, .. next.Verdicts ?? []] };
            more = next.Verdicts?.Count == Page;
        }
    });

    private Task EndAsync() => TryAsync(async () =>
    {
        if (shown is { } import)
        {
            await Client.EndImport(import.Id, gone.Token);
            await ShowAsync();
        }
    });

    private Task DecideAsync(string decision, string? reason) => TryAsync(async () =>
    {
        if (shown is { } import)
        {
            refusal = null;
            await Client.DecideImport(import.Id, decision, reason, gone.Token);
            await ShowAsync();
        }
    });

    private async Task RejectAsync()
    {
        if (shown is { } import && await Dialogs.ShowMessageBoxAsync("Reject this import?", $"What it recorded before line {import.Waits?.Line} stands, and can be taken back afterwards. The rest is not recorded.", yesText: "Reject it", cancelText: "Leave it") == true)
        {
            await DecideAsync("rejections", "rejected on the page of imports");
        }
    }

    private Task SettleAsync((int Line, bool Report) row) => TryAsync(async () =>
    {
        if (shown is { } import)
        {
            (refusal, settled) = (null, null);
            await Client.SettleRow(import.Id, row.Line, row.Report ? "report" : "incident", gone.Token);
            await ShowAsync();
            // the buttons that were pressed are gone with what the row was
            (settled, focus) = ($"Line {row.Line} is recorded as {(row.Report ? "a further report of the incident" : "an incident of its own")}.", "settled");
        }
    });

    private Task SettleManyAsync((IReadOnlyList<int> Lines, bool Report, string? Why) asked) => SettleTogetherAsync(asked.Report, async (id, outcomes) =>
    {
        foreach (var lines in asked.Lines.Chunk(SettledAtOnce))
        {
            outcomes.AddRange((await Client.SettleRows(id, lines, asked.Report, asked.Why, gone.Token)).Rows);
            Progress($"{outcomes.Count} of {Words.Count(asked.Lines.Count, "row")} …");
        }
    });

    private Task SettleAllAsync((double AtLeast, bool Report, string? Why) asked) => SettleTogetherAsync(asked.Report, async (id, outcomes) =>
    {
        for (int? after = 0; after is not null;)
        {
            var some = await Client.SettleRows(id, asked.AtLeast, after.Value, SettledAtOnce, asked.Report, asked.Why, gone.Token);
            outcomes.AddRange(some.Rows);
            Progress($"{outcomes.Count} of {Words.Count(outcomes.Count + some.Left, "row")} …");
            after = some.Next;
        }
    });

    private void Progress(string says)
    {
        settling = says;
        StateHasChanged();
    }

    private Task SettleTogetherAsync(bool report, Func<string, List<RowOutcome>, Task> settle) => TryAsync(async () =>
    {
        if (shown is not { } import)
        {
            return;
        }

        (refusal, settled) = (null, null);
        Progress("Settling …");
        var outcomes = new List<RowOutcome>();
        try
        {
            await settle(import.Id, outcomes);
        }
        finally
        {
            // also where it broke off: what was settled until then stands, and is said
            (settling, settled) = (null, ImportWords.Settled(outcomes, report));
            await ShowAsync();
            // not sooner: what was drawn before the answer came may be through only now, and would look for what is not there yet
            focus = "settled";
        }
    });

    private async Task DecidedAsync(string says)
    {
        await ShowAsync();
        (settled, focus) = (says, "settled");
    }

    private Task ChooseEncodingAsync(string chosen)
    {
        encoding = chosen;
        return fileName is null ? Task.CompletedTask : LookAsync(false);
    }

    private Task LookAsync() => LookAsync(true);

    // a file that was chosen just now may be read as the mapping says that was kept for such files
    private async Task LookAsync(bool chosen)
    {
        (refusal, seems, wrong) = (null, null, new Dictionary<string, string[]>());
        await using var module = await ModuleAsync();
        if (await module.InvokeAsync<Chosen?>("look", "file") is not { } file)
        {
            return;
        }

        (fileName, seems) = (file.Name, "Looking at it …");
        if (set.Length == 0)
        {
            set = ImportWords.SetOf(file.Name);
        }

        StateHasChanged();
        var answer = await module.InvokeAsync<Answer>("propose", "file", encoding);
        if (answer.Status != 200)
        {
            (seems, wrong) = ProblemOf(answer);
            return;
        }

        var seen = JsonSerializer.Deserialize<SeemingView>(answer.Body, TimelineJson.Options)!;
        (format, columns, keptSays) = (seen.Format, [.. seen.Columns.Where(c => c.Length > 0)], null);
        sheet = MappingSheet.Of(seen.Mapping);
        (mapping, mappingName) = (seen.Kept ?? Proposed, seen.Kept ?? ImportWords.SetOf(file.Name));
        if (chosen && encoding.Length == 0 && sheet.Encoding.Length > 0)
        {
            await ChooseEncodingAsync(sheet.Encoding);
            return;
        }

        seems = $"{ImportWords.Size(file.Size)}, {seen.Encoding}; it seems to be {Formats.First(f => f.Item1 == seen.Format).Item2}{(seen.Columns.Count > 0 ? $" with {Words.Count(seen.Columns.Count(c => c.Length > 0), "column")}" : "")}.";
    }

    private async Task SendAsync()
    {
        (refusal, wrong) = (null, new Dictionary<string, string[]>());
        if (fileName is null)
        {
            refusal = "Choose a file first.";
            return;
        }

        sending = true;
        try
        {
            var words = new Dictionary<string, string>
            {
                ["format"] = format, ["set"] = set, ["file"] = fileName, ["dryRun"] = dryRun ? "true" : "false", ["backfill"] = backfill ? "true" : "false",
            };
            if (encoding.Length > 0)
            {
                words["encoding"] = encoding;
            }

            if (format == "csv")
            {
                words["mapping"] = Written().ToJsonString();
            }

            await using var module = await ModuleAsync();
            var answer = await module.InvokeAsync<Answer>("send", gone.Token, "file", string.Join('&', words.Select(w => $"{w.Key}={Uri.EscapeDataString(w.Value)}")));
            if (answer.Status == 202)
            {
                var taken = JsonSerializer.Deserialize<ImportTaken>(answer.Body, TimelineJson.Options)!;
                Here.NavigateTo($"/import?import={taken.Id}");
            }
            else
            {
                (refusal, wrong) = ProblemOf(answer);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // the page was left
        }
        finally
        {
            sending = false;
        }
    }

    private IEnumerable<(string, string)> Meanings() => mappings.Select(m => (m, $"as kept: {m}")).Prepend((Proposed, "as proposed from the header, to be completed below"));

    private string? StillAsked() =>
        sheet.Asks() is { Count: > 0 } asks ? $"Still asked for: {string.Join(", ", asks)}. Each takes a column, a value for all rows, or a text with {{columns}} in it." : null;

    private Task ChooseMappingAsync(string name) => TryAsync(async () =>
    {
        (mapping, keptSays) = (name, null);
        if (name != Proposed)
        {
            sheet = MappingSheet.Of(await Client.Mapping(name, gone.Token));
            mappingName = name;
            encoding = sheet.Encoding.Length > 0 ? sheet.Encoding : encoding;
        }
    });

    private System.Text.Json.Nodes.JsonObject Written()
    {
        sheet.Encoding = encoding;
        return sheet.Written();
    }

    private async Task KeepAsync()
    {
        (wrong, keptSays, refusal) = (new Dictionary<string, string[]>(), null, null);
        try
        {
            var name = mappingName.Trim();
            // a name that may not be is refused with what one may be; an empty one would ask another address
            await Client.KeepMapping(name.Length == 0 ? "-" : name, Written(), gone.Token);
            mappings = await Client.Mappings(gone.Token);
            (mapping, keptSays) = (name, $"Kept as {name}: it is proposed for the next file with these columns.");
        }
        catch (RefusalException refused)
        {
            wrong = refused.Problem.Errors ?? wrong;
            refusal = wrong.Count > 0 ? $"Not kept: {string.Join(" ", wrong.SelectMany(e => e.Value.Select(v => $"{e.Key}: {v}")))}" : $"Not kept: {refused.Message}";
        }
    }

    private string? Wrong(params string[] fields) =>
        wrong.Where(w => fields.Any(f => w.Key == f || w.Key.StartsWith(f + ".", StringComparison.Ordinal))).SelectMany(w => w.Value.Select(v => w.Key == fields[0] ? v : $"{w.Key}: {v}")).FirstOrDefault();

    private static (string Says, IReadOnlyDictionary<string, string[]> Errors) ProblemOf(Answer answer)
    {
        var none = new Dictionary<string, string[]>();
        if (answer.Status == 0)
        {
            return ("The file could not be sent: the system does not answer.", none);
        }

        try
        {
            var problem = JsonSerializer.Deserialize<Problem>(answer.Body, TimelineJson.Options);
            return problem?.Errors is { Count: > 0 } errors
                ? ($"Not taken: {string.Join(" ", errors.SelectMany(e => e.Value.Select(v => $"{e.Key}: {v}")))}", errors)
                : (problem?.Detail ?? problem?.Title ?? $"The system answered {answer.Status}.", none);
        }
        catch (JsonException)
        {
            return ($"The system answered {answer.Status}.", none);
        }
    }

    private async Task TryAsync(Func<Task> deed)
    {
        try
        {
            await deed();
        }
        catch (RefusalException refused)
        {
            refusal = refused.Problem.Errors is { Count: > 0 } errors ? string.Join(" ", errors.SelectMany(e => e.Value)) : refused.Message;
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // the page was left
        }
    }

    private ValueTask<IJSObjectReference> ModuleAsync() => Js.InvokeAsync<IJSObjectReference>("import", gone.Token, "/" + Assets["import.js"]);

    private sealed record Chosen(string Name, long Size);

    private sealed record Answer(int Status, string Body);
}
