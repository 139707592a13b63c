using Marten;
using Timeline.Forms;
using Timeline.Ingestion.Incidents;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Reports;

/// <summary>Something that may be right and looks wrong: shown to whoever enters it, and never a reason to refuse.</summary>
/// <param name="Field">As the form names it: links[0], details.seasonYear.</param>
public sealed record Doubt(string Field, string Says);

/// <summary>
/// Whether what a report says makes sense beside what it is linked to: a release comes after its taking, a part lies within its whole. Only what no choice of the possible days can mend is
/// doubted; of the other incident the standing reports' days together count.
/// </summary>
public static class DoubtSense
{
    public static async Task<IReadOnlyList<Doubt>> OfAsync(Reading reading, string? incidentId, IQuerySession session, CancellationToken stop)
    {
        var account = reading.Account;
        var others = account.Links.Count == 0 ? [] : (await session.LoadManyAsync<IncidentRecord>(stop, account.Links.Select(l => l.To).Distinct().ToArray())).ToDictionary(i => i.Id);
        return
        [
            .. account.Links.SelectMany((l, n) => OfLink(account, l, others.GetValueOrDefault(l.To), incidentId).Select(says => new Doubt($"links[{n}]", says))),
            .. OfSeason(reading),
        ];
    }

    internal static IEnumerable<string> OfLink(Account account, Link link, IncidentRecord? other, string? incidentId)
    {
        if (link.To == incidentId)
        {
            yield return "It links the incident to itself.";
            yield break;
        }

        if (other is not { Exists: true, Kind.Length: > 0 })
        {
            yield break;   // it has not come yet, or none of its reports stands
        }

        var standing = other.Reports.Where(r => !r.Retracted).Select(r => r.Account).ToList();
        foreach (var says in OfKinds(account.Kind, link.Rel, standing[0].Kind))
        {
            yield return says;
        }

        if (Hull(standing.Select(a => a.When)) is not { } theirs || Hull([account.When]) is not { } ours)
        {
            yield break;
        }

        var before = ours.Latest < theirs.Earliest;
        switch (link.Rel)
        {
            case Relations.ReleaseOf or Relations.RansomFor or Relations.RetreatOf or Relations.Follows when before:
                yield return $"It comes before what it {Verb(link.Rel)}: on {ours.Latest:uuuu-MM-dd} at the latest, and “{other.Title}” on {theirs.Earliest:uuuu-MM-dd} at the earliest.";
                break;
            case Relations.PartOf when before:
                yield return $"It comes before what it is part of begins: “{other.Title}” on {theirs.Earliest:uuuu-MM-dd} at the earliest.";
                break;
            case Relations.PartOf when standing.TrueForAll(a => a.When is { Ends: not null, EndsOpen: false }) && ours.Earliest > standing.Max(a => a.When.Ends!.Value.Latest):
                yield return $"It comes after what it is part of was over: “{other.Title}” on {standing.Max(a => a.When.Ends!.Value.Latest):uuuu-MM-dd} at the latest.";
                break;
        }
    }

    private static IEnumerable<string> OfKinds(Kind kind, string rel, Kind other)
    {
        var (own, its) = rel switch
        {
            Relations.ReleaseOf => (Kind.Release, Kind.HostageTaking),
            Relations.RansomFor => (Kind.Ransom, Kind.HostageTaking),
            Relations.RetreatOf => (Kind.Withdrawal, Kind.Incursion),
            _ => ((Kind?)null, (Kind?)null),
        };
        if (own is not null && kind != own)
        {
            yield return $"{rel} is said of a {ReadWords.Spelling(own.Value)}, and this is a {ReadWords.Spelling(kind)}.";
        }

        if (its is not null && other != its)
        {
            yield return $"{rel} leads to a {ReadWords.Spelling(its.Value)}, and that is a {ReadWords.Spelling(other)}.";
        }

        if (rel is Relations.Contradicts or Relations.Replaces && kind != other)
        {
            yield return $"{rel} leads to one of the same kind, and that is a {ReadWords.Spelling(other)}.";
        }
    }

    // a harvest states its own season year, which may be that of the year before or after where a season spans two; more is a slip
    private static IEnumerable<Doubt> OfSeason(Reading reading)
    {
        if (reading.Details is HarvestDetails { SeasonYear: { } year } && reading.Account.When.Begins is { } begins && (year < begins.Earliest.Year - 1 || year > begins.Latest.Year + 1))
        {
            yield return new("details.seasonYear", $"The harvest is given to season {year}, and its days lie in {begins.Earliest.Year}{(begins.Latest.Year == begins.Earliest.Year ? "" : $" to {begins.Latest.Year}")}.");
        }
    }

    private static UncertainDate? Hull(IEnumerable<Occurrence> when)
    {
        var days = when.Select(w => w.Begins).OfType<UncertainDate>().ToList();
        return days.Count == 0 ? null : new(days.Min(d => d.Earliest), days.Max(d => d.Latest));
    }

    private static string Verb(string rel) => rel switch { Relations.ReleaseOf => "releases from", Relations.RansomFor => "pays for", Relations.RetreatOf => "withdraws from", _ => "follows" };
}
