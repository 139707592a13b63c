using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Correlation.RuleBook;

/// <summary>Reads the fields of one rule file, each refused with its line and the reason where it cannot be read.</summary>
internal sealed partial class ReadFields(string file, string text)
{
    private static readonly AnnualDatePattern DayOfYear = AnnualDatePattern.CreateWithInvariantCulture("MM-dd");

    public BrokenRuleException Broken(string field, string why) => new(file, LineOf(field), why, field);

    public string Need(string? value, string field) => string.IsNullOrWhiteSpace(value) ? throw Broken(field, "it is missing") : value.Trim();

    public T Word<T>(string? word, string field) where T : struct, Enum =>
        Enum.GetValues<T>().Where(v => Spelling(v) == word).Select(v => (T?)v).FirstOrDefault()
        ?? throw Broken(field, $"'{word}' is not one of: {string.Join(", ", Enum.GetValues<T>().Select(Spelling))}");

    /// <param name="isFree">Whether this side may ask for what did not occur and for the day of the end.</param>
    public Selector Side(SelectorFile? side, string field, bool isFree = true)
    {
        if (side is null)
        {
            throw Broken(field, "it is missing");
        }

        var kind = Word<Kind>(side.Kind, field + ".kind");
        if (!isFree && (side.Polarity ?? side.Edge) is not null)
        {
            throw Broken($"{field}.{(side.Polarity is null ? "edge" : "polarity")}", "this side speaks of what occurred, and of the day that its kind of rule compares");
        }

        if (side.Crop is not null && kind is not (Kind.Harvest or Kind.Ban))
        {
            throw Broken(field + ".crop", "only a harvest or a ban has one");
        }

        foreach (var place in (side.Places ?? []).Where(p => Gazetteer.Standard.Find(p) is null))
        {
            throw Broken(field + ".places", $"there is no place '{place}' in the gazetteer");
        }

        return new(
            kind, Some(side.Subkinds, field + ".subkinds"), side.Crop, Some(side.Actors, field + ".actors"), Some(side.Places, field + ".places"),
            side.MinGrade is null ? null : Grade(side.MinGrade, field + ".minGrade"),
            side.Polarity is null ? null : Word<Polarity>(side.Polarity, field + ".polarity"),
            side.Edge is null ? null : Word<ComparedDay>(side.Edge, field + ".edge"));
    }

    public Selector? SideOrNone(SelectorFile? side, string field, bool isFree = true) => side is null ? null : Side(side, field, isFree);

    /// <summary>Two whole numbers, the right way round, neither below 0.</summary>
    public (int Least, int Most) Days(List<int>? days, string field)
    {
        if (days is not [>= 0, _])
        {
            throw Broken(field, "two whole numbers: the least and the most days");
        }

        return days[0] <= days[1] ? (days[0], days[1]) : throw Broken(field, $"the least ({days[0]}) lies above the most ({days[1]})");
    }

    public SeasonDays Season(SeasonFile? season, string field)
    {
        if (season is null)
        {
            throw Broken(field, "it is missing");
        }

        var (opens, closes) = (MonthDay(season.Opens, field + ".opens"), MonthDay(season.Closes, field + ".closes"));
        return opens == closes ? throw Broken(field, "it closes on the day it opens") : new(opens, closes);
    }

    public int Above0(int? number, string field, string what = "a whole number above 0") => number is > 0 ? number.Value : throw Broken(field, what);

    public double Kilometres(double? km, string field) => km is > 0 and < 20_100 ? km.Value : throw Broken(field, "kilometres above 0");

    public LocalDate Date(string? text, string field) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: var day } ? day : throw Broken(field, $"'{text}' is no day, written YYYY-MM-DD");

    /// <summary>A day, or two days with ".." between them.</summary>
    public UncertainDate Interval(string? text, string field)
    {
        var days = Need(text, field).Split("..");
        var (first, last) = (Date(days[0], field), Date(days[^1], field));
        return days.Length <= 2 && first <= last ? new(first, last) : throw Broken(field, $"'{text}' is no day and no two days, the right way round");
    }

    public static string Spelling<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private List<string>? Some(List<string>? list, string field) =>
        list is null or { Count: > 0 } && list?.Exists(string.IsNullOrWhiteSpace) != true ? list : throw Broken(field, "at least one, or leave it out for all");

    private AnnualDate MonthDay(string? text, string field) =>
        DayOfYear.Parse(text ?? "") is { Success: true, Value: var day } ? day : throw Broken(field, $"'{text}' is no day of the year, written MM-DD");

    private Grading Grade(string text, string field)
    {
        var grade = GradeForm().Match(text);
        return grade.Success && text.Length > 0
            ? new(grade.Groups[1].Success ? Enum.Parse<Reliability>(grade.Groups[1].Value) : null, grade.Groups[2].Success ? grade.Groups[2].Value[0] - '0' : null)
            : throw Broken(field, $"'{text}' is no grade: a letter A to F, a number 1 to 6, or both (B2)");
    }

    // the line on which the field stands, as a person would look for it
    private long? LineOf(string field)
    {
        var name = field.Split('.', '[')[0] + ":";
        var line = Array.FindIndex(text.Split('\n'), l => l.TrimStart().StartsWith(name, StringComparison.Ordinal));
        return line < 0 ? null : line + 1;
    }

    [GeneratedRegex("^([A-F])?([1-6])?$")]
    private static partial Regex GradeForm();
}
