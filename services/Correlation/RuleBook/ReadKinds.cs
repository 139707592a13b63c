using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Correlation.RuleBook;

/// <summary>Reads what only one kind of rule has, and refuses what belongs to another.</summary>
internal static class ReadKinds
{
    /// <summary>The fields of each kind beside those that all rules have.</summary>
    public static IReadOnlyDictionary<RuleKind, IReadOnlyList<string>> Fields { get; } = new Dictionary<RuleKind, IReadOnlyList<string>>
    {
        [RuleKind.GatedWindow] = ["opens", "inside", "closes", "regimes"],
        [RuleKind.Follows] = ["first", "then", "withinDays", "route", "regimes"],
        [RuleKind.Chain] = ["anchor", "steps", "regimes"],
        [RuleKind.SeasonWindow] = ["inside", "season"],
        [RuleKind.Near] = ["one", "other", "within", "of", "route"],
        [RuleKind.Burst] = ["of", "atLeast", "within"],
        [RuleKind.Surge] = ["after", "counted", "withinDays", "atLeastTimes", "unit"],
        [RuleKind.Absence] = ["expected", "after", "withinDays", "season"],
        [RuleKind.DoseResponse] = ["dose", "unit", "response", "responseUnit"],
    };

    private static readonly NotAsked OfOpening = new("what did not come, or only threatens, opens no window", "a window opens when what opens it was over, where that is known, else when it began");
    private static readonly NotAsked OfClosing = new("what did not come, or only threatens, closes no window", "a window closes on the day on which what closes it began");
    private static readonly NotAsked OfInside = new(null, "a window is held against the day on which what falls inside began");
    private static readonly NotAsked OfAnchor = new(null, "steps count from the day on which the anchor began");
    private static readonly NotAsked OfExpected = new("nobody records that an absence, or a threat, did not come", "what did not come has no end");
    private static readonly NotAsked OfDose = new("what did not come, or only threatens, has no amount; a record that the cause did not come is a dose of none by itself", "what came is summed over its season, whatever the day");
    private static readonly NotAsked OfAnswer = new("nobody records a season without threats, and a record that none came is an answer of none by itself", "what came is counted in its season, whatever the day");

    /// <param name="common">The rule with all that every rule has.</param>
    public static Rule Of(Rule common, RuleFile file, ReadFields read)
    {
        if (HasForeign(common.Kind, file, read))
        {
            return common;
        }

        return common.Kind switch
        {
            RuleKind.GatedWindow => common with
            {
                Cause = Side(file.Opens, "opens", read, OfOpening), Response = Side(file.Inside, "inside", read, OfInside), Closes = Side(file.Closes, "closes", read, OfClosing),
            },
            RuleKind.Follows => AlongRoute(Lagged(common with { Cause = Side(file.First, "first", read), Response = Side(file.Then, "then", read) }, file, read), file, read),
            RuleKind.Chain => common with { Cause = Side(file.Anchor, "anchor", read, OfAnchor), Steps = Steps(file, read) },
            RuleKind.SeasonWindow => common with { Cause = Side(file.Inside, "inside", read), Season = Season(file, read) },
            RuleKind.Near => Near(common, file, read),
            RuleKind.Burst => Burst(common, file, read),
            RuleKind.Surge => Surge(common, file, read),
            RuleKind.Absence => Absence(common, file, read),
            _ => common with
            {
                Cause = Side(file.Dose, "dose", read, OfDose), Response = Side(file.Response, "response", read, OfAnswer),
                Dose = new(read.Try(() => read.Need(file.Unit, "unit", 40), ""), read.Try(() => file.ResponseUnit is null ? null : read.Need(file.ResponseUnit, "responseUnit", 40), null)),
            },
        };
    }

    /// <summary>Whether it has fields of another kind: then it is not asked for its own, for it may be the kind that was mistyped.</summary>
    private static bool HasForeign(RuleKind kind, RuleFile file, ReadFields read)
    {
        var foreign = Fields.Values.SelectMany(f => f).Distinct().Except(Fields[kind])
            .Where(field => typeof(RuleFile).GetProperty(char.ToUpperInvariant(field[0]) + field[1..])!.GetValue(file) is not null).ToList();
        foreign.ForEach(field => read.Try(() => throw read.Broken(field, $"a rule of kind {ReadFields.Spelling(kind)} has no such field"), false));
        return foreign.Count > 0;
    }

    private static Selector Side(SelectorFile? side, string field, ReadFields read, NotAsked? refused = null) => read.Try(() => read.Side(side, field, refused), new(default));

    private static Rule Lagged(Rule rule, RuleFile file, ReadFields read)
    {
        var (least, most) = read.Try(() => read.Days(file.WithinDays, "withinDays"), (0, 0));
        return rule with { MinLagDays = least, MaxLagDays = most };
    }

    private static SeasonDays? Season(RuleFile file, ReadFields read) => read.Try(() => read.Season(file.Season, "season"), null);

    private static List<ChainStep> Steps(RuleFile file, ReadFields read) => file.Steps is not { Count: > 0 }
        ? read.Try(() => throw read.Broken("steps", "at least one step"), new List<ChainStep>())
        : [.. read.Items(file.Steps, "steps").Select((step, i) => new ChainStep(
            read.Try(() => read.Need(step?.Step, $"steps[{i}].step", 80), ""),
            Side(step, $"steps[{i}]", read),
            read.Try(() => step?.Rel is null || Relations.All.Contains(step.Rel) ? step?.Rel : throw read.Broken($"steps[{i}].rel", "one of: " + string.Join(", ", Relations.All)), null),
            read.Try(() => read.Above0(step?.WithinDays, $"steps[{i}].withinDays", "a whole number of days above 0"), 0)))];

    private static Rule Near(Rule rule, RuleFile file, ReadFields read)
    {
        if (file.Route is { } route)
        {
            return (file.One ?? file.Other) is not null || file.Within is not null ? throw read.Broken("route", "a rule lies on a route or between two sides, not both")
                : AlongRoute(rule with { Cause = Side(file.Of, "of", read) }, file, read);
        }

        return file.Of is not null ? throw read.Broken("of", "it needs a route; between two sides they are one and other") : rule with
        {
            Cause = Side(file.One, "one", read),
            Response = Side(file.Other, "other", read),
            Near = new(
                read.Try(() => file.Within?.Days is >= 0 and <= ReadFields.MostDays ? file.Within.Days : throw read.Broken("within.days", "a whole number of days, 0 or more"), null),
                read.Try(() => read.Kilometres(file.Within?.Km, "within.km"), 0), null),
        };
    }

    // an absence speaks of a stretch of land and of days: it has no spot that could lie near a course
    private static Rule AlongRoute(Rule rule, RuleFile file, ReadFields read) => file.Route is not { } route ? rule
        : (rule.Response ?? rule.Cause).Polarity == Polarity.DidNotOccur ? throw read.Broken("route", "what did not come lies on no route")
        : rule with { Near = On(route, read) };

    private static Nearness On(RouteFile route, ReadFields read) => new(null, read.Try(() => read.Kilometres(route.Km, "route.km"), 0), read.Try(() => RouteOf(route, read), null));

    private static string RouteOf(RouteFile route, ReadFields read)
    {
        var id = read.Need(route.Id, "route.id");
        return Gazetteer.Standard.Routes.Any(r => r.Id == id) ? id : throw read.Broken("route.id", $"there is no route '{ReadFields.Short(id)}' in the gazetteer");
    }

    private static Rule Burst(Rule rule, RuleFile file, ReadFields read) => rule with
    {
        Cause = Side(file.Of, "of", read),
        Burst = new(
            read.Try(() => file.AtLeast is >= 2 ? file.AtLeast.Value : throw read.Broken("atLeast", "a whole number from 2"), 2),
            read.Try(() => read.Above0(file.Within?.Days, "within.days"), 1),
            read.Try(() => file.Within?.Km is null ? null : (double?)read.Kilometres(file.Within.Km, "within.km"), null)),
    };

    private static Rule Surge(Rule rule, RuleFile file, ReadFields read) => file.Observed is null
        ? throw read.Broken("observed", "a surge needs it: a season that nobody watched is no baseline")
        : Lagged(rule with
        {
            Cause = Side(file.After, "after", read),
            Response = Side(file.Counted, "counted", read),
            Surge = new(
                read.Try(() => file.AtLeastTimes is > 0 and <= 1_000_000 ? file.AtLeastTimes.Value : throw read.Broken("atLeastTimes", "a number above 0"), 1),
                read.Try(() => file.Unit is null ? null : read.Need(file.Unit, "unit", 40), null)),
        }, file, read);

    private static Rule Absence(Rule rule, RuleFile file, ReadFields read)
    {
        var (expected, after) = (Side(file.Expected, "expected", read, OfExpected), file.After is null ? null : Side(file.After, "after", read));
        var sides = rule with { Cause = after ?? expected, Response = after is null ? null : expected };
        return (file.Season, file.WithinDays, after) switch
        {
            ({ }, null, _) => sides with { Season = Season(file, read) },
            (null, not null, not null) => Lagged(sides, file, read),
            (null, _, null) => throw read.Broken("season", "the days it is expected in, or after and withinDays"),
            (null, null, _) => throw read.Broken("withinDays", "two whole numbers: the least and the most days"),
            _ => throw read.Broken("withinDays", "the days are either declared (season) or count from what it is expected after, not both"),
        };
    }
}
