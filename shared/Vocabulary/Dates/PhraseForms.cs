using NodaTime;

namespace Timeline.Vocabulary;

/// <summary>
/// What the words around the dates say:
/// "from X to Y", "X until Y", "X through Y" state a duration (it began in X and ended in Y); "between X and Y", "X to Y", "X-Y", "X or Y" state doubt
/// about one day; "since X" and "from X onward" state a beginning and no end; "before", "after", "by" and "until" alone bound one side only, and the
/// other bound must be given.
/// </summary>
internal static class PhraseForms
{
    public static DateReading Read(IReadOnlyList<DateToken> phrase, string stated, ReadingOptions options)
    {
        var tokens = phrase.ToArray();
        return tokens[0].Mark switch
        {
            Mark.Between => Between(tokens[1..], stated, options),
            Mark.From => From(tokens[1..], stated, options),
            Mark.Since => Since(tokens[1..], stated, options),
            Mark.Before or Mark.After or Mark.By or Mark.NotBefore or Mark.Until => Bounds.Read(tokens, stated, options),
            _ when tokens.Any(t => t.Mark == Mark.Onward) => Since(tokens, stated, options),
            _ => Ranges.Of(tokens, options, Mark.Until) is { } lasting ? Lasting(lasting, stated) : Says(Extent(tokens, stated, options), stated),
        };
    }

    /// <summary>One date or a range of doubt.</summary>
    public static Found Extent(DateToken[] tokens, string stated, ReadingOptions options)
    {
        if (PartialDate.Of(tokens) is { } date)
        {
            return Resolve.Days(date, options);
        }

        if (Ranges.Of(tokens, options, Mark.To, Mark.Dash, Mark.Slash, Mark.Or) is { } range)
        {
            return range.Ends is not { } ends ? range.Refusal!
                : Ranges.Doubt(tokens[0].Mark == Mark.About ? ends with { Last = ends.Last.About() } : ends);
        }

        return Ranges.Of(tokens, options, Mark.And) is { Ends: { } two }
            ? Refusal.Because($"{two.First.Name} and {two.Last.Name} are two dates", $"between {two.First.Name} and {two.Last.Name}", two.First.Name, two.Last.Name)
            : Unreadable.Why(tokens, stated);
    }

    private static DateReading Between(DateToken[] tokens, string stated, ReadingOptions options) =>
        Ranges.Of(tokens, options, Mark.And, Mark.To, Mark.Dash) is not { } range
            ? Refusal.Because("'between' needs two dates with 'and' between them")
            : range.Ends is { } ends ? Says(Ranges.Doubt(ends), stated) : range.Refusal!;

    private static DateReading From(DateToken[] tokens, string stated, ReadingOptions options) =>
        tokens.All(t => t.Mark != Mark.Onward) && PartialDate.Of(tokens) is null && Ranges.Of(tokens, options, Mark.To, Mark.Until, Mark.Dash) is { } range
            ? Lasting(range, stated)
            : Since(tokens, stated, options);

    private static DateReading Since(DateToken[] tokens, string stated, ReadingOptions options)
    {
        var found = Extent(tokens.Where(t => t.Mark != Mark.Onward).ToArray(), stated, options);
        return found.Stretch is not { } begins ? found.Refusal! : new DateRead(
            new(begins.Days, null, EndsOpen: true, begins.Precision, stated, Calendar: begins.Calendar),
            Sentence($"Read as beginning {begins.Name} and going on, with no end given: it began {begins.InDays()}", begins.How));
    }

    private static DateReading Lasting((Ranges.Ends? Ends, Refusal? Refusal) range, string stated)
    {
        if (range.Ends is not { } ends)
        {
            return range.Refusal!;
        }

        var (first, last) = (ends.First, ends.Last);
        return last.Days.Latest < first.Days.Earliest ? Ranges.WrongWayRound(first, last, "from {0} to {1}") : new DateRead(
            new(first.Days, last.Days, EndsOpen: false, first.Precision, stated, Calendar: first.Calendar),
            Sentence($"Read as lasting from {first.Name} to {last.Name}: it began {first.InDays()} and ended {last.InDays()}",
                Stretch.Join(first.How, last.How, "doubt about one day would be 'between … and …'")));
    }

    public static DateReading Says(Found found, string stated)
    {
        if (found.Stretch is not { } read)
        {
            return found.Refusal!;
        }

        var exact = read.Days.IsExact();
        var inDays = read.InDays();
        var says = !exact ? $"Read as {read.Name}, the day not known: {inDays}, both counted"
            : read.Calendar == SourceCalendar.SolarHijri ? $"Read as {read.Name} of the Solar Hijri calendar, which is {inDays}"
            : $"Read as {inDays}";
        return new DateRead(new(read.Days, null, EndsOpen: false, read.Precision, stated, Calendar: read.Calendar), Sentence(says, read.How));
    }

    public static string Sentence(string says, string how) => how.Length == 0 ? $"{says}." : $"{says}; {how}.";
}
