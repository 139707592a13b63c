using System.Globalization;
using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Tests a rule against chance, each kind as METHODS 1 has it, over the seasons that can be used.</summary>
/// <remarks>
/// What has no test: chains (completing one is a rate, not a coincidence), places on a route (a share without a null), bursts and pairs near one another until their
/// places and days are exact enough to be drawn. They go by counts.
/// </remarks>
internal static class TestRule
{
    /// <summary>Null where rules of this kind are not tested against chance, or nothing is there to test.</summary>
    public static Tested? Of(Rule rule, SeasonsSeen seen) => rule switch
    {
        { Kind: RuleKind.Follows or RuleKind.GatedWindow } => Windows(seen),
        { Kind: RuleKind.SeasonWindow } => PartOfTheYear(seen),
        { Kind: RuleKind.Absence, Response: not null } => Absences(rule, seen),
        { Kind: RuleKind.Surge, Surge.Unit: null } => Counts(rule, seen),
        { Kind: RuleKind.DoseResponse } => Doses(seen),
        _ => null,
    };

    private static Tested? Windows(SeasonsSeen seen)
    {
        var found = seen.WeighWindows();
        return found.Seasons.Count == 0 ? null
            : new(found.Certain.K, found.Ladder.KPossible, found.Certain.Expected, found.Certain.P, found.Certain.PMin, found.Certain.E, found.Ladder, tier => SaySeasonal.Of(found, tier));
    }

    private static Tested? PartOfTheYear(SeasonsSeen seen)
    {
        var seasons = seen.Used.ToList();
        var found = WindowFinding.Of(
            [
                .. seasons.Select(s => new WindowSeason(
                    s.SeasonYear, s.Responses.Count(r => Counted(r, Certainty.Certain)), s.Responses.Count(r => Counted(r, Certainty.Possible)), s.Responses.Count)),
            ],
            seasons.Sum(s => s.Covered.Sum(c => c.Window.Possibly.Days)), seasons.Sum(s => s.Days.Days()));
        return found is null ? null : new(
            found.K, found.KPossible, found.N * found.P0, found.P, found.PMin, found.E, found.Ladder,
            tier => $"{found.K} of {Say.Count(found.N, "response", "responses")} lie in the declared days, {Number(found.N * found.P0)} by chance (p {Number(found.P)}; the least possible is {Number(found.PMin)}). "
                + Word(tier) + " It speaks of the season alone, never of a cause.");
    }

    // a row a season: whether the cause came, and whether the response did
    private static Tested? Absences(Rule rule, SeasonsSeen seen)
    {
        // "no B without A" asks after the recorded absence of A; "no B after A" after A itself: there the response that stays away is what came
        var without = rule.Cause.Polarity == Polarity.DidNotOccur;
        var seasons = seen.Used.Where(s => s.Cause != "circular")
            .Select(s => new AbsenceSeason(s.SeasonYear, (s.Cause == "present") != without, without == (s.Came == "present"))).ToList();
        if (seasons.Count == 0)
        {
            return null;
        }

        var found = AbsenceFinding.Of(seasons);
        return new(
            found.Ladder.KCertain, found.Ladder.KPossible, null, found.Certain.PGreater, found.Certain.PMin, null, found.Ladder,
            tier => $"{found.Ladder.KCertain} of {Say.Count(seasons.Count, "season", "seasons")} agree (p {Number(found.Certain.PGreater)}; the least possible is {Number(found.Certain.PMin)}). {Word(tier)}");
    }

    private static Tested? Counts(Rule rule, SeasonsSeen seen)
    {
        var seasons = seen.Used.ToList();
        var windows = seasons.SelectMany(s => s.Covered).Where(c => c.IsCounted).Select(c => c.Window).ToList();
        if (windows.Count == 0)
        {
            return null;
        }

        var responses = seasons.SelectMany(s => s.Responses).ToList();
        var span = new DaySpan(Day.Number(seasons[0].Days.Earliest), Day.Number(seasons[^1].Days.Latest));
        var totals = MatchedWindows.Of(
            [.. seasons.Select(s => s.SeasonYear)], new(new(seasons[0].Days.Earliest.Month, seasons[0].Days.Earliest.Day)), windows.Select(w => w.Surely).OfType<DaySpan>(),
            responses.Where(r => r.Days.IsExact()).Select(r => (Day.Number(r.Days.Earliest), 1.0)));
        var found = SurgeFinding.Of(span, windows, [.. responses.Select(r => DaySpan.Of(r.Days))], totals, seen.Seed("surge"));
        var certain = responses.Count(r => Counted(r, Certainty.Certain));
        var ladder = new LadderInputs(
            certain, responses.Count(r => Counted(r, Certainty.Possible)), seasons.Count(s => s.Responses.Any(r => Counted(r, Certainty.Certain))),
            found.Certain.PMin, found.P, found.Possible.P, new(() => found.P));
        return new(
            ladder.KCertain, ladder.KPossible, found.Certain.Expected, found.P, found.Certain.PMin, found.Certain.E, ladder,
            tier => $"{Say.Count(ladder.KCertain, "response", "responses")} in the windows, {Number(found.Certain.Expected)} by the months alone (p {Number(found.P)}"
                + (found.BatchingNotChecked ? "; too few windows to check whether reports come in batches" : "") + $"). {Word(tier)}");
    }

    private static Tested? Doses(SeasonsSeen seen)
    {
        var pairs = seen.Used.Where(s => s is { Cause: not "circular", Dose: not null } && s.Responses.All(r => r.Amount is not null))
            .Select(s => (Season: s.SeasonYear, Dose: (double)(s.Dose!.Value.Least + (s.Dose.Value.Most ?? s.Dose.Value.Least)) / 2, Answer: (double)s.Responses.Sum(r => r.Amount!.Value))).ToList();
        if (pairs.Count < 2)
        {
            return null;
        }

        DoseResponse Test(IEnumerable<(int Season, double Dose, double Answer)> of) =>
            DoseResponse.Of([.. of.Select(p => p.Dose)], [.. of.Select(p => p.Answer)], seen.Seed("dose-response"));
        var found = Test(pairs);
        var ladder = new LadderInputs(
            pairs.Count, pairs.Count, pairs.Count, found.PMin, found.P, found.P,
            new(() => pairs.Max(left => Test(pairs.Where(p => p.Season != left.Season)).P)));
        return new(
            pairs.Count, pairs.Count, null, found.P, found.PMin, null, ladder,
            tier => $"{Say.Count(pairs.Count, "season", "seasons")} can be compared" + (found.TauB is { } tau ? $", Kendall's tau {Number(tau)}" : "")
                + $" (p {Number(found.P)}; the least possible is {Number(found.PMin)}). {Word(tier)}");
    }

    private static bool Counted(Response response, Certainty least) => response.IsCounted && response.Verdict >= least;

    /// <summary>What a tier says, in a sentence for a person.</summary>
    public static string Word(Tier tier) => tier switch
    {
        Tier.None => "Nothing that counts meets the rule.",
        Tier.Anecdote => "An anecdote: too little to tell a pattern from chance.",
        Tier.Untestable => "It cannot be tested yet.",
        Tier.DateDependent => "It would stand out if the days in doubt were the favourable ones: better dates would decide.",
        Tier.NotDistinguishable => "It cannot be told from chance.",
        Tier.Lead => "A lead, to be watched.",
        _ => "A pattern, which no single season carries.",
    };

    private static string Number(double value) => value.ToString(value is >= 0.0995 or 0 ? "0.##" : "0.####", CultureInfo.InvariantCulture);
}
