using System.Globalization;
using System.Text.RegularExpressions;

namespace Timeline.Console.Components;

/// <summary>
/// A number as a person types it, in the one place where the pages read one. Sources write two and a half as 2.5 or as 2,5, and a thousand and a half as 1,000.5, 1.000,5 or 1 000.5.
/// What can be either, as 1,250 can, is refused with both readings, as a date is whose day and month could be one another.
/// </summary>
/// <param name="Value">Null where it could not be read.</param>
/// <param name="Wrong">Why it could not be read, in a sentence; null where it was.</param>
public sealed partial record TypedNumber(double? Value, string? Wrong)
{
    private const double Least = 1e15;   // from here on a double no longer tells every whole number from the next

    /// <param name="typed">What stands in the field, and is not empty.</param>
    public static TypedNumber Read(string typed) => Read(typed, Grouped);

    /// <summary>Degrees of a point: none has a thousand, so that one comma or dot is a decimal one.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static TypedNumber ReadDegrees(string typed) => Read(typed, _ => false);

    /// <summary>A number as it is written into a field: it reads back to itself, and is never one that could be two.</summary>
    /// <param name="plain">With a dot before its decimals, and no groups.</param>
    public static string Again(string plain) => Grouped(plain) ? plain + "0" : plain;

    private static TypedNumber Read(string typed, Func<string, bool> mightBeGrouped)
    {
        var plain = Spaces().Replace(typed.Trim(), " ").Replace('’', '\'').Replace('−', '-');
        if (mightBeGrouped(plain))
        {
            var mark = plain.First(c => c is ',' or '.');
            var (together, apart) = (plain.Replace($"{mark}", "", StringComparison.Ordinal), plain.Replace(mark, '.').TrimEnd('0').TrimEnd('.'));
            return new(null, $"'{plain}' can mean two numbers: write {together} or {(apart.Contains('.', StringComparison.Ordinal) ? apart : apart + ".0")}.");
        }

        return Plain(plain) is { } digits && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < Least
            ? new(number, null)
            : new(null, $"'{Words.Shorten(typed.Trim(), 40)}' is not a number; write it as 1250 or 2.5.");
    }

    /// <summary>The same with a dot before its decimals and no groups; null where it is no number.</summary>
    private static string? Plain(string typed)
    {
        if (WithPower().IsMatch(typed))
        {
            return typed;
        }

        // the last of two different marks stands before the decimals, and so does one that comes once
        var last = typed.LastIndexOfAny([',', '.']);
        var decimals = last >= 0 && typed.IndexOf(typed[last], StringComparison.Ordinal) == last ? last : typed.Length;
        var (whole, fraction) = (typed[..decimals], decimals < typed.Length ? typed[(decimals + 1)..] : "");
        return (whole + fraction).Any(char.IsAsciiDigit) && fraction.All(char.IsAsciiDigit) && Whole().IsMatch(whole)
            ? $"{Groups().Replace(whole, "")}.{fraction}0" : null;
    }

    private static bool Grouped(string plain) => OneGroup().IsMatch(plain);

    [GeneratedRegex(@"^[+-]?[1-9]\d{0,2}[,.]\d{3}$", RegexOptions.ECMAScript)]
    private static partial Regex OneGroup();

    [GeneratedRegex(@"^[+-]?(\d*|[1-9]\d{0,2}([,.' ])\d{3}(\2\d{3})*)$", RegexOptions.ECMAScript)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[+-]?\d+(\.\d+)?[eE][+-]?\d+$", RegexOptions.ECMAScript)]
    private static partial Regex WithPower();

    [GeneratedRegex("[,.' ]")]
    private static partial Regex Groups();

    [GeneratedRegex(@"\p{Zs}+")]
    private static partial Regex Spaces();
}
