using System.Globalization;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Cases;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Knowing;

/// <summary>
/// One history and two systems. The whole one gets it as it comes: the second sample, files backfilled out of order, changes by hand, an archive found late. The
/// other is stopped again and again: at each stop it has got what was known by then, in the order in which it became known, and nothing else.
/// </summary>
/// <remarks>
/// <para>At a stop in the past both are asked with knownAt, so that both judge as of that day; the stopped one knows of nothing that this could leave out. What is
/// judged by no day is compared with what it shows now, too. At a stop between changes by hand, all of today, it is asked for what it shows now alone.</para>
/// <para>Whatever the whole one showed while it lived is asked of it again at the end, by clock=recorded.</para>
/// </remarks>
public sealed class PlayedHistory : IAsyncLifetime
{
    /// <summary>The second sample's set, and the day it is asked about.</summary>
    public const string Sample = "as-if-reported", September = "1999-09-01";

    private static readonly DateTime First = new(1990, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    private sealed record Seen(string At, IReadOnlyList<string> Paths, IReadOnlyDictionary<string, string> Answers);

    private readonly Reader whole = new(new());
    private readonly Reader stopped = new(new());
    private readonly List<KnownRow> rows = [];
    private readonly List<Seen> seen = [];
    private readonly List<string> incidents = [];
    private readonly Random chance;
    private ByHand byHand = null!;
    private int fed;

    public PlayedHistory() => chance = new(Seed);

    /// <summary>TIMELINE_SEED, or always the same: with it the history, the instants and the questions are the same again.</summary>
    public int Seed { get; } = int.Parse(Environment.GetEnvironmentVariable("TIMELINE_SEED") ?? "1999", CultureInfo.InvariantCulture);

    public IReadOnlyList<RunningSystem> Systems => [whole.System, stopped.System];

    public IReadOnlyList<JsonObject> SampleRows { get; } = [.. Samples.Lines(Sample).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>All that was said of 1 September 1999, and of today, when the second sample was all there was.</summary>
    public IReadOnlyDictionary<string, string> SaidOfSeptember { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> SaidOfToday { get; private set; } = new Dictionary<string, string>();

    /// <summary>How many answers were compared at stops, and on record.</summary>
    public (int AtStops, int OnRecord) Compared { get; private set; }

    /// <summary>Where the stopped system answered otherwise than the whole one asked about that moment.</summary>
    public List<string> AtStops { get; } = [];

    /// <summary>Where the whole system says of what it held something else than it said then.</summary>
    public List<string> OnRecord { get; } = [];

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(whole.System.InitializeAsync().AsTask(), stopped.System.InitializeAsync().AsTask());
        await ReadTheSampleAsync();
        var past = Enumerable.Range(0, 1).Select(_ => First.AddSeconds(chance.Next(470_000_000))).Append(First.AddDays(chance.Next(2000))).Order().ToList();
        var today = await LiveAsync(past);
        await StopAsync(past, today);
        foreach (var then in seen)
        {
            var again = await whole.AskAsync(then.Paths, $"knownAt={then.At}&clock=recorded", whole.ButForTheMoment);
            OnRecord.AddRange(Differences($"on record at {then.At}", then.Answers, again));
            Compared = Compared with { OnRecord = Compared.OnRecord + again.Count };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await whole.System.DisposeAsync();
        await stopped.System.DisposeAsync();
    }

    private async Task ReadTheSampleAsync()
    {
        rows.AddRange(SampleRows.Select(r => new KnownRow(Sample, r, DateTime.Parse((string)r["knownFrom"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal))));
        await ImportAsync(whole, rows);
        // of what was not known then, that it was not; of what was, all there is to ask
        var incidents = SampleRows.ToLookup(r => string.CompareOrdinal((string)r["knownFrom"]!, September) <= 0, r => $"{Sample}.{r["externalId"]}");
        var ofIncidents = incidents[true].Concat(Questions.Some([.. incidents[false]], 10, chance)).SelectMany(Questions.OfIncident).Union(incidents[false].Select(id => $"/api/incidents/{id}"));
        string[] lists = ["/api/timeline?take=1000", "/api/seasons", "/api/seasons/fergana/1999", "/api/correlations"];
        SaidOfToday = await whole.AskAsync(lists, "", whole.ButForTheMoment);
        SaidOfSeptember = await whole.AskAsync(
            [.. lists, "/api/compare?knownAt=1999-08-01", "/api/compare?theatre=fergana&seasonYear=1999&knownAt=1999-08-11", .. ofIncidents], $"knownAt={September}", whole.ButForTheMoment);
    }

    // the whole system lives; the instants between the changes by hand
    private async Task<IReadOnlyList<DateTime>> LiveAsync(IReadOnlyList<DateTime> past)
    {
        var histories = Enumerable.Range(Seed, 2).Select(Backfilled.Of).ToList();
        byHand = new(histories.SelectMany(h => h.ByHand.SelectMany(g => g.Select(id => (g.Key, id)))).ToLookup(f => f.Key, f => f.id), chance);
        await RecordAsync(histories.SelectMany(h => h.Early));
        incidents.AddRange(rows.Where(r => r.Set != Sample && r.Row["action"] is null).Select(r => $"{r.Set}.{r.Row["externalId"]}").Distinct());
        await LookAsync();

        var today = new List<DateTime>();
        foreach (var (group, n) in byHand.Groups.Select((g, n) => (g, n)))
        {
            await group(whole);
            await whole.System.SettleAsync();
            today.Add(await LookAsync());
            if (n == 1)
            {
                // asked before the archive is found: what is kept of these answers must not be given again
                await Task.WhenAll(past.Append(today[0]).Select(at => whole.AskAsync(["/api/seasons?theatre=fergana", "/api/correlations?state=holds"], $"knownAt={Backfilled.Instant(at)}")));
                await RecordAsync([.. histories.SelectMany(h => h.Late), .. OnTheDot(today[0])]);
                await LookAsync();
            }
        }

        return today;
    }

    // known at the very instant of a stop, and a millionth of a second after it
    private static IEnumerable<KnownRow> OnTheDot(DateTime stop) =>
    [
        Backfilled.Known("archive", Row.Of("incursion", "in-time", "1995-07-10", rel: "part-of", to: "too-late"), stop),
        Backfilled.Known("archive", Row.Of("incursion", "too-late", "1995-07-01..1995-09-01"), stop.AddMicroseconds(1)),
    ];

    private async Task RecordAsync(IEnumerable<KnownRow> more)
    {
        var added = more.ToList();
        rows.AddRange(added);
        await ImportAsync(whole, added);
    }

    // what is shown now, to be asked for again
    private async Task<DateTime> LookAsync()
    {
        var paths = Questions.Of([.. byHand.Concerned, .. incidents], await CorrelationsAsync(""), chance).Append("/api/correlations").Append("/api/correlations?state=withdrawn").ToList();
        var answers = await whole.AskAsync(paths, "", whole.ButForTheMoment);
        var at = await whole.System.Databases.AskAsync<DateTime>(RunningSystem.Projection, "select clock_timestamp()");
        seen.Add(new(Backfilled.Instant(at), paths, answers));
        return at;
    }

    private async Task StopAsync(IReadOnlyList<DateTime> past, IReadOnlyList<DateTime> today)
    {
        var inOrder = rows.OrderBy(r => r.Known).ToList();
        var before = Backfilled.Instant(First.AddYears(-10));
        foreach (var at in past)
        {
            var moment = Backfilled.Instant(at);
            await FeedAsync(inOrder, at);
            var paths = Questions.Of(incidents, await CorrelationsAsync($"&knownAt={moment}"), chance)
                .Concat([$"/api/compare?knownAt={before}", $"/api/compare?theatre=fergana&seasonYear={First.Year + chance.Next(5)}&knownAt={before}"]).ToList();
            var said = await whole.AskAsync(paths, $"knownAt={moment}");
            Compare($"known at {moment}", said, await stopped.AskAsync(paths, $"knownAt={moment}"));
            var judgedByNoDay = paths.Where(Questions.AsksForNoJudgement).ToList();
            Compare($"known at {moment}, shown now", said.Where(a => judgedByNoDay.Contains(a.Key)).ToDictionary(), await stopped.AskAsync(judgedByNoDay, ""));
            before = moment;
        }

        // people find all that was known before their day
        await FeedAsync(inOrder, today[0].AddDays(-1));
        foreach (var (group, at) in byHand.Groups.Zip(today))
        {
            await group(stopped);
            await FeedAsync(inOrder, at);
            var moment = Backfilled.Instant(at);
            var paths = Questions.Of([.. byHand.Concerned, "archive.in-time", "archive.too-late", .. Questions.Some(incidents, 4, chance)], await CorrelationsAsync($"&knownAt={moment}"), chance);
            Compare($"known today at {moment}", await whole.AskAsync(paths, $"knownAt={moment}"), await stopped.AskAsync(paths, ""));
        }
    }

    private async Task FeedAsync(List<KnownRow> inOrder, DateTime until)
    {
        var next = inOrder.Skip(fed).TakeWhile(r => r.Known <= until).ToList();
        fed += next.Count;
        await ImportAsync(stopped, next);
    }

    private static async Task ImportAsync(Reader reader, IReadOnlyList<KnownRow> what)
    {
        foreach (var set in what.GroupBy(r => r.Set))
        {
            var imported = await reader.System.ImportAsync(set.Select(r => r.Row), set.Key, backfill: true);
            Assert.DoesNotContain(imported.Verdicts, v => v.Word is "rejected");
        }

        await reader.System.SettleAsync();
    }

    // in an id of a correlation the id of an incident entered by hand is known by its name
    private async Task<IReadOnlyList<string>> CorrelationsAsync(string more) =>
        [.. (await whole.System.GetAsync($"/api/correlations?state=holds{more}")).AsArray().Select(c => whole.Named((string)c!["id"]!))];

    private void Compare(string when, IReadOnlyDictionary<string, string> said, IReadOnlyDictionary<string, string> there)
    {
        AtStops.AddRange(Differences(when, said, there));
        Compared = Compared with { AtStops = Compared.AtStops + said.Count };
    }

    private static IEnumerable<string> Differences(string when, IReadOnlyDictionary<string, string> said, IReadOnlyDictionary<string, string> there) =>
        from answer in said
        let other = there[answer.Key]
        where answer.Value != other
        let at = answer.Value.Zip(other).TakeWhile(c => c.First == c.Second).Count()
        select $"{when}: {answer.Key}\n   {Near(answer.Value, at)}\n   {Near(other, at)}";

    private static string Near(string text, int at) => text[Math.Max(0, at - 120)..Math.Min(text.Length, at + 200)];
}
