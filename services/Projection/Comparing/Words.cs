using System.Globalization;
using System.Text.Json;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Projection.Comparing;

/// <summary>How values are said in the sentences of a comparison.</summary>
internal static class Words
{
    private const string Unknown = "not known";

    public static string Title(string title) => $"“{title}”";

    public static string Days(UncertainDate? days) => days is not { } known ? Unknown
        : known.IsExact() ? $"{known.Earliest:uuuu-MM-dd}"
        : $"some day from {known.Earliest:uuuu-MM-dd} to {known.Latest:uuuu-MM-dd}";

    public static string Place(Mention? where) => where switch
    {
        null => Unknown,
        { Text: { } text } => text,
        { PlaceId: { } place } => place,
        { Point: { } point } => string.Create(CultureInfo.InvariantCulture, $"{point.Lat:0.###}, {point.Lon:0.###}"),
        _ => Unknown,
    };

    public static string Number(Quantity? quantity)
    {
        var unit = quantity?.Unit is { } of ? " " + of : "";
        return (quantity?.AtLeast(), quantity?.AtMost()) switch
        {
            (null, null) => quantity?.Text ?? Unknown,
            ({ } low, null) => $"at least {Plain(low)}{unit}",
            (null, { } high) => $"at most {Plain(high)}{unit}",
            ({ } low, { } high) => low == high ? $"{Plain(low)}{unit}" : $"{Plain(low)} to {Plain(high)}{unit}",
        };
    }

    /// <summary>Of an amount that has a lower bound always; null is no upper bound.</summary>
    public static string Dollars(decimal low, decimal? high) => high is not { } most ? $"at least {Plain(low)} dollars"
        : low == most ? $"{Plain(low)} dollars"
        : $"{Plain(low)} to {Plain(most)} dollars";

    public static string Polarity(Polarity polarity) => polarity switch
    {
        Vocabulary.Polarity.Occurred => "recorded as having occurred",
        Vocabulary.Polarity.DidNotOccur => "recorded as not having occurred",
        _ => "recorded as about to occur",
    };

    /// <summary>A word of a list, in the spelling of the answers without their hyphens: "pass closure".</summary>
    public static string Of<T>(T word) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString()).Replace('-', ' ');

    public static string List(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } list ? list : "none";

    public static string Count(int number, string one, string many) => $"{number.ToString(CultureInfo.InvariantCulture)} {(number == 1 ? one : many)}";

    /// <summary>"The onset was … and became …"</summary>
    public static string Became(string what, string before, string after) => $"{what} was {before} and became {after}.";

    /// <summary>The first letter small, for use inside a sentence.</summary>
    public static string Inside(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];

    private static string Plain(decimal number) => number.ToString("#,0.###", CultureInfo.InvariantCulture);

    /// <summary>Whether two values are written alike.</summary>
    public static bool Same(object? before, object? after) => Json(before) == Json(after);

    private static string Json(object? value) => JsonSerializer.Serialize(value, TimelineJson.Options);
}
