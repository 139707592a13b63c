using System.Globalization;
using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console;

/// <summary>Dates, sums and verdicts in words that a person reads.</summary>
public static class Words
{
    public static IReadOnlyList<string> Months { get; } = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static string Say(LocalDate day) => $"{day.Day} {Months[day.Month - 1]} {day.Year}";

    /// <summary>"2 Sep 1999, 14:05 UTC"; without the time where it is the first instant of a day, which stands for the day.</summary>
    public static string Say(Instant at) => at.InUtc() is var utc && utc.TimeOfDay == LocalTime.Midnight ? Say(utc.Date) : $"{Say(utc.Date)}, {utc.TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC";

    /// <summary>"2 Sep 1999, 14:05:07 UTC".</summary>
    public static string Exactly(Instant at) => $"{Say(at.InUtc().Date)}, {at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC";

    /// <summary>"9 Aug 1999", "a day in 1–9 Aug 1999", never finer than it is known.</summary>
    public static string Say(UncertainDate date)
    {
        var (a, b) = (date.Earliest, date.Latest);
        return date switch
        {
            _ when a == b => Say(a),
            _ when a.Year != b.Year => $"{Say(a)} – {Say(b)}",
            _ when a is { Month: 1, Day: 1 } && b is { Month: 12, Day: 31 } => $"{a.Year}",
            _ when a.Month != b.Month => $"{a.Day} {Months[a.Month - 1]} – {Say(b)}",
            _ when a.Day == 1 && b.PlusDays(1).Month != b.Month => $"{Months[a.Month - 1]} {a.Year}",
            _ => $"{a.Day}–{Say(b)}",
        };
    }

    public static string Say(Occurrence? when) => when switch
    {
        null or { Begins: null } => "undated",
        { Ends: { } ends, Begins: { } begins } => $"begins {Say(begins)}, ends {Say(ends)}",
        { EndsOpen: true, Begins: { } begins } => $"from {Say(begins)} onward",
        { Begins: { } begins } => begins.IsExact() ? Say(begins) : $"a day in {Say(begins)}",
    };

    /// <summary>A number that decides nothing, with its limits and what it means.</summary>
    public static string Shown(ShownNumber of)
    {
        var unit = of.Unit switch { null or "share" or "day-of-year" => "", var word => " " + word };
        var limits = (of.Low, of.High) switch
        {
            ({ } low, { } high) when low == high => "",
            ({ } low, { } high) => $" ({Number(low)} to {Number(high)})",
            ({ } low, null) => $" (at least {Number(low)})",
            (null, { } high) => $" (at most {Number(high)})",
            _ => "",
        };
        return $"{Title(of.Name)}: {Number(of.Value)}{unit}{limits}. {of.Says}";
    }

    private static string Number(double? value) => value is { } v ? v.ToString(v is >= 0.0995 or 0 ? "0.##" : "0.####", CultureInfo.InvariantCulture) : "–";

    /// <summary>A p or an e; a dash where there is none.</summary>
    public static string Figure(double? value) => Number(value);

    /// <summary>The numbers behind a tier, for who wants to check them; null where the rule is not tested against chance.</summary>
    public static string? Numbers(Evidence evidence)
    {
        return evidence.P is null ? null
            : $"{evidence.K} counted" + (evidence.KPossible > evidence.K ? $", {evidence.KPossible - evidence.K} more possible" : "")
                + (evidence.Expected is { } expected ? $", {Number(expected)} expected by chance" : "")
                + $"; p {Number(evidence.P)}" + (evidence.PPossible is { } possible && possible != evidence.P ? $" ({Number(possible)} with what is merely possible)" : "")
                + $", the least possible {Number(evidence.PMin)}; q {Number(evidence.Q)} over all rules" + (evidence.E is { } e ? $"; e {Number(e)}" : "");
    }

    /// <summary>"4 days", "0 to 63 days", "60 days before to 152 days after".</summary>
    public static string Say(LagDays lag) => lag switch
    {
        { Min: < 0 } => $"{Count(-lag.Min, "day")} before to {Count(lag.Max, "day")} after",
        _ when lag.Min == lag.Max => Count(lag.Min, "day"),
        _ => $"{lag.Min} to {lag.Max} days",
    };

    /// <summary>"4 d", "0–63 d".</summary>
    public static string Brief(LagDays lag) => lag.Min == lag.Max ? $"{lag.Min} d" : lag.Min < 0 ? $"−{-lag.Min} to {lag.Max} d" : $"{lag.Min}–{lag.Max} d";

    /// <summary>"2.05 to 5.05 million", "50,000", "at least 2 million".</summary>
    public static string Range(decimal? low, decimal? high, string unit) => (low, high) switch
    {
        (null, null) => $"not stated, {unit}",
        ({ } l, { } h) when l == h => $"{Amount(l)} {unit}",
        ({ } l, { } h) when l >= 1_000_000 && h >= 1_000_000 => $"{Millions(l)} to {Millions(h)} million {unit}",
        ({ } l, { } h) => $"{Amount(l)} to {Amount(h)} {unit}",
        ({ } l, null) => $"at least {Amount(l)} {unit}",
        (null, { } h) => $"at most {Amount(h)} {unit}",
    };

    /// <summary>"incursion-in-harvest-window" to "Incursion in harvest window".</summary>
    public static string Title(string id) => id.Length == 0 ? id : char.ToUpperInvariant(id[0]) + id[1..].Replace('-', ' ');

    public static string Say(Tier tier) => tier switch
    {
        Tier.None => "no evidence",
        Tier.DateDependent => "depends on dates",
        Tier.NotDistinguishable => "not told from chance",
        _ => tier.ToString().ToLowerInvariant(),
    };

    /// <summary>The same as written on the wire: "not-distinguishable".</summary>
    public static string Wire<T>(T value) where T : struct, Enum => Spelling(value.ToString());

    /// <summary>"PassClosure" to "pass-closure".</summary>
    public static string Spelling(string name) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    /// <summary>A share that is less than one is never rounded to it: where every day fits, what is in doubt is not the days.</summary>
    public static string Verdict(string verdict, double share) => verdict == "certain" ? "certain"
        : share >= 1 ? "possible, on any of its days" : $"possible, share {Share(share)}";

    /// <summary>Two decimals; what is neither none nor all is not rounded to either.</summary>
    public static string Share(double share) => share is > 0 and < 0.005 ? "under 0.01" : (share is > 0.99 and < 1 ? 0.99 : share).ToString("0.00", CultureInfo.InvariantCulture);

    public static string Count(int n, string one, string? many = null) => n == 1 ? $"1 {one}" : $"{n} {many ?? one + "s"}";

    public static string Shorten(string text, int most) => text.Length <= most ? text : text[..(most - 1)].TrimEnd() + "…";

    /// <summary>Cuts between words, unless the first is too long already: what is left is found in the whole again.</summary>
    public static string ShortenByWords(string text, int most) =>
        text.Length <= most ? text : text.LastIndexOf(' ', most - 1) is > 0 and var end ? text[..end].TrimEnd(' ', ',', ';', ':', '·') + "…" : Shorten(text, most);

    private static string Amount(decimal n) => n >= 1_000_000 ? $"{Millions(n)} million" : n.ToString("#,0.##", CultureInfo.InvariantCulture);

    private static string Millions(decimal n) => (n / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture);
}
