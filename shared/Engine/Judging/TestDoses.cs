using Timeline.Engine.Statistics;
using static Timeline.Engine.Statistics.SayTier;

namespace Timeline.Engine;

/// <summary>dose-response: whether seasons with more of the cause have more of the response.</summary>
internal static class TestDoses
{
    public static Tested? Of(SeasonsSeen seen)
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
        return Tested.Of(
            ladder, null, null,
            tier => $"{Count(pairs.Count, "season", "seasons")} can be compared" + (found.TauB is { } tau ? $", Kendall's tau {Number(tau)}" : "")
                + $" (p = {Number(found.P)}; the least possible is {Number(found.PMin)}). {SayTier.Of(tier)}");
    }
}
