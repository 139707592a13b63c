using NodaTime;

namespace Timeline.Vocabulary;

/// <summary>
/// "Before", "after", "by", "until": one side of a date. The day named is left out by before and after and counted by "by", "not before" and "until".
/// A horizon for the other side is never invented.
/// </summary>
internal static class Bounds
{
    public static DateReading Read(DateToken[] tokens, string stated, ReadingOptions options) =>
        TwoSided(tokens, stated, options) ?? OneSided(tokens, stated, options);

    /// <summary>"After X and before Y", in either order.</summary>
    private static DateReading? TwoSided(DateToken[] tokens, string stated, ReadingOptions options)
    {
        var and = Array.FindIndex(tokens, t => t.Mark == Mark.And);
        if (and < 2 || and + 2 >= tokens.Length || IsLower(tokens[0].Mark) == IsLower(tokens[and + 1].Mark) || !IsBound(tokens[and + 1].Mark)
            || PartialDate.Of(tokens.AsSpan(1..and)) is not { } a || PartialDate.Of(tokens.AsSpan((and + 2)..)) is not { } b)
        {
            return null;
        }

        var (first, second) = (Resolve.Days(a.CompletedBy(b), options), Resolve.Days(b.CompletedBy(a), options));
        if ((first.Refusal ?? second.Refusal) is { } refusal)
        {
            return refusal;
        }

        var (one, two) = (Limit(tokens[0].Mark, first.Stretch!), Limit(tokens[and + 1].Mark, second.Stretch!));
        return IsLower(tokens[0].Mark) ? Within(one, two, stated, first.Stretch!) : Within(two, one, stated, first.Stretch!);
    }

    private static DateReading OneSided(DateToken[] tokens, string stated, ReadingOptions options)
    {
        var found = PhraseForms.Extent(tokens[1..], stated, options);
        if (found.Stretch is not { } named)
        {
            return found.Refusal!;
        }

        var limit = Limit(tokens[0].Mark, named);
        if (IsLower(tokens[0].Mark))
        {
            if (options.NotAfter is not { } last)
            {
                return Refusal.Because($"'{stated}' gives no latest day{Example("between {0} and {1}", limit, limit.PlusMonths(2).With(DateAdjusters.EndOfMonth), "the last day that is possible")}");
            }

            var why = options.NotAfterIs is { } reason ? $", {reason}" : "";
            return Within(limit, last, stated, named with { How = why.Length == 0 ? named.How : Stretch.Join(named.How, $"not after {Stretch.OfDay(last)}{why}") }, why);
        }

        if (options.NotBefore is not { } first)
        {
            var (form, side) = tokens[0].Mark == Mark.Until ? ("from {0} to {1}", "the day on which it began") : ("between {0} and {1}", "the first day that is possible");
            return Refusal.Because($"'{stated}' gives no earliest day{Example(form, limit.PlusMonths(-2).With(DateAdjusters.StartOfMonth), limit, side)}");
        }

        var within = Within(first, limit, stated, named);
        return tokens[0].Mark == Mark.Until && within is DateRead read
            ? new DateRead(read.Occurrence with { Ends = named.Days }, $"{read.Says[..^1]}; it ended {named.InDays()}.")
            : within;
    }

    /// <summary>How words of two sides look, of which the reader knows one: the other is for who writes them to say.</summary>
    private static string Example(string form, LocalDate first, LocalDate last, string side) => Years.AreRead(first.Year) && Years.AreRead(last.Year)
        ? $"; write for example '{string.Format(null, form, Stretch.OfDay(first), Stretch.OfDay(last))}', with {side}"
        : $": say between which days, with {side}";

    private static DateReading Within(LocalDate first, LocalDate last, string stated, Stretch named, string why = "")
    {
        if (last < first)
        {
            return Refusal.Because($"'{stated}' leaves no day: the first possible, {Stretch.OfDay(first)}, lies after the last, {Stretch.OfDay(last)}{why}");
        }

        var days = new UncertainDate(first, last);
        return PhraseForms.Says(
            new Stretch(days, days.IsExact() ? DatePrecision.Day : DatePrecision.Range, Grain.Day, named.Calendar,
                $"between {Stretch.OfDay(first)} and {Stretch.OfDay(last)}", named.How), stated);
    }

    private static bool IsBound(Mark mark) => mark is Mark.Before or Mark.After or Mark.By or Mark.NotBefore or Mark.Until;

    private static bool IsLower(Mark mark) => mark is Mark.After or Mark.NotBefore;

    /// <summary>Before a month is before its first day, after a month is after its last: the stricter sense, which the words have in reports.</summary>
    private static LocalDate Limit(Mark mark, Stretch named) => mark switch
    {
        Mark.Before => named.Days.Earliest.PlusDays(-1),
        Mark.After => named.Days.Latest.PlusDays(1),
        Mark.NotBefore => named.Days.Earliest,
        _ => named.Days.Latest,
    };
}
