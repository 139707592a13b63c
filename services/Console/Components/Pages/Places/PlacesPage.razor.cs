using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Timeline.Console.Api;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.Places;

/// <summary>The gazetteer: found in any spelling, and added to. Next: services/Ingestion/Places/AddPlaces.cs takes what is added.</summary>
public sealed partial class PlacesPage
{
    private const int Most = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly string[] Fields = ["name", "id", "type", "within", "lat", "lon", "spellings", "administeredBy", "reason"];
    private static readonly (string, string)[] Types = [.. Enum.GetValues<PlaceType>().Where(t => t != PlaceType.Unknown).Select(t => (Words.Wire(t), Words.Wire(t))), ("unknown", "not known")];

    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource typing = new();
    private IReadOnlyList<Place> all = [];
    private IReadOnlyList<Place>? found;
    private FormProblems wrong = FormProblems.None, spellWrong = FormProblems.None;
    private string sought = "", name = "", type = "village", within = "", lat = "", lon = "", spellings = "", administered = "", reason = "", spelling = "", spellReason = "";
    private string? refusal, done, focus, spelled;
    private bool saving;

    /// <summary>What is sought when the page opens.</summary>
    [SupplyParameterFromQuery(Name = "q")] public string? Asked { get; set; }

    [Inject] private TimelineClient Client { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    private string? WithinRead => Parts(within) is { Count: > 0 } parts && parts.TrueForAll(p => Id(p) is not null) ? string.Join(", ", parts.Select(p => NameOf(Id(p)!))) : null;

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
        typing.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        sought = Asked ?? "";
        await ReadAsync();
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
            all = await Client.Places(gone.Token);
            found = sought.Trim().Length == 0 ? all : await Client.Places(sought.Trim(), gone.Token);
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

    private async Task SeekAsync(string words)
    {
        sought = words;
        await typing.CancelAsync();
        typing.Dispose();
        typing = new();
        var mine = typing.Token;
        try
        {
            await Task.Delay(Pause, mine);
            await ReadAsync();
        }
        catch (OperationCanceledException)
        {
            // more was typed
        }
    }

    private void Begin(Place place) => (spelled, spelling, spellReason, spellWrong, done, focus) = (place.Id, "", "", FormProblems.None, null, "spelling");

    private async Task SpellAsync()
    {
        (saving, spellWrong) = (true, FormProblems.None);
        try
        {
            var added = await Client.AddSpelling(spelled!, spelling, spellReason.Length > 0 ? spellReason : null, gone.Token);
            (spelled, done) = (null, $"“{spelling.Trim()}” is read as {added.Place.Name} from now on.");
            await Following.UntilAsync(ReadAsync, () => all.Any(p => p.Id == added.Place.Id && p.Spellings.Contains(spelling.Trim())), gone.Token);
            focus = "done";
        }
        catch (RefusalException refused)
        {
            (spellWrong, focus) = (FormProblems.Of(refused, "spelling", "reason"), Focus.FirstWrong);
        }
        finally
        {
            saving = false;
        }
    }

    private async Task AddAsync()
    {
        (saving, wrong, done) = (true, FormProblems.None, null);
        var mistyped = new Dictionary<string, string[]>();
        var (north, east) = (Degrees(lat, "lat", mistyped), Degrees(lon, "lon", mistyped));
        if (mistyped.Count > 0)
        {
            (saving, wrong, focus) = (false, FormProblems.Of(mistyped), Focus.FirstWrong);
            return;
        }

        try
        {
            var added = await Client.AddPlace(
                new(Given(name), type, [.. Parts(within).Select(p => Id(p) ?? p)], Given(administered), north, east, Parts(spellings), null, Given(reason)), gone.Token);
            done = $"{added.Place.Name} was added: it is read in words, and counts where {string.Join(" and ", added.Place.Within.Select(NameOf))} {(added.Place.Within.Count == 1 ? "counts" : "count")}.";
            (name, within, lat, lon, spellings, administered, reason, sought) = ("", "", "", "", "", "", "", added.Place.Name);
            await Following.UntilAsync(ReadAsync, () => all.Any(p => p.Id == added.Place.Id), gone.Token);
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

    private string NameOf(string id) => all.FirstOrDefault(p => p.Id == id)?.Name ?? id;

    // an id, or a name or spelling as it stands; what is neither is refused by the service at its field
    private string? Id(string words) =>
        all.FirstOrDefault(p => p.Id == words)?.Id ?? all.FirstOrDefault(p => p.Spellings.Prepend(p.Name).Contains(words, StringComparer.OrdinalIgnoreCase))?.Id;

    private static List<string> Parts(string words) => [.. words.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static string? Given(string words) => string.IsNullOrWhiteSpace(words) ? null : words.Trim();

    private static double? Degrees(string words, string field, Dictionary<string, string[]> mistyped)
    {
        var read = Given(words) is { } given ? TypedNumber.ReadDegrees(given) : null;
        if (read?.Wrong is { } says)
        {
            mistyped[field] = [says];
        }

        return read?.Value;
    }

    private static string Degrees(GeoPoint p) => string.Create(CultureInfo.InvariantCulture, $"{p.Lat:0.##}°, {p.Lon:0.##}°");
}
