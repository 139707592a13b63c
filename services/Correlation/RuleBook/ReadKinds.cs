using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Correlation.RuleBook;

/// <summary>Reads what only one kind of rule has, and refuses what belongs to another.</summary>
internal static class ReadKinds
{
    /// <summary>The fields of each kind beside those that all rules have.</summary>
    public static IReadOnlyDictionary<RuleKind, IReadOnlyList<string>> Fields { get; } = new Dictionary<RuleKind, IReadOnlyList<string>>
    {
        [RuleKind.GatedWindow] = ["opens", "inside", "closes"],
        [RuleKind.Follows] = ["first", "then", "withinDays"],
        [RuleKind.Chain] = ["anchor", "steps"],
        [RuleKind.SeasonWindow] = ["inside", "season"],
        [RuleKind.Near] = ["one", "other", "within", "of", "route"],
        [RuleKind.Burst] = ["of", "atLeast", "within"],
        [RuleKind.Surge] = ["after", "counted", "withinDays", "atLeastTimes", "unit"],
        [RuleKind.Absence] = ["expected", "after", "withinDays", "season"],
        [RuleKind.DoseResponse] = ["dose", "unit", "response", "responseUnit"],
    };

    /// <param name="common">The rule with all that every rule has.</param>
    public static Rule Of(Rule common, RuleFile file, ReadFields read)
    {
        Forbid(common.Kind, file, read);
        return common.Kind switch
        {
            RuleKind.GatedWindow => common with { Cause = read.Side(file.Opens, "opens", false), Response = read.Side(file.Inside, "inside", false), Closes = read.Side(file.Closes, "closes", false) },
            RuleKind.Follows => Lagged(common with { Cause = read.Side(file.First, "first"), Response = read.Side(file.Then, "then") }, file, read),
            RuleKind.Chain => common with { Cause = read.Side(file.Anchor, "anchor", false), Steps = Steps(file, read) },
            RuleKind.SeasonWindow => common with { Cause = read.Side(file.Inside, "inside"), Season = read.Season(file.Season, "season") },
            RuleKind.Near => Near(common, file, read),
            RuleKind.Burst => Burst(common, file, read),
            RuleKind.Surge => Surge(common, file, read),
            RuleKind.Absence => Absence(common, file, read),
            _ => common with
            {
                Cause = read.Side(file.Dose, "dose", false), Response = read.Side(file.Response, "response", false),
                Dose = new(read.Need(file.Unit, "unit"), file.ResponseUnit is null ? null : read.Need(file.ResponseUnit, "responseUnit")),
            },
        };
    }

    private static void Forbid(RuleKind kind, RuleFile file, ReadFields read)
    {
        var own = Fields[kind];
        foreach (var field in Fields.Values.SelectMany(f => f).Distinct().Where(f => !own.Contains(f)))
        {
            if (typeof(RuleFile).GetProperty(char.ToUpperInvariant(field[0]) + field[1..])!.GetValue(file) is not null)
            {
                throw read.Broken(field, $"a rule of kind {ReadFields.Spelling(kind)} has no such field");
            }
        }
    }

    private static Rule Lagged(Rule rule, RuleFile file, ReadFields read)
    {
        var (least, most) = read.Days(file.WithinDays, "withinDays");
        return rule with { MinLagDays = least, MaxLagDays = most };
    }

    private static List<ChainStep> Steps(RuleFile file, ReadFields read) => file.Steps is not { Count: > 0 } steps
        ? throw read.Broken("steps", "at least one step")
        : [.. steps.Select((step, i) => new ChainStep(
            read.Need(step.Step, $"steps[{i}].step"),
            new(read.Word<Kind>(step.Kind, $"steps[{i}].kind"), step.Subkinds),
            step.Rel is null || Relations.All.Contains(step.Rel) ? step.Rel : throw read.Broken($"steps[{i}].rel", "one of: " + string.Join(", ", Relations.All)),
            read.Above0(step.WithinDays, $"steps[{i}].withinDays", "a whole number of days above 0")))];

    private static Rule Near(Rule rule, RuleFile file, ReadFields read)
    {
        if (file.Route is { } route)
        {
            var id = read.Need(route.Id, "route.id");
            return (file.One ?? file.Other) is not null || file.Within is not null ? throw read.Broken("route", "a rule lies on a route or between two sides, not both")
                : Gazetteer.Standard.Routes.All(r => r.Id != id) ? throw read.Broken("route.id", $"there is no route '{id}' in the gazetteer")
                : rule with { Cause = read.Side(file.Of, "of"), Near = new(null, read.Kilometres(route.Km, "route.km"), id) };
        }

        return file.Of is not null ? throw read.Broken("of", "it needs a route; between two sides they are one and other") : rule with
        {
            Cause = read.Side(file.One, "one"),
            Response = read.Side(file.Other, "other"),
            Near = new(
                file.Within?.Days is >= 0 ? file.Within.Days : throw read.Broken("within.days", "a whole number of days, 0 or more"), read.Kilometres(file.Within.Km, "within.km"), null),
        };
    }

    private static Rule Burst(Rule rule, RuleFile file, ReadFields read) => rule with
    {
        Cause = read.Side(file.Of, "of"),
        Burst = new(
            file.AtLeast is >= 2 ? file.AtLeast.Value : throw read.Broken("atLeast", "a whole number from 2"),
            read.Above0(file.Within?.Days, "within.days"),
            file.Within!.Km is null ? null : read.Kilometres(file.Within.Km, "within.km")),
    };

    private static Rule Surge(Rule rule, RuleFile file, ReadFields read) => rule.Observed is null
        ? throw read.Broken("observed", "a surge needs it: a season that nobody watched is no baseline")
        : Lagged(rule with
        {
            Cause = read.Side(file.After, "after"),
            Response = read.Side(file.Counted, "counted"),
            Surge = new(
                file.AtLeastTimes is > 0 ? file.AtLeastTimes.Value : throw read.Broken("atLeastTimes", "a number above 0"),
                file.Unit is null ? null : read.Need(file.Unit, "unit")),
        }, file, read);

    private static Rule Absence(Rule rule, RuleFile file, ReadFields read)
    {
        var (expected, after) = (read.Side(file.Expected, "expected", false), read.SideOrNone(file.After, "after"));
        var sides = rule with { Cause = after ?? expected, Response = after is null ? null : expected };
        return (file.Season, file.WithinDays, after) switch
        {
            ({ } season, null, _) => sides with { Season = read.Season(season, "season") },
            (null, not null, not null) => Lagged(sides, file, read),
            (null, _, null) => throw read.Broken("season", "the days it is expected in, or after and withinDays"),
            (null, null, _) => throw read.Broken("withinDays", "two whole numbers: the least and the most days"),
            _ => throw read.Broken("withinDays", "the days are either declared (season) or count from what it is expected after, not both"),
        };
    }
}
