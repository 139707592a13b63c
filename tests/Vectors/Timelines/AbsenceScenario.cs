using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Vectors.Timelines;

/// <summary>Seasons with the cause and without, in which the response surely came in its window, or did not.</summary>
internal static partial class AbsenceScenario
{
    private static readonly LocalDatePattern DayAndMonth = LocalDatePattern.CreateWithInvariantCulture("d MMM");

    public static void Compare(Check check, JsonElement scenario, Func<JsonElement, History> historyOf)
    {
        var rule = scenario.GetProperty("rule");
        var (cause, first) = (rule.GetProperty("a").GetString()!, rule.Int("first_year"));
        var says = Sentence().Match(rule.GetProperty("b").GetString()!);
        var (response, from, to) = (says.Groups[1].Value, Annual(says.Groups[2].Value), Annual(says.Groups[3].Value));
        foreach (var combination in scenario.GetProperty("combos").EnumerateObject())
        {
            var found = new List<FisherAbsence>();
            foreach (var one in combination.Value.GetProperty("per_replicate").EnumerateArray())
            {
                check.Count();
                var history = historyOf(one);
                int Cell(bool caused, bool came) => Enumerable.Range(first, one.Int("seasons")).Count(year =>
                    history[cause].Any(c => c.Earliest.Year == year) == caused
                    && history[response].Any(r => new DaySpan(Day.Number(from.InYear(year)), Day.Number(to.InYear(year))).HoldsAll(DaySpan.Of(r))) == came);
                int[] table = [Cell(true, true), Cell(true, false), Cell(false, true), Cell(false, false)];
                var absence = FisherAbsence.Of(table[0], table[1], table[2], table[3]);
                found.Add(absence);
                check.Compare($"{check.Name} {one.Int("replicate")}", one, new Answer
                {
                    { "replicate", Answer.NotAsked }, { "dependent", Answer.NotAsked }, { "days", Answer.NotAsked }, { "seasons", table.Sum() },
                    { "table", table }, { "p_fisher_greater", absence.PGreater }, { "p_min_attainable", absence.PMin },
                });
            }

            double Share(Func<FisherAbsence, bool> which) => (double)found.Count(which) / found.Count;
            foreach (var (name, got) in new[] { ("share_p_le_05", Share(f => f.PGreater <= 0.05)), ("share_untestable", Share(f => f.PMin > 0.05)) })
            {
                check.CompareNumbers($"{check.Name} {combination.Name} {name}", combination.Value.Double(name), got);
            }

            check.Share(combination.Name, Share(f => f.PGreater <= 0.05));
            check.Share($"{combination.Name} untestable", Share(f => f.PMin > 0.05));
            check.Note(FormattableString.Invariant($"{combination.Name}: p ≤ 0.05 in {Share(f => f.PGreater <= 0.05):0.000}, untestable {Share(f => f.PMin > 0.05):0.000}"));
        }
    }

    private static AnnualDate Annual(string dayAndMonth) => DayAndMonth.Parse(dayAndMonth).GetValueOrThrow() is var day ? new(day.Month, day.Day) : default;

    [GeneratedRegex(@"^(\w+) in (\d+ \w+)\.\.(\d+ \w+)")]
    private static partial Regex Sentence();
}
