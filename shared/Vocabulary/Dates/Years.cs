namespace Timeline.Vocabulary;

/// <summary>The years that are read. Outside them a figure is more likely a slip than a year.</summary>
internal static class Years
{
    public const int First = 1000;
    public const int Last = 2999;
    public const int FirstSolar = 1300;
    public const int LastSolar = 1499;

    public const int FirstLunar = 1200;
    public const int LastLunar = 1500;

    /// <summary>Years of the lunar Hijri calendar from 1785 to 2077.</summary>
    public static bool MightBeLunar(int year) => year is >= FirstLunar and <= LastLunar;

    /// <summary>Years of the Solar Hijri calendar from 1921 to 2121; without a month's name or a mark they could be of either calendar.</summary>
    public static bool MightBeSolar(int year) => year is >= FirstSolar and <= LastSolar;

    public static bool AreRead(int year) => year is >= First and <= Last;

    /// <summary>The year that two figures after a dash mean: the next with that ending ("1995-96", "1999-00"), at most fifty years on.</summary>
    public static int? After(int year, int lastTwo)
    {
        var next = year - (year % 100) + lastTwo;
        next = next <= year ? next + 100 : next;
        return next - year <= 50 ? next : null;
    }
}
