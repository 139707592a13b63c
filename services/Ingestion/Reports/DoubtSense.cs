using System.Globalization;
using System.Text.Json;
using Marten;
using NodaTime;
using Timeline.Forms;
using Timeline.Ingestion.Incidents;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Reports;

/// <summary>Something that may be right and looks wrong: shown to whoever enters it, and never a reason to refuse.</summary>
/// <param name="Field">As the form names it: links[0], details.seasonYear.</param>
public sealed record Doubt(string Field, string Says);

/// <summary>
/// Whether what a report says makes sense beside the other reports of its incident, what it is linked to, and what is linked to its incident: a release comes after its taking, a part lies within its whole.
/// Only what no choice of the possible days or numbers can mend is doubted; of another incident the standing reports' days together count.
/// </summary>
public static class DoubtSense
{
    private const int Named = 3, LinkedMost = 200;

    /// <summary>The index's name, which the store must leave alone.</summary>
    public const string Index = "incident_links";

    /// <summary>
    /// By what an incident's reports link it to; of those alone that link to something, so that rows of a register, which do not, pay next to nothing for it. What is asked stands in two functions: the store
    /// reads the words of every index when the schema step runs again, and cannot read a path of JSON.
    /// </summary>
    public const string Schema = $"""
        create or replace function timeline.has_links(data jsonb) returns boolean language sql immutable parallel safe as $$ select jsonb_path_exists(data, '$.reports[*].account.links[*]') $$;
        create or replace function timeline.links_of(data jsonb) returns jsonb language sql immutable parallel safe as $$ select jsonb_path_query_array(data, '$.reports[*].account.links[*].to') $$;
        create index if not exists {Index} on timeline.mt_doc_incidentrecord using gin (timeline.links_of(data) jsonb_path_ops) where timeline.has_links(data);
        """;

    /// <summary>Runs before the store looks at its tables: the index as it once was would end that.</summary>
    public const string Before = "drop index if exists timeline.incident_linked";

    /// <param name="incident">The incident that it is or will be a report of, as it stands; null or one that does not exist yet where it begins one.</param>
    /// <param name="corrected">The report whose words it replaces; null of a further one.</param>
    public static async Task<IReadOnlyList<Doubt>> OfAsync(Reading reading, IncidentRecord? incident, string? corrected, IQuerySession session, CancellationToken stop)
    {
        var account = reading.Account;
        var others = account.Links.Count == 0 ? [] : (await session.LoadManyAsync<IncidentRecord>(stop, account.Links.Select(l => l.To).Distinct().ToArray())).ToDictionary(i => i.Id);
        var beside = (incident?.Reports ?? []).Where(r => !r.Retracted && r.ReportId != corrected).ToList();
        var linked = incident is { Exists: true } ? await LinkedToAsync(incident.Id, session, stop) : [];
        return
        [
            .. account.Links.SelectMany((l, n) => OfLink(account, l, others.GetValueOrDefault(l.To), incident?.Id).Select(says => new Doubt($"links[{n}]", says))),
            .. OfSeason(reading),
            .. OfDays(account, beside),
            .. OfNumbers(reading.Details, beside),
            .. incident is null ? [] : OfLinked(account, beside, incident.Id, linked),
        ];
    }

    private static Task<IReadOnlyList<IncidentRecord>> LinkedToAsync(string id, IQuerySession session, CancellationToken stop) => session.QueryAsync<IncidentRecord>(
        $"where timeline.has_links(d.data) and timeline.links_of(d.data) @> jsonb_build_array(?::text) order by d.id limit {LinkedMost}", stop, id);

    /// <summary>Whether its days exclude those of every other report of its incident. A denial of other days contradicts nothing, and a date that was worked out says nothing beside one that was not.</summary>
    public static IEnumerable<Doubt> OfDays(Account account, IReadOnlyList<ReportRecord> beside)
    {
        var dated = beside.Where(r => r.Account.Polarity == account.Polarity && r.Account.When.DerivedFrom is null == account.When.DerivedFrom is null && r.Account.When.Begins is not null).ToList();
        if (account.When.Begins is { } days && dated.Count > 0 && dated.TrueForAll(r => !days.MightShareADayWith(r.Account.When.Begins!.Value)))
        {
            yield return new("when", $"It says {Say(days)}, which no other report of this incident allows: {Told(dated, r => Say(r.Account.When.Begins!.Value))}.");
        }
    }

    /// <summary>Whether a number of it excludes that of every other report of its incident that gives one in the same unit.</summary>
    public static IEnumerable<Doubt> OfNumbers(Details details, IReadOnlyList<ReportRecord> beside)
    {
        var alike = beside.Where(r => r.Details.GetType() == details.GetType() && (r.Details as RansomDetails)?.State == (details as RansomDetails)?.State).ToList();
        // the numbers of a kind are those of its details that are quantities: a new kind needs nothing here
        foreach (var property in details.GetType().GetProperties().Where(p => p.PropertyType == typeof(Quantity)))
        {
            if (property.GetValue(details) is not Quantity own || (own.AtLeast() ?? own.AtMost()) is null)
            {
                continue;
            }

            var numbered = alike.Select(r => (Report: r, Number: property.GetValue(r.Details) as Quantity))
                .Where(n => n.Number is { } number && (number.AtLeast() ?? number.AtMost()) is not null && (number.Unit is null || own.Unit is null || number.Unit == own.Unit)).ToList();
            if (numbered.Count > 0 && numbered.TrueForAll(n => own.AtLeast() > n.Number!.AtMost() || own.AtMost() < n.Number!.AtLeast()))
            {
                yield return new(
                    $"details.{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}",
                    $"It says {Say(own)}, which no other report of this incident allows: {Told(numbered.ConvertAll(n => n.Report), r => Say((Quantity)property.GetValue(r.Details)!))}.");
            }
        }
    }

    /// <summary>Whether its incident, as it would be with it, still makes sense to what is linked to it: a release that was entered before its taking was moved says nothing by itself any more.</summary>
    /// <param name="linked">Incidents of which a standing report may link to it.</param>
    public static IEnumerable<Doubt> OfLinked(Account account, IReadOnlyList<ReportRecord> beside, string incidentId, IEnumerable<IncidentRecord> linked)
    {
        var together = beside.Select(r => r.Account.When).Append(account.When).ToList();
        if (Hull(together) is not { } ours)
        {
            yield break;
        }

        LocalDate? over = together.TrueForAll(w => w is { Ends: not null, EndsOpen: false }) ? together.Max(w => w.Ends!.Value.Latest) : null;
        foreach (var other in linked.Where(i => i.Id != incidentId))
        {
            var standing = other.Reports.Where(r => !r.Retracted).Select(r => r.Account).ToList();
            if (Hull(standing.Select(a => a.When)) is not { } theirs)
            {
                continue;
            }

            foreach (var rel in standing.SelectMany(a => a.Links).Where(l => l.To == incidentId).Select(l => l.Rel).Distinct())
            {
                var before = theirs.Latest < ours.Earliest;
                if (before && rel is (Relations.ReleaseOf or Relations.RansomFor or Relations.RetreatOf or Relations.Follows or Relations.PartOf))
                {
                    yield return new("when", $"“{other.Title}” {Verb(rel)} this and comes before it: on {theirs.Latest:uuuu-MM-dd} at the latest, and this on {ours.Earliest:uuuu-MM-dd} at the earliest.");
                }
                else if (rel == Relations.PartOf && theirs.Earliest > over)
                {
                    yield return new("when", $"“{other.Title}” {Verb(rel)} this and comes after it was over: on {theirs.Earliest:uuuu-MM-dd} at the earliest, and this was over on {over:uuuu-MM-dd} at the latest.");
                }
            }
        }
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

    private static string Told(List<ReportRecord> reports, Func<ReportRecord, string> says) =>
        string.Join("; ", reports.Take(Named).Select(r => $"“{r.Account.Source.Name}” says {says(r)}")) + (reports.Count > Named ? $"; and {reports.Count - Named} more" : "");

    private static string Say(UncertainDate days) => days.IsExact() ? $"{days.Earliest:uuuu-MM-dd}" : $"{days.Earliest:uuuu-MM-dd} to {days.Latest:uuuu-MM-dd}";

    private static string Say(Quantity number)
    {
        var (low, high) = (number.AtLeast(), number.AtMost());
        var says = low == high ? Number(low!.Value) : low is null ? $"at most {Number(high!.Value)}" : high is null ? $"at least {Number(low.Value)}" : $"{Number(low.Value)} to {Number(high.Value)}";
        return number.Unit is null ? says : $"{says} {number.Unit}";

        static string Number(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
    }

    private static UncertainDate? Hull(IEnumerable<Occurrence> when)
    {
        var days = when.Select(w => w.Begins).OfType<UncertainDate>().ToList();
        return days.Count == 0 ? null : new(days.Min(d => d.Earliest), days.Max(d => d.Latest));
    }

    private static string Verb(string rel) => rel switch { Relations.ReleaseOf => "releases from", Relations.RansomFor => "pays for", Relations.RetreatOf => "withdraws from", Relations.PartOf => "is part of", _ => "follows" };
}
