using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Charts;

/// <summary>Days as they are drawn: those that surely belong to it, and around them those that only might. All ends count.</summary>
/// <param name="From">The first day that might.</param>
/// <param name="SureFrom">The first day that surely does; null where none does, as with one day somewhere in a month.</param>
/// <param name="SureTo">The last day that surely does.</param>
/// <param name="To">The last day that might.</param>
/// <param name="Open">It went on, nobody says how long.</param>
public sealed record Stretch(LocalDate From, LocalDate? SureFrom, LocalDate? SureTo, LocalDate To, bool Open = false)
{
    public bool IsOneDay => From == To && SureFrom == From && !Open;

    /// <summary>The last day that might; what is open goes on for ever.</summary>
    public LocalDate Last => Open ? LocalDate.MaxIsoValue : To;

    /// <summary>Null for what has no date.</summary>
    public static Stretch? Of(Occurrence? when) => when switch
    {
        null or { Begins: null } => null,
        { Begins: { } begins, Ends: { } ends } => Between(begins.Earliest, begins.Latest, ends.Earliest, Day.Later(begins.Latest, ends.Latest)),
        { Begins: { } begins, EndsOpen: true } => new(begins.Earliest, begins.Latest, begins.Latest, begins.Latest, true),
        { Begins: { } begins } => begins.IsExact() ? new(begins.Earliest, begins.Earliest, begins.Earliest, begins.Earliest) : new(begins.Earliest, null, null, begins.Latest),
    };

    /// <summary>A phase from its opening to the eve of its closing: the closing day itself does not count.</summary>
    public static Stretch? Of(PhaseView phase) => (phase.Opens, phase.Closes) switch
    {
        ({ } opens, { } closes) when closes.Latest > opens.Earliest => Between(opens.Earliest, opens.Latest, closes.Earliest.PlusDays(-1), closes.Latest.PlusDays(-1)),
        ({ } opens, null) => new(opens.Earliest, opens.Latest, opens.Latest, opens.Latest, true),
        _ => null,
    };

    private static Stretch Between(LocalDate from, LocalDate sureFrom, LocalDate sureTo, LocalDate to) =>
        sureFrom <= sureTo ? new(from, sureFrom, sureTo, to) : new(from, null, null, to);
}
