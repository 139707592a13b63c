using System.Net;
using System.Text.Json.Nodes;

namespace Timeline.Faults.Telling;

/// <summary>
/// A member of staff who enters reports, corrects, retracts, merges and parts them again, one after another through everything, and now and
/// then asks for what must be refused. Nobody else touches this one's incidents, so what each must be in the end is known.
/// </summary>
internal sealed class Staff(string name, int seed, Desk desk, Told told)
{
    private readonly Random chance = new(seed);
    private readonly List<Raid> raids = [];
    private int marks;

    /// <summary>Goes on until told to stop, and ends with a definite answer to everything asked.</summary>
    public async Task TellAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await NextAsync();
            await Task.Delay(chance.Next(20, 120), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task NextAsync()
    {
        var free = raids.Where(r => r is { Stands: true, HasDouble: false }).ToList();
        var merged = raids.Where(r => r.MergedInto is not null).ToList();
        return chance.Next(100) switch
        {
            < 18 when free.Count > 0 => MoveAsync(Any(free)),
            < 28 when free.Count > 0 => RetractAsync(Any(free)),
            < 36 when free.Count > 0 => MergeAsync(Any(free)),
            < 44 when merged.Count > 0 => UnmergeAsync(Any(merged)),
            < 56 when raids.Count > 0 => AskWhatMustBeRefusedAsync(Any(raids)),
            _ => ReportAsync(Raid.FirstYear + chance.Next(Raid.Years), chance.Next(5) < 3),
        };
    }

    private async Task<Raid?> ReportAsync(int year, bool inside)
    {
        var mark = Mark();
        var (answer, _) = await desk.PostAsync("/api/reports", Raid.Report(mark, year, inside), key: mark);
        if (!answer.Succeeded)
        {
            told.NoteWrong($"{mark}, a report: {(int)answer.Status} {answer.Body}");
            return null;
        }

        var raid = new Raid(year, inside) { Mark = mark, IncidentId = (string)answer.Body!["incidentId"]!, ReportId = (string)answer.Body["reportId"]! };
        raids.Add(raid);
        told.Accept(raid.IncidentId, mark, raid);
        return raid;
    }

    private Task MoveAsync(Raid raid) => ChangeAsync(raid, "corrections", new() { ["reportId"] = raid.ReportId, ["when"] = Raid.When(raid.Year, !raid.Inside) }, raid.Move);

    private Task RetractAsync(Raid raid) => ChangeAsync(raid, "retractions", new() { ["reportId"] = raid.ReportId }, () => raid.Retracted = true);

    // the same incursion is told a second time, and then found to be the same
    private async Task MergeAsync(Raid raid)
    {
        if (await ReportAsync(raid.Year, raid.Inside) is { } twin)
        {
            await ChangeAsync(twin, "merges", new() { ["into"] = raid.IncidentId }, () => (twin.MergedInto, raid.HasDouble) = (raid, true));
        }
    }

    private Task UnmergeAsync(Raid twin) => ChangeAsync(twin, "unmerges", [], () =>
    {
        twin.MergedInto!.HasDouble = raids.Count(r => r.MergedInto == twin.MergedInto) > 1;
        twin.MergedInto = null;
    });

    private async Task ChangeAsync(Raid raid, string what, JsonObject body, Action done)
    {
        var mark = Mark();
        body["reason"] = mark;
        body["expectedVersion"] = raid.Version;
        var (answer, again) = await desk.PostAsync($"/api/incidents/{raid.IncidentId}/{what}", body);
        // asked again, and refused because it has the very version that this change makes: then it was recorded the first time
        var recordedBefore = again && answer.Status == HttpStatusCode.Conflict && (long?)answer.Body?["version"] == raid.Version + 1;
        if (!answer.Succeeded && !recordedBefore)
        {
            told.NoteWrong($"{mark}, of {what}{(again ? " asked again" : "")}, version {raid.Version}: {(int)answer.Status} {answer.Body}");
            return;
        }

        raid.Version++;
        done();
        told.Accept(raid.IncidentId, mark);
    }

    private async Task AskWhatMustBeRefusedAsync(Raid raid)
    {
        var mark = Mark();
        told.Refuse(mark);
        var incident = $"/api/incidents/{raid.IncidentId}";
        var (expected, (answer, _)) = chance.Next(4) switch
        {
            0 => (HttpStatusCode.BadRequest, await desk.PostAsync("/api/reports", Raid.Report(mark, raid.Year, true, ("kind", "invasion")))),
            1 => (HttpStatusCode.Conflict, await desk.PostAsync($"{incident}/merges", new() { ["into"] = raid.IncidentId, ["reason"] = mark, ["expectedVersion"] = raid.Version - 1 })),
            2 => (HttpStatusCode.BadRequest, await desk.PostAsync($"{incident}/corrections", new() { ["reportId"] = raid.ReportId, ["reason"] = mark, ["when"] = Raid.NoDate })),
            _ => (HttpStatusCode.UnprocessableEntity, await desk.PostAsync("/api/reports", Raid.Report(mark, raid.Year, true), key: raid.Mark)),
        };
        if (answer.Status != expected)
        {
            told.NoteWrong($"{mark} must be refused with {(int)expected}: {(int)answer.Status} {answer.Body}");
        }
    }

    private string Mark() => $"{name} {++marks}";

    private Raid Any(List<Raid> of) => of[chance.Next(of.Count)];
}
