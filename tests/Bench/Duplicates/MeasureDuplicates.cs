using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Imports;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Bench;

/// <summary>What the score of likely duplicates finds and misses on registers that tell of the same incidents: precision and recall at several limits.</summary>
/// <remarks>
/// The truth comes from what the score is not shown. Of two editions of one register it is the reference number. Of two registers under other ids it is the ship's name, which is kept
/// from the score: a row has a counterpart where a record within thirty days tells its name.
/// </remarks>
internal static class MeasureDuplicates
{
    private const int DaysOfTruth = 30;
    private static readonly double[] Limits = [0.6, 0.7, 0.75, 0.8, ScoreDuplicate.Likely, 0.9, 0.95];

    /// <summary>What a file of attacks means whose columns <see cref="Reads"/> knows.</summary>
    internal static readonly Mapping Attacks = new()
    {
        Fields = new Dictionary<string, MappedField>
        {
            ["externalId"] = new() { Text = "{date} {latitude} {longitude} {vessel_name}" }, ["kind"] = new() { Value = "attack" }, ["title"] = new() { Text = "{attack_type} ({vessel_name})" },
            ["when.date"] = new() { Column = "date" }, ["where.lat"] = new() { Column = "latitude" }, ["where.lon"] = new() { Column = "longitude" }, ["where.precision"] = new() { Value = "point" },
            ["source.name"] = new() { Value = "IMB" }, ["note"] = new() { Column = "vessel_name" },
        },
    };

    public static int SayWhat()
    {
        Console.Error.WriteLine("bench duplicates wants a folder with two editions of an ASAM file, or one and a file with the columns date, latitude, longitude, attack_type and vessel_name");
        return 2;
    }

    public static async Task<int> RunAsync(string folder)
    {
        var editions = new List<(string Name, List<Told> Records)>();
        (string Name, List<Told> Records)? attacks = null;
        foreach (var path in Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            var header = ReadSheet.Header(string.Join('\n', File.ReadLines(path).Take(20)));
            if (Formats.Guess(header) == "asam")
            {
                editions.Add((Path.GetFileName(path), await ReadAsync(path, header, "asam", null)));
            }
            else if (Reads(header.Columns))
            {
                attacks = (Path.GetFileName(path), await ReadAsync(path, header, Formats.Csv, CheckMapping.Of(Attacks)));
            }
        }

        if (editions.Count < 2 && (editions.Count == 0 || attacks is null))
        {
            return SayWhat();
        }

        if (editions is [var one, var other, ..])
        {
            Say($"{other.Name} against {one.Name}: {other.Records.Count} and {one.Records.Count} records; the truth is the reference number", Compare(other.Records, one.Records, t => t, (a, b) => a.Key == b.Key, a => one.Records.Any(b => b.Key == a.Key), _ => true));
            Say("the same, days and places alone", Compare(other.Records, one.Records, Unnamed, (a, b) => a.Key == b.Key, a => one.Records.Any(b => b.Key == a.Key), _ => true));
        }

        if (attacks is { } found)
        {
            var known = editions[0].Records;
            var byDay = new Days(known);
            var named = found.Records.Where(r => r.Ship is not null).DistinctBy(r => r.Key).ToList();
            var withTwin = named.Where(r => byDay.Near(r, DaysOfTruth).Any(k => Tells(k, r.Ship!))).Select(r => r.Key).ToHashSet();
            Say(
                $"{found.Name} against {editions[0].Name}: {named.Count} rows with a ship's name, of which {withTwin.Count} are told within {DaysOfTruth} days; names are kept from the score",
                Compare(named, known, Unnamed, (a, b) => Tells(b, a.Ship!), a => withTwin.Contains(a.Key), b => ScoreDuplicate.Names(b.Reading.Account).Count > 0));
            Say(
                "the same with the names shown, as in use: what names exclude is no longer proposed (the truth is part of the score here)",
                Compare(named, known, t => t, (a, b) => Tells(b, a.Ship!), a => withTwin.Contains(a.Key), b => ScoreDuplicate.Names(b.Reading.Account).Count > 0));
        }

        return 0;
    }

    internal static bool Reads(IReadOnlyList<string> columns) => new[] { "date", "latitude", "longitude", "attack_type", "vessel_name" }.All(columns.Contains);

    private static async Task<List<Told>> ReadAsync(string path, SheetHeader header, string format, Mapping? mapping)
    {
        var read = new ReadRow(new() { Id = "bench", Set = "bench", Format = format, By = "bench", Header = header, Mapping = mapping });
        var reports = new ReadReport(Gazetteer.Standard);
        var told = new List<Told>();
        await using var sent = File.OpenRead(path);
        await using var file = await ReceivedFile.TakeAsync(sent, CancellationToken.None);
        using var text = file.Text();
        await foreach (var row in ReadSheet.OfAsync(text, header, CancellationToken.None))
        {
            if (row.Trouble is null && read.Of(row.Body).Row is { } said && reports.Read(said, new Problems(), _ => null) is { Account.When.Begins: not null } reading)
            {
                told.Add(new(said.ExternalId!, reading, format == Formats.Csv ? ShipOf(said.Note) : null));
            }
        }

        return told;
    }

    // of the best record for each row: whether it is right, at every limit
    private static List<(double Limit, double Precision, double Recall, int Proposed)> Compare(
        IReadOnlyList<Told> rows, IReadOnlyList<Told> known, Func<Told, Told> shown, Func<Told, Told, bool> same, Func<Told, bool> hasTwin, Func<Told, bool> canBeJudged)
    {
        var byDay = new Days(known);
        var best = rows.AsParallel().AsOrdered().Select(row =>
        {
            var look = shown(row).Reading;
            var (score, record) = byDay.Near(row, ScoreDuplicate.DaysApart).Select(k => (ScoreDuplicate.Of(look.Account, look.Details, shown(k).Reading.Account, k.Reading.Details, Gazetteer.Standard).Score, (Told?)k))
                .OrderByDescending(s => s.Score).ThenByDescending(s => same(row, s.Item2!)).FirstOrDefault();
            return (Row: row, Score: score, Record: record);
        }).ToList();
        var twins = rows.Count(hasTwin);
        return
        [
            .. Limits.Select(limit =>
            {
                var proposed = best.Where(b => b.Record is not null && b.Score >= limit).ToList();
                var right = proposed.Count(p => same(p.Row, p.Record!));
                var judged = proposed.Where(p => same(p.Row, p.Record!) || canBeJudged(p.Record!)).ToList();
                return (limit, judged.Count == 0 ? 1 : (double)judged.Count(p => same(p.Row, p.Record!)) / judged.Count, twins == 0 ? 0 : (double)right / twins, proposed.Count);
            }),
        ];
    }

    private static void Say(string title, List<(double Limit, double Precision, double Recall, int Proposed)> figures)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine("   limit  proposed  precision  recall");
        foreach (var (limit, precision, recall, proposed) in figures)
        {
            Console.WriteLine($"{(limit == ScoreDuplicate.Likely ? " * " : "   ")}{limit,5:0.00}  {proposed,8}  {precision,9:0.000}  {recall,6:0.000}");
        }
    }

    private static Told Unnamed(Told told) => told with { Reading = told.Reading with { Account = told.Reading.Account with { Title = "", Note = null, Actors = [] } } };

    private static bool Tells(Told told, string ship) => Spelling.Whole(told.Reading.Account.Note ?? "").Contains(ship, StringComparison.Ordinal);

    // without "Mv", and long enough to be no word of the language
    private static string? ShipOf(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var bare = string.Concat(Spelling.Words(name).SkipWhile(w => w is "mv" or "mt" or "m" or "v" or "t" or "ms" or "ss" or "lpg" or "tug"));
        return bare.Length >= 6 ? bare : null;
    }

    private sealed record Told(string Key, Reading Reading, string? Ship);

    private sealed class Days(IEnumerable<Told> told)
    {
        private readonly ILookup<int, Told> byDay = told.ToLookup(t => Day.Number(t.Reading.Account.When.Begins!.Value.Earliest));

        public IEnumerable<Told> Near(Told told, int days) =>
            Enumerable.Range(Day.Number(told.Reading.Account.When.Begins!.Value.Earliest) - days, (2 * days) + 1).SelectMany(day => byDay[day]);
    }
}
