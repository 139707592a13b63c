using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Correlation.RuleBook;

/// <summary>
/// Reads the fields of one rule, each refused with its line and the reason where it cannot be read. What is wrong with one field does not hide what is wrong with
/// another: <see cref="Try"/> keeps the fault and goes on, and <see cref="ThrowIfAny"/> refuses the rule with all of them.
/// </summary>
/// <param name="text">The file; null where the rule is no file, and has no lines.</param>
/// <param name="known">The places that may be named; null for those that ship.</param>
internal sealed partial class ReadFields(string? file, string? text, Gazetteer? known = null)
{
    /// <summary>Longer than any life: whoever writes more has mistyped.</summary>
    public const int MostDays = 36_525;

    public const int MostWords = 2000;
    public const int MostItems = 60;
    private static readonly AnnualDatePattern DayOfYear = AnnualDatePattern.CreateWithInvariantCulture("MM-dd");
    private readonly List<RuleFault> faults = [];

    public Gazetteer Known { get; } = known ?? Gazetteer.Standard;

    public BrokenRuleException Broken(string field, string why) => new(file, [new(field, why, LineOf(field))]);

    /// <summary>Reads a field; where it cannot be read the fault is kept, and what is given stands in its place until <see cref="ThrowIfAny"/>.</summary>
    public T Try<T>(Func<T> read, T meanwhile)
    {
        try
        {
            return read();
        }
        catch (BrokenRuleException broken)
        {
            faults.AddRange(broken.Faults);
            return meanwhile;
        }
    }

    /// <exception cref="BrokenRuleException">A field could not be read.</exception>
    public void ThrowIfAny()
    {
        if (faults.Count > 0)
        {
            throw new BrokenRuleException(file, faults);
        }
    }

    public string Need(string? value, string field, int most = MostWords) => string.IsNullOrWhiteSpace(value) ? throw Broken(field, "it is missing")
        : value.Length > most ? throw Broken(field, $"it has {value.Length} characters; {most} is the most")
        : value.AsSpan().IndexOfAnyInRange('\0', '\u0008') >= 0 ? throw Broken(field, "it holds characters that are not text")
        : value.Trim();

    /// <summary>What is in a list, nothing where there is none; one that is longer than anybody would read is a fault.</summary>
    public List<T> Items<T>(List<T>? list, string field) =>
        list is null ? [] : list.Count <= MostItems ? list : Try(() => throw Broken(field, $"{list.Count} are more than {MostItems}"), new List<T>());

    public T Word<T>(string? word, string field) where T : struct, Enum =>
        Enum.GetValues<T>().Where(v => Spelling(v) == word).Select(v => (T?)v).FirstOrDefault()
        ?? throw Broken(field, $"'{Short(word)}' is not one of: {string.Join(", ", Enum.GetValues<T>().Select(Spelling))}");

    /// <param name="refused">What this side may not ask for; null where it may ask for anything.</param>
    public Selector Side(SelectorFile? side, string field, NotAsked? refused = null)
    {
        if (side is null)
        {
            throw Broken(field, "it is missing");
        }

        var (subkinds, actors) = (Try(() => Some(side.Subkinds, field + ".subkinds"), null), Try(() => Some(side.Actors, field + ".actors"), null));
        var places = Try(() => Places(side.Places, field + ".places"), null);
        var grade = Try(() => side.MinGrade is null ? null : Grade(side.MinGrade, field + ".minGrade"), null);
        var polarity = Try(() => side.Polarity is null ? (Polarity?)null : Word<Polarity>(side.Polarity, field + ".polarity"), null);
        var edge = Try(() => side.Edge is null ? (ComparedDay?)null : Word<ComparedDay>(side.Edge, field + ".edge"), null);
        var kind = Word<Kind>(side.Kind, field + ".kind");
        if (refused?.Polarity is { } whyNotSo && polarity is not (null or Polarity.Occurred))
        {
            throw Broken(field + ".polarity", whyNotSo);
        }

        if (refused?.Edge is { } whyNotThen && edge is not null)
        {
            throw Broken(field + ".edge", whyNotThen);
        }

        if (side.Crop is not null && kind is not (Kind.Harvest or Kind.Ban))
        {
            throw Broken(field + ".crop", "only a harvest or a ban has one");
        }

        return new(kind, subkinds, side.Crop, actors, places, grade, polarity, edge);
    }

    /// <summary>Two whole numbers, the right way round, neither below 0.</summary>
    public (int Least, int Most) Days(List<int>? days, string field)
    {
        if (days is not [>= 0 and <= MostDays, <= MostDays])
        {
            throw Broken(field, days is [>= 0, > MostDays] ? $"{MostDays} days are the most" : "two whole numbers: the least and the most days");
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

    public int Above0(int? number, string field, string what = "a whole number above 0") => number is > 0 and <= MostDays ? number.Value : throw Broken(field, number > 0 ? $"{MostDays} is the most" : what);

    public double Kilometres(double? km, string field) => km is > 0 and < 20_100 ? km.Value : throw Broken(field, "kilometres above 0");

    public LocalDate Date(string? text, string field) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: { Year: >= 1000 and <= 2999 } day } ? day : throw Broken(field, $"'{Short(text)}' is no day, written YYYY-MM-DD");

    /// <summary>A day, or two days with ".." between them.</summary>
    public UncertainDate Interval(string? text, string field)
    {
        var days = Need(text, field).Split("..");
        var (first, last) = (Date(days[0], field), Date(days[^1], field));
        return days.Length <= 2 && first <= last ? new(first, last) : throw Broken(field, $"'{Short(text)}' is no day and no two days, the right way round");
    }

    public static string Spelling<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private List<string>? Places(List<string>? places, string field) =>
        places?.FirstOrDefault(p => Known.Find(p ?? "") is null) is { } strange ? throw Broken(field, $"there is no place '{Short(strange)}' in the gazetteer") : Some(places, field);

    /// <summary>What somebody wrote, as much of it as an answer should repeat.</summary>
    public static string? Short(string? text) => text is { Length: > 60 } ? text[..57] + "…" : text;

    public List<string>? Some(List<string>? list, string field) =>
        list is null or { Count: > 0 and <= MostItems } && list?.Exists(string.IsNullOrWhiteSpace) != true ? list : throw Broken(field, "at least one, or leave it out for all");

    private AnnualDate MonthDay(string? text, string field) =>
        DayOfYear.Parse(text ?? "") is { Success: true, Value: var day } ? day : throw Broken(field, $"'{Short(text)}' is no day of the year, written MM-DD");

    public Grading Grade(string text, string field)
    {
        var grade = GradeForm().Match(text);
        return grade.Success && text.Length > 0
            ? new(grade.Groups[1].Success ? Enum.Parse<Reliability>(grade.Groups[1].Value) : null, grade.Groups[2].Success ? grade.Groups[2].Value[0] - '0' : null)
            : throw Broken(field, $"'{Short(text)}' is no grade: a letter A to F, a number 1 to 6, or both (B2)");
    }

    // the line on which the field stands, as a person would look for it
    private long? LineOf(string field)
    {
        var name = field.Split('.', '[')[0] + ":";
        var line = Array.FindIndex((text ?? "").Split('\n'), l => l.TrimStart().StartsWith(name, StringComparison.Ordinal));
        return line < 0 ? null : line + 1;
    }

    [GeneratedRegex("^([A-F])?([1-6])?$")]
    private static partial Regex GradeForm();
}
