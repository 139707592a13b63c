using System.Collections;
using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>
/// What one Settle changed of the findings, by id. What was found is kept as it was at that Settle and put into words and order when it is first read: where a rule is put in
/// force over a long history, or a run from nothing is made to look at what holds, nobody reads how it came about.
/// </summary>
/// <param name="whyNot">What took away a finding that no longer holds; asked at once.</param>
internal sealed class ChangesFound(Func<Finding, string> whyNot) : IReadOnlyList<FindingChange>
{
    // lists are made when anything comes into them: most facts change no finding
    private List<FindingChange>? changes;
    private List<(PairMatcher Matcher, PairsFound.AsItIs Found)>? begun;
    private List<(PairMatcher Matcher, FoundPair Before, FoundPair After)>? moved;
    private (PairMatcher Matcher, FoundPair Found)[] pairs = [];
    private IReadOnlyList<FindingChange>? said;

    public int Count => Said.Count;

    public FindingChange this[int index] => Said[index];

    /// <summary>All that a rule found that was put to work.</summary>
    /// <param name="found">Its pairs, where it looks for pairs.</param>
    public void Began(RuleInTheatre work, PairsFound.AsItIs? found)
    {
        if (work.Matcher is PairMatcher matcher && found is not null)
        {
            (begun ??= []).Add((matcher, found));
        }
        else
        {
            (changes ??= []).AddRange(work.All.Select(f => new FindingChange(null, f)));
        }
    }

    /// <summary>All that a rule found that was taken from work.</summary>
    public void Ended(RuleInTheatre work)
    {
        foreach (var finding in work.All)
        {
            Add(finding, null);
        }
    }

    public void Add(Finding? before, Finding? after)
    {
        if (before is null ? after is not null : after is null || !WhatChanged.Same(before, after))
        {
            (changes ??= []).Add(new(before, after, before is not null && after is null ? whyNot(before) : null));
        }
    }

    /// <summary>All pairs of which nothing stood before; the list is the caller's to use again.</summary>
    public void Began(List<(PairMatcher Matcher, FoundPair Found)> found)
    {
        pairs = [.. found];
    }

    /// <param name="after">As what the pair was found again; null where it was not.</param>
    public void Moved(PairMatcher matcher, in FoundPair before, in FoundPair? after)
    {
        if (after is not { } now)
        {
            Add(matcher.FindingOf(before), null);
        }
        else if (!before.IsSurely(now))
        {
            (moved ??= []).Add((matcher, before, now));
        }
    }

    public IEnumerator<FindingChange> GetEnumerator() => Said.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IReadOnlyList<FindingChange> Said => said ??=
    [
        .. (changes ?? [])
            .Concat((moved ?? []).Select(m => new FindingChange(m.Matcher.FindingOf(m.Before), m.Matcher.FindingOf(m.After))).Where(c => !WhatChanged.Same(c.Before!, c.After!)))
            .Concat(pairs.Select(p => new FindingChange(null, p.Matcher.FindingOf(p.Found))))
            .Concat((begun ?? []).SelectMany(b => b.Found.All.Select(p => new FindingChange(null, b.Matcher.FindingOf(p)))))
            .OrderBy(c => (c.Before ?? c.After)!.CorrelationId, StringComparer.Ordinal),
    ];
}
