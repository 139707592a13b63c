using Timeline.Console.Api;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.Incident;

/// <param name="Number">1 is the first; what other columns and the history call it.</param>
/// <param name="CountsOnceWith">The numbers of the standing reports that have it from the same origin.</param>
public sealed record ReportColumn(int Number, ReportView Report, IReadOnlyList<int> CountsOnceWith);

/// <param name="Together">What all standing reports say together; null where there is nothing to put together.</param>
/// <param name="Cells">One a column; null where that report says nothing of it.</param>
/// <param name="Against">Which of the cells exclude another.</param>
public sealed record ReportRow(string Key, string Label, Told? Together, IReadOnlyList<Told?> Cells, IReadOnlyList<bool> Against)
{
    public bool Conflict => Against.Contains(true);
}

/// <summary>The reports of an incident beside each other, field by field: those that stand in the order in which they were entered, those taken back last.</summary>
public sealed record SideBySide(IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportRow> Rows)
{
    public int Standing => Columns.Count(c => !c.Report.Retracted);

    public static SideBySide Of(IncidentKnown known, ReportInWords words)
    {
        var reports = known.Reports.OrderBy(r => r.Retracted).ToList();
        var columns = reports.Select((r, i) => new ReportColumn(i + 1, r, Sharing(reports, i))).ToList();
        var said = reports.ConvertAll(r => words.Of(r.Says, r.Details).ToDictionary(t => t.Key));
        var together = known.Incident is { } incident ? words.Of(incident, reports.Count(r => !r.Retracted) > 1).ToDictionary(t => t.Key) : [];
        // what the only report there is says stands above already
        var told = reports.Count == 1 ? said[0].Values.Where(t => together.GetValueOrDefault(t.Key)?.Says != t.Says) : said.SelectMany(s => s.Values).Concat(together.Values);
        var keys = told.DistinctBy(t => t.Key).OrderBy(t => Place(t.Key)).ToList();
        return new(columns, [.. keys.Select(k => new ReportRow(
            k.Key, k.Label, together.GetValueOrDefault(k.Key), [.. said.Select(s => s.GetValueOrDefault(k.Key))],
            [.. reports.Select((r, i) => reports.Where((other, j) => j != i && Exclude(k.Key, r, said[i].GetValueOrDefault(k.Key), other, said[j].GetValueOrDefault(k.Key))).Any())]))]);
    }

    // retracted reports exclude nobody, and of a common origin one speaks
    private static bool Exclude(string key, ReportView a, Told? saidByA, ReportView b, Told? saidByB) =>
        !a.Retracted && !b.Retracted && !OfOneOrigin(a, b) && Of(a, saidByA).Excludes(key, Of(b, saidByB));

    private static SaidOfField Of(ReportView report, Told? said) => new(report.Says.Kind, report.Says.Polarity, report.Says.When, said?.Amount);

    private static IReadOnlyList<int> Sharing(List<ReportView> reports, int at) => reports[at].Retracted
        ? []
        : [.. reports.Select((r, i) => (Report: r, Number: i + 1)).Where(r => r.Number != at + 1 && !r.Report.Retracted && OfOneOrigin(r.Report, reports[at])).Select(r => r.Number)];

    // the origin's own report is of that origin too
    private static bool OfOneOrigin(ReportView a, ReportView b) => (a.Says.Source, b.Says.Source) switch
    {
        ({ Origin: null }, { Origin: null }) => false,
        var (one, other) => (one.Origin ?? one.Name) == (other.Origin ?? other.Name),
    };

    // fields of the source stand last, as every single report has them
    private static int Place(string key) => key.StartsWith("source", StringComparison.Ordinal) || key is "note" ? 1 : 0;
}
