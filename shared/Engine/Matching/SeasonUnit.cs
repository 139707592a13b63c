using System.Globalization;

namespace Timeline.Engine;

/// <summary>A season year as the unit of a match or a judgement.</summary>
internal static class SeasonUnit
{
    public static string Of(int year) => year.ToString(CultureInfo.InvariantCulture);

    public static int Year(string unit) => int.Parse(unit, CultureInfo.InvariantCulture);
}
