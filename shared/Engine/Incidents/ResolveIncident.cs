using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// Makes one incident of all that was recorded of it and of the incidents merged into it. The result depends on the set of facts alone,
/// not on their order; facts seen twice change nothing.
/// </summary>
/// <remarks>
/// <para>The reports are ranked: the incident's own before merged ones, then the better graded, then by id. The first gives title, kind and
/// place. Reports that say it occurred win over those that say it did not, and then alone give dates and numbers.</para>
/// <para>Reports of a common origin count once: the best ranked of them speaks, and among equals the origin itself, else the last recorded.</para>
/// </remarks>
public static class ResolveIncident
{
    /// <param name="facts">All facts of the incident and of those merged into it; merges themselves are passed over, and so is what was settled of an incident before it was merged.</param>
    /// <param name="presentId">Turns the id of a merged incident into that of the one it was merged into; null leaves ids as they are.</param>
    /// <param name="names">What sources are counted under; null: their own names.</param>
    /// <returns>Null where no report stands.</returns>
    public static Incident? From(string id, IEnumerable<Fact> facts, Func<string, string>? presentId = null, SourceNames? names = null)
    {
        var last = new Dictionary<(string, string), Fact>();
        var settled = new Dictionary<string, Fact>();
        foreach (var fact in facts)
        {
            if (fact.Event is ConflictSettled decision && decision.IncidentId == id && (!settled.TryGetValue(decision.Field, out var before) || before.Version < fact.Version))
            {
                settled[decision.Field] = fact;
            }

            if (fact.Event.ReportOf() is { } report)
            {
                var key = (fact.Event.IncidentId, report);
                if (!last.TryGetValue(key, out var held) || held.Version < fact.Version)
                {
                    last[key] = fact;
                }
            }
        }

        return Of(id, last.Values, presentId ?? (same => same), [.. settled.Values], names);
    }

    /// <param name="last">The last fact of each report.</param>
    /// <param name="decisions">The last decision on each field that was settled; null where none was.</param>
    /// <param name="names">What sources are counted under; null: their own names.</param>
    internal static Incident? Of(string id, IEnumerable<Fact> last, Func<string, string> presentId, IReadOnlyList<Fact>? decisions = null, SourceNames? names = null)
    {
        if (decisions is not { Count: > 0 } && last is IReadOnlyList<Fact> { Count: 1 } only)
        {
            return StandingReport.Of(only[0], id, names) is { } one ? OfOne(id, one, presentId) : null;
        }

        var standing = last.Select(f => StandingReport.Of(f, id, names)).OfType<StandingReport>().ToList();
        if (standing.Count == 0)
        {
            return null;
        }

        var settled = new SettledFields(decisions);
        standing.Sort(Rank);
        var polarity = standing.Any(r => r.Account.Polarity == Polarity.Occurred) ? Polarity.Occurred
            : standing.Any(r => r.Account.Polarity == Polarity.DidNotOccur) ? Polarity.DidNotOccur
            : Polarity.Imminent;
        var kind = standing[0].Account.Kind;
        var agreeing = standing.Where(r => r.Account.Polarity == polarity).ToList();
        var speaking = OncePerOrigin(agreeing);
        var ofKind = speaking.Where(r => r.Account.Kind == kind).ToList();
        var lead = ofKind.Count > 0 ? ofKind[0] : standing[0];

        var (when, dateConflict, derivedFrom) = CombineDates.Of(speaking, presentId, settled);
        var numbers = new CombineQuantities(settled);
        var details = CombineDetails.Of(ofKind.Count > 0 ? ofKind.ConvertAll(r => r.Details) : [lead.Details], numbers);
        var mentioned = agreeing.SelectMany(r => r.Account.Where is { } w ? r.Account.Elsewhere.Prepend(w) : r.Account.Elsewhere).ToList();
        var where = settled.Place(mentioned, lead.Account.Where ?? speaking.Select(r => r.Account.Where).FirstOrDefault(w => w is not null));

        return new(
            id,
            kind,
            lead.Account.Subkind,
            lead.Account.Title,
            when,
            dateConflict,
            numbers.Conflict,
            PolarityConflict: polarity == Polarity.Occurred && standing.Any(r => r.Account.Polarity == Polarity.DidNotOccur),
            KindConflict: standing.Any(r => r.Account.Kind != kind),
            where,
            [.. mentioned.Where(m => m != where).Distinct()],
            [.. agreeing.SelectMany(r => r.Account.Actors).Distinct(StringComparer.Ordinal)],
            details,
            [.. speaking.SelectMany(r => r.Account.Figures).Distinct()],
            polarity,
            agreeing.Min(r => r.Account.Claim),
            agreeing.Min(r => r.Account.Scope),
            Links(id, standing, presentId),
            derivedFrom,
            standing.Select(r => r.Account.Source.Grading).OrderBy(GradeRank).First(),
            [.. standing.Select(r => r.Account.Source.Origin ?? r.Account.Source.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. standing.Select(r => r.ReportId).Order(StringComparer.Ordinal)])
        {
            Settled = settled.Shown,
        };
    }

    /// <summary>The same of one report alone, as most incidents have: nothing to rank, nothing to join.</summary>
    private static Incident OfOne(string id, StandingReport report, Func<string, string> presentId)
    {
        var account = report.Account;
        var (when, _, derivedFrom) = account.When is { Begins: not null, DerivedFrom: null, Best: null, EndsOpen: false } plain
            ? (plain, false, [])
            : CombineDates.Of([report], presentId, new(null));
        return new(
            id,
            account.Kind,
            account.Subkind,
            account.Title,
            when,
            DateConflict: false,
            QuantityConflict: false,
            PolarityConflict: false,
            KindConflict: false,
            account.Where,
            account.Elsewhere.Count == 0 ? [] : ElsewhereThan(account),
            account.Actors.Count <= 1 ? account.Actors : [.. account.Actors.Distinct(StringComparer.Ordinal)],
            report.Details,
            account.Figures.Count <= 1 ? account.Figures : [.. account.Figures.Distinct()],
            account.Polarity,
            account.Claim,
            account.Scope,
            account.Links switch
            {
                [] => [],
                [var only] => presentId(only.To) is var to && to == id ? [] : [to == only.To ? only : only with { To = to }],
                _ => Links(id, [report], presentId),
            },
            derivedFrom,
            account.Source.Grading,
            [account.Source.Origin ?? account.Source.Name],
            [report.ReportId]);
    }

    // apart, so that the many that are nowhere else make no closure
    private static List<Mention> ElsewhereThan(Account account) => [.. account.Elsewhere.Where(m => m != account.Where).Distinct()];

    private static List<Link> Links(string id, List<StandingReport> standing, Func<string, string> presentId) =>
    [
        .. standing.SelectMany(r => r.Account.Links)
            .Select(l => l with { To = presentId(l.To) })
            .Where(l => l.To != id) // two incidents that were merged are no longer related to one another
            .Distinct()
            .OrderBy(l => l.Rel, StringComparer.Ordinal).ThenBy(l => l.To, StringComparer.Ordinal),
    ];

    /// <summary>Of several with one origin the best ranked; the origin's own report is one of them.</summary>
    private static List<StandingReport> OncePerOrigin(List<StandingReport> ranked)
    {
        var origins = ranked.Select(r => r.Account.Source.Origin).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var spoken = new Dictionary<string, int>(StringComparer.Ordinal);
        var speaking = new List<StandingReport>(ranked.Count);
        foreach (var report in ranked)
        {
            if ((report.Account.Source.Origin ?? (origins.Contains(report.Account.Source.Name) ? report.Account.Source.Name : null)) is not { } origin)
            {
                speaking.Add(report);
            }
            else if (!spoken.TryGetValue(origin, out var at))
            {
                spoken[origin] = speaking.Count;
                speaking.Add(report);
            }
            else if (SameStanding(report, speaking[at]) && Speaks(report, speaking[at]))
            {
                speaking[at] = report;
            }
        }

        return speaking;
    }

    /// <summary>The origin itself before who has it from there; else who was recorded last.</summary>
    private static bool Speaks(StandingReport report, StandingReport before) => (report.Account.Source.Origin is null, before.Account.Source.Origin is null) switch
    {
        (true, false) => true,
        (false, true) => false,
        _ => report.Recorded > before.Recorded,
    };

    private static bool SameStanding(StandingReport a, StandingReport b) =>
        a.Own == b.Own && GradeRank(a.Account.Source.Grading) == GradeRank(b.Account.Source.Grading);

    private static int Rank(StandingReport a, StandingReport b)
    {
        var byOwn = b.Own.CompareTo(a.Own);
        var byGrade = byOwn != 0 ? byOwn : GradeRank(a.Account.Source.Grading).CompareTo(GradeRank(b.Account.Source.Grading));
        var byIncident = byGrade != 0 ? byGrade : string.CompareOrdinal(a.IncidentId, b.IncidentId);
        return byIncident != 0 ? byIncident : string.CompareOrdinal(a.ReportId, b.ReportId);
    }

    /// <summary>Only an order for choosing who speaks first; the two letters of a grade are never joined into a number that is shown.</summary>
    private static int GradeRank(Grading grading) => ((int)(grading.Reliability ?? Reliability.F) * 10) + (grading.Credibility ?? 6);
}
