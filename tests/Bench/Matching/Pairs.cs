using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Bench;

/// <summary>An incident as a bare join sees it.</summary>
/// <param name="Number">Its place in the order of ids.</param>
/// <param name="From">The first and the last day it may have begun, as day numbers; both count.</param>
internal readonly record struct Stretch(int Number, int Theatre, int From, int To);

/// <summary>A set of pairs (cause, response) without an order: how many, how many of them are certain, and a sum that tells two sets apart.</summary>
internal readonly record struct Pairs(long Count, long Certain, long Sum)
{
    public const long Prime = 4_294_967_291;

    public Pairs With(int cause, int response, bool certain) => new(Count + 1, Certain + (certain ? 1 : 0), Sum + ((cause + 17L) * (response + 7919L) % Prime));

    public static Pairs operator +(Pairs a, Pairs b) => new(a.Count + b.Count, a.Certain + b.Certain, a.Sum + b.Sum);

    public static Pairs Of(IEnumerable<Timeline.Contracts.Finding> findings, IReadOnlyDictionary<string, int> numbers) =>
        findings.Aggregate(default(Pairs), (all, f) => all.With(numbers[f.Incidents[0]], numbers[f.Incidents[1]], f.Verdict == Certainty.Certain));
}

/// <summary>The two sides of a rule "B within a lag after A" over a history, as rows.</summary>
internal sealed record JoinedSides(IReadOnlyList<Stretch> Causes, IReadOnlyList<Stretch> Responses, int MinLag, int MaxLag, IReadOnlyDictionary<string, int> Numbers)
{
    /// <param name="held">An engine that holds the history; what it resolved is what all of them join.</param>
    public static JoinedSides Of(DrawHistory history, TimelineEngine held, Timeline.Contracts.Rule rule)
    {
        var theatres = history.Theatres.Select((t, n) => (t.Id, n)).ToDictionary(t => t.Id, t => t.n, StringComparer.Ordinal);
        var numbers = held.Incidents.Select(i => i.Id).Order(StringComparer.Ordinal).Select((id, n) => (id, n)).ToDictionary(i => i.id, i => i.n, StringComparer.Ordinal);
        List<Stretch> Side(Kind kind) =>
        [
            .. held.Incidents.Where(i => i.Kind == kind).Select(i => held.StandingOf(i.Id)!).Where(s => !s.IsPart && s.Onset is not null)
                .Select(s => new Stretch(numbers[s.Id], theatres[$"theatre-{s.Incident.Where!.PlaceId!.Split('-')[1]}"], Day.Number(s.Onset!.Value.Earliest), Day.Number(s.Onset.Value.Latest)))
                .OrderBy(s => s.Number),
        ];
        return new(Side(rule.Cause.Kind), Side(rule.Response!.Kind), rule.MinLagDays!.Value, rule.MaxLagDays!.Value, numbers);
    }
}
