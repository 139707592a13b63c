using System.Globalization;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>The sentences in which a match explains itself.</summary>
internal static class Say
{
    public static string When(UncertainDate days) => days.IsExact() ? $"on {days}" : $"between {days.Earliest:uuuu-MM-dd} and {days.Latest:uuuu-MM-dd}";

    public static string Days((int Min, int Max) lag) => lag.Min == lag.Max
        ? lag.Min.ToString(CultureInfo.InvariantCulture) + (Math.Abs(lag.Min) == 1 ? " day" : " days")
        : $"{lag.Min} to {lag.Max} days";

    public static string Began(Standing s)
    {
        var parts = s.Incident.When.Begins != s.Onset ? ", as its parts bound it" : "";
        var conflict = s.Incident.DateConflict ? "; its reports disagree on the day" : "";
        return $"“{s.Incident.Title}” began {When(s.Onset!.Value)}{parts}{conflict}.";
    }

    /// <summary>Of the day that the rule compares.</summary>
    public static string Dated(Standing s, Selector selector) =>
        selector.Edge == ComparedDay.End && s.Incident.When.Ends is { } ends ? $"“{s.Incident.Title}” was over {When(ends)}."
        : s.Incident.IsAbsence && SeasonYears.PeriodOf(s.Incident) is { } period ? $"“{s.Incident.Title}” speaks of {period.Earliest:uuuu-MM-dd} to {period.Latest:uuuu-MM-dd}."
        : Began(s);

    public static string Season(SeasonDays season) =>
        $"the days from {season.Opens.Day} {MonthName(season.Opens.Month)} until {season.Closes.Day} {MonthName(season.Closes.Month)} of every year, the last of which no longer counts";

    public static string Range(decimal least, decimal? most) => most is null ? $"at least {Number(least)}" : least == most ? Number(least) : $"{Number(least)} to {Number(most.Value)}";

    private static string MonthName(int month) => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);

    public static string Number(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    public static string How(Verdict verdict) => verdict.Certainty switch
    {
        Certainty.Certain => "It holds whatever the days were",
        Certainty.Impossible => "It holds on none of the possible days",
        _ => $"It holds in {verdict.Satisfied} of {verdict.All} combinations of the possible days",
    };

    public static string Opens(Edge edge) => edge.Basis == EdgeBasis.Derived
        ? $"The window opens {When(edge.Days!.Value)}, a date worked out from another incident."
        : $"The window opens {When(edge.Days!.Value)}{Disagree(edge)}.";

    public static string Closes(Edge edge) => edge.Basis switch
    {
        EdgeBasis.Usual => $"No closing is recorded; usually it comes {When(edge.Days!.Value)} (a usual date, not an observation).",
        EdgeBasis.Derived => $"The window closes {When(edge.Days!.Value)}, a date worked out from another incident.",
        _ => $"The window closes {When(edge.Days!.Value)}{Disagree(edge)}; that day no longer counts.",
    };

    public static string Name(Kind kind) => kind switch
    {
        Kind.HostageTaking => "hostage-taking",
        Kind.PassClosure => "pass closure",
        _ => kind.ToString().ToLowerInvariant(),
    };

    public static string Count(int number, string one, string many) => number == 1 ? $"1 {one}" : $"{number} {many}";

    private static string Disagree(Edge edge) => edge.Conflict ? " (its accounts disagree)" : "";
}
