using NodaTime;

namespace Timeline.Vocabulary;

/// <summary>
/// Reads the words in which a source dates something, in English and in the Gregorian or the Solar Hijri calendar. What the words leave open
/// stays open, and what could mean two things is refused with both readings; nothing is guessed.
/// </summary>
/// <remarks>The way through: tokens (<see cref="DateTokens"/>), what one date names (<see cref="PartialDate"/>), its days (<see cref="Resolve"/>,
/// <see cref="Periods"/>), two dates (<see cref="Ranges"/>, <see cref="Bounds"/>), the words around them (<see cref="PhraseForms"/>).</remarks>
public static class ReadDate
{
    /// <summary>In characters; what is longer is a sentence and not a date.</summary>
    public const int LongestPhrase = 200;

    /// <summary>Never throws: words that cannot be read come back as a <see cref="Refusal"/> that says why.</summary>
    public static DateReading Read(string? words, ReadingOptions? options = null)
    {
        var given = InIso(options ?? new());
        var reading = Attempt(words ?? "", given, mend: true);
        return reading is Refusal refusal ? refusal.SuggestingOnly(words => Attempt(words, given, mend: false) is DateRead) : reading;
    }

    private static ReadingOptions InIso(ReadingOptions options) => options with
    {
        NotBefore = options.NotBefore?.WithCalendar(CalendarSystem.Iso), NotAfter = options.NotAfter?.WithCalendar(CalendarSystem.Iso),
    };

    /// <param name="mend">Whether a refusal looks for words near these that read; what it tries is itself not mended again.</param>
    internal static DateReading Attempt(string words, ReadingOptions options, bool mend)
    {
        if (words.Length > LongestPhrase)
        {
            return Refusal.Because($"{words.Length} characters are too long for a date; {LongestPhrase} at most");
        }

        var (stated, plain) = (words.Trim(), DateTokens.Plain(words));
        if (DateWords.Undated.Contains(plain))
        {
            return new DateRead(Occurrence.Undated(stated), "Read as undated.");
        }

        if (ClockTime.Read(stated, options, rest => Attempt(rest, options, mend)) is { } timed)
        {
            return timed is DateRead read ? read with { Occurrence = read.Occurrence with { Stated = stated } } : timed;
        }

        var (tokens, refusal) = DateTokens.Of(plain);
        if (refusal is not null)
        {
            return refusal;
        }

        if (tokens.Count == 0)
        {
            return Refusal.Because(stated.Length == 0 ? "no date is given; write 'unknown' where there is none" : $"'{stated}' names no date");
        }

        if (tokens.Any(t => t.Mark == Mark.Unknown))
        {
            return mend ? Unreadable.Mend(tokens, stated, options) : Refusal.Because("a word is not known");
        }

        var reading = PhraseForms.Read(tokens, stated, options);
        return mend && reading is Refusal { Suggestions.Count: 0 } ? Unreadable.ShortYear(tokens, stated) ?? reading : reading;
    }
}
