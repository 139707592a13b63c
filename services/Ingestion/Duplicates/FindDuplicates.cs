using Marten;
using NodaTime;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Forms;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Duplicates;

/// <param name="Score">0 to 1; 1 where date, place and actors all agree.</param>
/// <param name="Why">What agrees, in words.</param>
public sealed record Duplicate(string IncidentId, string Title, double Score, IReadOnlyList<string> Why);

/// <summary>Incidents of the same kind that a report may repeat: their dates share a day and their places agree. A hint for staff, never a decision.</summary>
public static class FindDuplicates
{
    private const int Most = 5;
    private const double Worth = 0.6;

    public static async Task<IReadOnlyList<Duplicate>> OfAsync(Reading reading, IQuerySession session, CancellationToken stop)
    {
        if (reading.Account.When.Begins is not { } begins)
        {
            return [];
        }

        var kind = ReadWords.Spelling(reading.Account.Kind);
        // asked with every report, so it is written out: to put the question together from an expression costs more than to answer it
        var candidates = await session.QueryAsync<IncidentRecord>(
            "where data ->> 'kind' = ? and begins_earliest <= ? and begins_latest >= ? and data ->> 'mergedInto' is null limit 200", stop, kind, begins.Latest, begins.Earliest);
        return [.. candidates.Select(c => Compare(reading.Account, begins, c)).Where(d => d.Score >= Worth).OrderByDescending(d => d.Score).ThenBy(d => d.IncidentId, StringComparer.Ordinal).Take(Most)];
    }

    private static Duplicate Compare(Account account, UncertainDate begins, IncidentRecord other)
    {
        var why = new List<string>();
        var theirs = new UncertainDate(other.BeginsEarliest!.Value, other.BeginsLatest!.Value);
        var shared = begins.Intersect(theirs)?.Days() ?? 0;
        // a day inside "early August" may well be that day; one inside "1999" says little
        var dates = shared / Math.Sqrt((double)begins.Days() * theirs.Days());
        why.Add(dates == 1 ? "the same days" : $"{shared} days in common");
        var place = 0.3;
        if (account.Where?.PlaceId is { } here && here == other.PlaceId)
        {
            place = 1;
            why.Add("the same place");
        }
        else if (account.Where?.PlaceId is not null && other.PlaceId is not null)
        {
            place = 0;
        }

        var actors = other.Reports.Where(r => !r.Retracted).SelectMany(r => r.Account.Actors).Intersect(account.Actors, StringComparer.OrdinalIgnoreCase).ToList();
        if (actors.Count > 0)
        {
            why.Add("the same actors: " + string.Join(", ", actors));
        }

        return new(other.Id, other.Title, Math.Round(0.4 * dates + 0.4 * place + (actors.Count > 0 ? 0.2 : 0.1), 2), why);
    }
}
