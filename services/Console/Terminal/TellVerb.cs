using System.Globalization;
using Timeline.Console.Api;
using Timeline.Contracts;

namespace Timeline.Console.Terminal;

/// <summary><c>tell</c>: what the system itself says of each season and what it found, asked over HTTP and put in words.</summary>
internal static class TellVerb
{
    private const string UsualTheatre = "fergana";
    private static readonly int[] UsualSeasons = [1999, 2000, 2001];

    private sealed record Settled(bool IsSettled)
    {
        [System.Text.Json.Serialization.JsonPropertyName("settled")]
        public bool IsSettled { get; init; } = IsSettled;
    }

    public static async Task<int> RunAsync(Options options, CancellationToken stop)
    {
        var theatre = options.Value("theatre") ?? UsualTheatre;
        var years = options.Value("seasons") is { } stated ? Years(stated) : UsualSeasons;
        using var origin = Origin.At(options.Url());
        if (options.Value("settle") is { } seconds)
        {
            await SettleAsync(origin, Seconds(seconds), stop);
        }

        var names = new IncidentNames(origin);
        foreach (var year in years)
        {
            var season = await origin.TryGetAsync<SeasonView>($"api/seasons/{Uri.EscapeDataString(theatre)}/{year}", stop);
            await WriteAsync(season is null ? [$"Season {year}: nothing recorded", ""] : SeasonInWords.Tell(season, await names.OfAsync(SeasonInWords.Mentions(season), stop)));
        }

        var correlations = await origin.GetAsync<IReadOnlyList<CorrelationView>>($"api/correlations?theatre={Uri.EscapeDataString(theatre)}", stop);
        var standing = correlations.Where(c => c.State == "holds" && years.Contains(c.SeasonYear)).ToList();
        await WriteAsync(CorrelationsInWords.Tell(standing, await names.OfAsync(CorrelationsInWords.Mentions(standing), stop)));
        return 0;
    }

    /// <summary>Waits until every service has taken in what the others sent.</summary>
    private static async Task SettleAsync(Origin origin, TimeSpan patience, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(patience);
        try
        {
            while (!(await origin.GetAsync<Settled>("ops/settled", enough.Token)).IsSettled)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), enough.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            await System.Console.Error.WriteLineAsync($"The services have not caught up with one another within {patience.TotalSeconds} s; what follows may not be all.");
        }
    }

    private static int[] Years(string stated) =>
        [.. stated.Split(',').Select(year => int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 10000
            ? number
            : throw new NotUnderstoodException($"--seasons wants years with commas between them, and '{year}' is none"))];

    private static TimeSpan Seconds(string stated) =>
        int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 86400
            ? TimeSpan.FromSeconds(number)
            : throw new NotUnderstoodException($"--settle wants seconds, not '{stated}'");

    private static async Task WriteAsync(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await System.Console.Out.WriteLineAsync(line);
        }
    }
}
