using System.Globalization;
using Timeline.Tests.Stack.Running;

namespace Timeline.Tests.Stack.Knowing;

/// <summary>What people do by hand, in groups; the same in any system that holds what was known before. What it names is told by <see cref="Reader.Name"/>.</summary>
internal sealed class ByHand
{
    private readonly string today = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private readonly string corrected, retracted, twin, original, taking;

    /// <param name="free">Imported incidents by kind, that nothing else will concern.</param>
    public ByHand(ILookup<string, string> free, Random chance)
    {
        taking = free["hostage-taking"].First();
        var pairs = free.Where(g => g.Count() >= 2).ToArray();
        var pair = pairs[chance.Next(pairs.Length)];
        (twin, original) = (pair.ElementAt(0), pair.ElementAt(1));
        var left = free.SelectMany(g => g).Except([taking, twin, original]).ToArray();
        chance.Shuffle(left);
        (corrected, retracted) = (left[0], left[1]);
    }

    public IReadOnlyList<string> Concerned => [corrected, retracted, twin, original, taking, "{taking}", "{release}", "{ransom}"];

    /// <summary>One group after the other; between two of them somebody may look.</summary>
    public IReadOnlyList<Func<Reader, Task>> Groups =>
    [
        async reader =>
        {
            await ReportAsync(reader, "taking", Report("hostage-taking", "Two herdsmen are taken", -40));
            await DoAsync(reader, $"/api/incidents/{corrected}/corrections", new { reason = "the radio said so later", when = new { date = "1993-07-04" }, title = "Corrected by hand" });
        },
        async reader =>
        {
            await ReportAsync(reader, "release", Report("release", "The herdsmen come home", -20, "release-of", reader.Id("taking")));
            await ReportAsync(reader, "second", Report("hostage-taking", "Three herdsmen are said to be taken", -41) with { IncidentId = reader.Id("taking") });
            await DoAsync(reader, $"/api/incidents/{retracted}/retractions", new { reason = "it was a rumour" });
            await DoAsync(reader, $"/api/incidents/{twin}/merges", new { into = original, reason = "one story told twice" });
        },
        async reader =>
        {
            await ReportAsync(reader, "ransom", Report("ransom", "Money for the herdsmen", -25, "ransom-for", reader.Id("taking")) with { Details = new { amount = new { low = 1000, high = 3000, unit = "USD" } } });
            await DoAsync(reader, $"/api/incidents/{twin}/unmerges", new { reason = "two stories after all" });
            await DoAsync(reader, $"/api/incidents/{reader.Id("taking")}/corrections", new { reason = "the day was misheard", reportId = reader.Id("taking-report"), when = new { date = Days(-38) } });
            await DoAsync(reader, $"/api/incidents/{taking}/merges", new { into = reader.Id("taking"), reason = "an old story told as new" });
        },
    ];

    private sealed record Form(string Kind, string Title, object When, object Where, object Source, object[] Links, string? IncidentId = null, object? Details = null);

    private Form Report(string kind, string title, int day, string? rel = null, string? to = null) => new(
        kind, title, new { date = Days(day) }, new { place = "batken-region" }, new { name = "a herdsman", reliability = "C", credibility = 3 }, rel is null ? [] : [new { rel, to }]);

    private string Days(int from) => DateTime.Parse(today, CultureInfo.InvariantCulture).AddDays(from).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task ReportAsync(Reader reader, string name, Form form)
    {
        var answer = await DoAsync(reader, "/api/reports", form);
        if (form.IncidentId is null)
        {
            reader.Name((string)answer.Body!["incidentId"]!, name);
        }

        reader.Name((string)answer.Body!["reportId"]!, $"{name}-report");
    }

    private static async Task<Answer> DoAsync(Reader reader, string path, object body)
    {
        var answer = await reader.System.PostAsync(path, body);
        return answer.Succeeded ? answer : throw new InvalidOperationException($"POST {path}: {(int)answer.Status} {answer.Body}");
    }
}
