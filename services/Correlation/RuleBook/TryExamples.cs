using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Correlation.RuleBook;

/// <summary>Holds a rule to its own examples: a file that does not do what it says of itself is broken.</summary>
internal static class TryExamples
{
    /// <exception cref="BrokenRuleException">An example fires otherwise than it says.</exception>
    public static void Of(RuleDocument document, Gazetteer? known = null)
    {
        var faults = new List<RuleFault>();
        foreach (var (example, n) in document.Examples.Select((e, n) => (e, n)))
        {
            var found = TimelineEngine.FromNothing(known ?? Gazetteer.Standard, Theatres.Standard, [document.Rule], example.Facts, example.AsOf)
                .Findings.Values.Select(f => f.Verdict).DefaultIfEmpty(Certainty.Impossible).Max();
            if (found != example.Fires)
            {
                faults.Add(new($"examples[{n}].fires", $"“{example.Says}” should be {Word(example.Fires)} and is {Word(found)}"));
            }
        }

        if (faults.Count > 0)
        {
            throw new BrokenRuleException(document.Rule.Id + ".yaml", faults);
        }
    }

    private static string Word(Certainty certainty) => certainty switch
    {
        Certainty.Certain => "a certain match",
        Certainty.Possible => "a possible match",
        _ => "no match",
    };
}
