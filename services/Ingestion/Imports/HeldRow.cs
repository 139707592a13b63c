using System.Globalization;
using Timeline.Forms;
using Timeline.Ingestion.Reports;

namespace Timeline.Ingestion.Imports;

/// <summary>A row that was held back as likely told already, in its own words beside what the other incident is called: what a person needs to say which of the two it is.</summary>
/// <param name="Title">As its file has it, shortened to 200 characters; null where it has none, as of the others.</param>
/// <param name="When">Its words for the days, or the days; shortened to 100 characters.</param>
/// <param name="Where">Its words for the place, and the point in degrees north and east where it gives one; shortened to 100 characters.</param>
/// <param name="Repeats">What the incident is called that it may repeat; null where that is not known.</param>
public sealed record HeldRow(string? Title, string? When, string? Where, string? Repeats)
{
    private const int MostOfTitle = 200, MostOfOthers = 100;

    public static HeldRow Of(TimelineRow row, string? repeats) => new(Short(row.Title, MostOfTitle), Short(Days(row.When), MostOfOthers), Short(Place(row.Where), MostOfOthers), Short(repeats, MostOfTitle));

    private static string? Days(WhenForm? when) => when is null ? null
        : when.Text ?? when.Date ?? Between(when.Earliest, when.Latest) ?? string.Join(", ", new[] { Says("begins", when.Begins), Says("ends", when.Ends) }.OfType<string>());

    private static string? Says(string edge, DaysForm? days) => Between(days?.Earliest, days?.Latest) is { } said ? $"{edge} {said}" : null;

    private static string? Between(string? earliest, string? latest) => (earliest ?? latest) is null ? null : earliest == latest ? earliest : $"{earliest ?? "?"} to {latest ?? "?"}";

    private static string Place(WhereForm? where) =>
        string.Join(", ", new[] { where?.Text ?? where?.Place, where is { Lat: { } lat, Lon: { } lon } ? string.Create(CultureInfo.InvariantCulture, $"{lat} {lon}") : null }.OfType<string>());

    private static string? Short(string? words, int most) => string.IsNullOrWhiteSpace(words) ? null : words.Trim() is var said && said.Length <= most ? said : said[..(most - 1)].TrimEnd() + "…";
}
