using System.Text.Json;
using System.Text.Json.Nodes;
using Timeline.Contracts;

namespace Timeline.Faults.Telling;

/// <summary>
/// Small files imported one after another through everything: new records, corrections and retractions of earlier ones, and here and there
/// a row that must be rejected. A file whose answer never came is sent again, which changes nothing.
/// </summary>
internal sealed class Files(int seed, Desk desk, Told told)
{
    private const string Set = "files";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Random chance = new(seed);
    private readonly List<Raid> raids = [];
    private readonly HashSet<Raid> changing = [];
    private int marks;

    private sealed record Row(JsonObject Json, string Verdict, Action Done);

    /// <summary>Goes on until told to stop, and ends when each import has ended.</summary>
    public async Task TellAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await ImportAsync();
            await Task.Delay(chance.Next(100, 900), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ImportAsync()
    {
        var rows = Enumerable.Range(0, chance.Next(3, 9)).Select(_ => Next()).ToList();
        var file = string.Join('\n', rows.Select(r => r.Json.ToJsonString(TimelineJson.Options)));
        var (begun, again) = await desk.PostFileAsync($"/api/imports?format=timeline&set={Set}", file);
        if (!begun.Succeeded)
        {
            told.NoteWrong($"a file: {(int)begun.Status} {begun.Body}");
            return;
        }

        var verdicts = await VerdictsAsync((string)begun.Body!["id"]!);
        foreach (var (row, verdict) in rows.Zip(verdicts))
        {
            // of a file sent twice either import may have taken the row in
            if (verdict != row.Verdict && !(again && verdict == "unchanged"))
            {
                told.NoteWrong($"{row.Json.ToJsonString()} must be {row.Verdict}, and was {verdict}");
            }

            row.Done();
        }
    }

    private async Task<IReadOnlyList<string>> VerdictsAsync(string id)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (answer, _) = await desk.GetAsync($"/api/imports/{id}");
            if (!answer.Succeeded)
            {
                throw new InvalidOperationException($"import {id} was accepted and is not there: {(int)answer.Status} {answer.Body}");
            }

            if ((string?)answer.Body!["state"] == "done")
            {
                return [.. answer.Body["verdicts"]!.AsArray().Select(v => (string)v!["verdict"]!)];
            }

            if (TimeProvider.System.GetElapsedTime(begun) > Limit)
            {
                throw new TimeoutException($"import {id} does not end: {answer.Body}");
            }

            await Task.Delay(100);
        }
    }

    private Row Next()
    {
        // a record is changed once a file at most, by files that come later
        var free = raids.Where(r => r.Stands && !changing.Contains(r)).ToList();
        return chance.Next(10) switch
        {
            < 2 when free.Count > 0 => Moved(free[chance.Next(free.Count)]),
            2 when free.Count > 0 => Retracted(free[chance.Next(free.Count)]),
            3 => Rejected(),
            _ => Created(),
        };
    }

    private Row Created()
    {
        var (mark, year, inside) = (Mark(), Raid.FirstYear + chance.Next(Raid.Years), chance.Next(5) < 3);
        var key = mark.Replace(' ', '-');
        var id = $"{Set}.{key}";
        var raid = new Raid(year, inside) { Mark = mark, IncidentId = id, ReportId = id };
        return new(Raid.Report(mark, year, inside, ("externalId", key)), "created", () =>
        {
            raids.Add(raid);
            told.Accept(id, mark, raid);
        });
    }

    private Row Moved(Raid raid) => Change(raid, "corrected", new() { ["action"] = "correction", ["when"] = Raid.When(raid.Year, !raid.Inside) }, raid.Move);

    private Row Retracted(Raid raid) => Change(raid, "retracted", new() { ["action"] = "retraction" }, () => raid.Retracted = true);

    private Row Change(Raid raid, string verdict, JsonObject row, Action done)
    {
        var mark = Mark();
        row["externalId"] = raid.IncidentId[(Set.Length + 1)..];
        row["reason"] = mark;
        changing.Add(raid);
        return new(row, verdict, () =>
        {
            changing.Remove(raid);
            done();
            told.Accept(raid.IncidentId, mark);
        });
    }

    private Row Rejected()
    {
        var mark = Mark();
        told.Refuse(mark);
        return new(Raid.Report(mark, Raid.FirstYear, true, ("externalId", mark), ("when", Raid.NoDate)), "rejected", () => { });
    }

    private string Mark() => $"{Set} {++marks}";
}
