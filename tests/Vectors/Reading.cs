using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Vectors;

/// <summary>How the files write days, lists and seeds.</summary>
internal static class Reading
{
    public static double Double(this JsonElement of, string field) => of.GetProperty(field).GetDouble();

    public static int Int(this JsonElement of, string field) => of.GetProperty(field).GetInt32();

    public static double[] Doubles(this JsonElement of, string field) => [.. of.GetProperty(field).EnumerateArray().Select(e => e.GetDouble())];

    public static int[] Ints(this JsonElement of, string field) => [.. of.GetProperty(field).EnumerateArray().Select(e => e.GetInt32())];

    public static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).GetValueOrThrow();

    public static LocalDate[] Days(this JsonElement of, string field) => [.. of.GetProperty(field).EnumerateArray().Select(e => Day(e.GetString()!))];

    /// <summary>Two days, both counting.</summary>
    public static UncertainDate Interval(this JsonElement two) => new(Day(two[0].GetString()!), Day(two[1].GetString()!));

    public static GeoPoint Point(this JsonElement two) => new(two[0].GetDouble(), two[1].GetDouble());

    public static (int Least, int Most) Lag(this JsonElement of) => (of.GetProperty("lag")[0].GetInt32(), of.GetProperty("lag")[1].GetInt32());

    public static SplitMix64 Seeded(this JsonElement of, string field = "seed") => new(Seed(of, field));

    // 64 bits do not fit a JSON number, so they are written as text
    public static ulong Seed(this JsonElement of, string field = "seed") => ulong.Parse(of.GetProperty(field).GetString()!, CultureInfo.InvariantCulture);
}
