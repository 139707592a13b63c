using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Vocabulary;

namespace Timeline.Projection.Sources;

/// <summary>GET /api/sources: who says what is known, how much of it stands, and how reliable staff held each to be through time.</summary>
public static class ListSources
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/sources", HandleAsync).RequireAuthorization(Access.Read)
            .Says("coverage", "The sources of all reports, by name: how many reports of each stand, were corrected or taken back, and how reliable staff held it to be, since when.",
                "Reports under another name that staff gave a source (GET /api/sources/names) are its own.")
            .Asks("q", "Only those of whose names one holds these letters.").AsksMoment().Gives<IReadOnlyList<SourceShown>>(200);
        ListSourceNames.Map(app);
    }

    /// <param name="Names">The other names under which it told something or was said to.</param>
    /// <param name="Reliability">As it was graded last; null where it never was.</param>
    /// <param name="History">Each time it was graded otherwise than before, in the order in which that was known.</param>
    /// <param name="Origins">Whom it has its reports from, by its own word.</param>
    /// <param name="OriginOf">Sources that have reports from it.</param>
    /// <param name="FirstPublished">Of reports that say when they were published.</param>
    private sealed record SourceShown(
        string Name, IReadOnlyList<string> Names, Reliability? Reliability, IReadOnlyList<Graded> History, Counts Reports, IReadOnlyDictionary<string, int> Kinds, int Incidents,
        IReadOnlyList<string> Origins, IReadOnlyList<string> OriginOf, LocalDate? FirstPublished, LocalDate? LastPublished, Instant FirstKnown, Instant LastKnown);

    /// <param name="Since">The instant since which it was known to be graded so.</param>
    /// <param name="ReportId">The report with which it was graded.</param>
    private sealed record Graded(Reliability? Reliability, Instant Since, string ReportId, string By);

    /// <param name="Standing">Reports that count.</param>
    /// <param name="Corrected">Of those, the ones that say another thing than at first.</param>
    /// <param name="TakenBack">Reports that were retracted.</param>
    private sealed record Counts(int Standing, int Corrected, int TakenBack);

    private sealed record Said(string ReportId, Account Account, Fact Last, bool Corrected, bool Stands);

    private static async Task<IResult> HandleAsync(string? q, string? knownAt, string? clock, HeldFacts held, CancellationToken stop)
    {
        var moment = Moment.Read(knownAt, clock);
        var facts = await held.OfAsync(null, moment, stop);
        var names = SourceNames.Among(facts);
        var others = names.All.ToLookup(n => n.Said.Source, n => n.Said.Name, StringComparer.Ordinal);
        var said = Reports(facts, names);
        var originOf = said.Where(s => s.Account.Source.Origin is not null).GroupBy(s => s.Account.Source.Origin!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Names(g.Select(s => s.Account.Source.Name)), StringComparer.Ordinal);
        var grades = Grades(facts, names);
        return Results.Json(
            said.GroupBy(s => s.Account.Source.Name, StringComparer.Ordinal).Where(g => q is null || others[g.Key].Prepend(g.Key).Any(n => n.Contains(q, StringComparison.OrdinalIgnoreCase)))
                .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Of(g.Key, Names(others[g.Key]), [.. g], grades[g.Key], originOf.GetValueOrDefault(g.Key) ?? [])),
            TimelineJson.Options);
    }

    private static SourceShown Of(string name, IReadOnlyList<string> names, List<Said> said, IReadOnlyList<Graded> history, IReadOnlyList<string> originOf)
    {
        var standing = said.FindAll(s => s.Stands);
        var published = said.Select(s => s.Account.Source.Published).OfType<LocalDate>().ToList();
        return new(
            name, names, history.Count > 0 ? history[^1].Reliability : null, history, new(standing.Count, standing.Count(s => s.Corrected), said.Count - standing.Count),
            standing.GroupBy(s => Word(s.Account.Kind)).OrderBy(k => k.Key, StringComparer.Ordinal).ToDictionary(k => k.Key, k => k.Count()), standing.Select(s => s.Last.Event.IncidentId).Distinct().Count(),
            Names(said.Select(s => s.Account.Source.Origin).OfType<string>()), originOf,
            published.Count > 0 ? published.Min() : null, published.Count > 0 ? published.Max() : null, said.Min(s => s.Last.KnownFrom), said.Max(s => s.Last.KnownFrom));
    }

    // each report once, under the source it names last; what was taken back under the one it named then
    private static List<Said> Reports(List<Fact> facts, SourceNames names) =>
    [
        .. from fact in facts
           let report = fact.Event.ReportOf()
           where report is not null
           group fact by (fact.Event.IncidentId, report) into told
           let last = told.MaxBy(f => f.Version)
           let speaks = told.Where(f => f.Event.AccountOf() is not null).MaxBy(f => f.Version)
           where speaks is not null
           let account = speaks.Event.AccountOf()!
           select new Said(told.Key.report, account with { Source = names.Of(account.Source) }, last, told.Any(f => f.Event is ReportCorrected), last.Event is not ReportRetracted),
    ];

    /// <summary>Through all that was ever said, also before corrections: what staff held of a source then is history, whatever became of the report.</summary>
    private static Dictionary<string, IReadOnlyList<Graded>> Grades(List<Fact> facts, SourceNames names)
    {
        var grades = new Dictionary<string, IReadOnlyList<Graded>>(StringComparer.Ordinal);
        foreach (var fact in facts.Where(f => f.Event.AccountOf() is not null).OrderBy(f => f.KnownFrom).ThenBy(f => f.Recorded).ThenBy(f => f.Event.IncidentId, StringComparer.Ordinal).ThenBy(f => f.Version))
        {
            var source = names.Of(fact.Event.AccountOf()!.Source);
            var history = grades.GetValueOrDefault(source.Name) ?? [];
            grades[source.Name] = source.Grading.Reliability is not { } reliability || (history.Count > 0 && history[^1].Reliability == reliability)
                ? history
                : [.. history, new Graded(reliability, fact.KnownFrom, fact.Event.ReportOf()!, fact.Event.Provenance.By)];
        }

        return grades;
    }

    private static IReadOnlyList<string> Names(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Word(Kind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
