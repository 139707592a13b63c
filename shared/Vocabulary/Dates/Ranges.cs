namespace Timeline.Vocabulary;

/// <summary>
/// Two dates with a word or dash between them. The end that lacks a month or a year takes it from the other.
/// </summary>
internal static class Ranges
{
    /// <summary>Both ends, and the word between them.</summary>
    public sealed record Ends(Stretch First, Stretch Last, Mark Joined);

    /// <summary>The first place where the tokens part into two dates, or null where there is none.</summary>
    public static (Ends? Ends, Refusal? Refusal)? Of(ReadOnlySpan<DateToken> tokens, ReadingOptions options, params ReadOnlySpan<Mark> joints)
    {
        for (var i = 1; i < tokens.Length - 1; i++)
        {
            if (joints.Contains(tokens[i].Mark) && PartialDate.Of(tokens[..i]) is { } first && Last(first, tokens[(i + 1)..]) is { } last
                && Match(first, last, tokens[i].Mark))
            {
                var form = joints.Contains(Mark.Until) ? "from {0} to {1}" : joints.Contains(Mark.And) ? "between {0} and {1}" : "{0} to {1}";
                return Join(first, last, tokens[i].Mark, form, options);
            }
        }

        return null;
    }

    /// <summary>
    /// One day somewhere from the first to the last: what "between X and Y", "X to Y", "X-Y" and "X or Y" say. It is doubt, not duration.
    /// </summary>
    public static Found Doubt(Ends ends)
    {
        var (first, last) = (ends.First, ends.Last);
        if (ends.Joined is Mark.Or or Mark.Slash)
        {
            (first, last) = first.Days <= last.Days ? (first, last) : (last, first);
            if (last.Days.Earliest > first.Days.Latest.PlusDays(1))
            {
                return Refusal.Because($"{first.Name} or {last.Name} leaves out the days between, which one date cannot",
                    [$"between {first.Name} and {last.Name}", .. ends.Joined is Mark.Slash ? new[] { $"from {first.Name} to {last.Name}" } : []]);
            }
        }

        if (last.Days.Latest < first.Days.Earliest)
        {
            return WrongWayRound(first, last, "between {0} and {1}");
        }

        var days = new UncertainDate(first.Days.Earliest, last.Days.Latest);
        var how = ends.Joined is Mark.To or Mark.Dash ? "a range is doubt about one day, 'from … to …' would be a duration" : "";
        return new Stretch(days, days.IsExact() ? DatePrecision.Day : DatePrecision.Range, first.Grain < last.Grain ? last.Grain : first.Grain,
            first.Calendar, $"between {first.Name} and {last.Name}", Stretch.Join(first.How, last.How, how));
    }

    public static Refusal WrongWayRound(Stretch first, Stretch last, string form) => Refusal.Because(
        $"the end, {last.Name}, lies before the beginning, {first.Name}", string.Format(null, form, last.Name, first.Name));

    /// <summary>After a year, two figures are the year's end ("1995-96").</summary>
    private static PartialDate? Last(PartialDate first, ReadOnlySpan<DateToken> tokens) =>
        tokens is [{ Mark: Mark.Number, B: 2, A: var figures }, ..] && first.IsOnlyAYear && Years.After(first.Year!.Value, figures) is { } year
            ? tokens.Length == 1 || tokens is [_, { Mark: Mark.Calendar }]
                ? new PartialDate { Year = year, Calendar = tokens.Length == 1 ? null : (SourceCalendar)tokens[1].A }
                : PartialDate.Of(tokens)
            : PartialDate.Of(tokens);

    /// <summary>A bare day has a day at the other end, and what a slash joins is of one kind: "9/10 August", "August/September", "1998/99".</summary>
    private static bool Match(PartialDate first, PartialDate last, Mark joined) =>
        (!(first.LacksTheMonth || last.LacksTheMonth) || (first.Day is not null && last.Day is not null))
        && (joined != Mark.Slash || ((first.Day is null) == (last.Day is null)
            && (first.NamesAPeriodOfAYear || first.Day is not null) == (last.NamesAPeriodOfAYear || last.Day is not null)));

    private static (Ends?, Refusal?) Join(PartialDate first, PartialDate last, Mark joined, string form, ReadingOptions options)
    {
        if (first.LacksTheMonth && last.LacksTheMonth)
        {
            return (null, Refusal.Because($"{first.Day} and {last.Day} name no month, and do not say which is the day"));
        }

        if (joined is Mark.Dash or Mark.Slash && last.IsOnlyAYear && first.NamesAPeriodOfAYear && first.Year is not null)
        {
            return (null, Refusal.Because($"{Names.Of(first)} and {last.Year} can be one stretch or the same time in two years",
                $"between {Names.Of(first)} and {last.Year}", $"between {Names.Of(first)} and {Names.Of(first with { Year = last.Year })}"));
        }

        var (a, b) = (first.CompletedBy(last), last.CompletedBy(first));
        var (one, two) = (Resolve.Days(a, options), Resolve.Days(b, options));
        if ((one.Refusal ?? two.Refusal) is { } refusal)
        {
            return (null, refusal);
        }

        var (begins, ends) = (one.Stretch!, two.Stretch!);
        var oneYearSaid = (first.Year is null) != (last.Year is null) && a.Year == b.Year;
        if (ends.Days.Latest < begins.Days.Earliest && oneYearSaid && joined is not Mark.Or)
        {
            // "November to February 2000": nothing says whether the other year or the order is meant
            if (first.Day is not null && first.Month is null)
            {
                return (null, WrongWayRound(begins, ends, form));
            }

            var (from, to) = first.Year is null ? (Names.Of(a with { Year = a.Year - 1 }), ends.Name) : (begins.Name, Names.Of(b with { Year = b.Year + 1 }));
            return (null, Refusal.Because($"in one year {ends.Name} lies before {begins.Name}", string.Format(null, form, from, to)));
        }

        return (new(begins, ends, joined), null);
    }
}
