using System.Text.Json.Serialization;
using Marten;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Projection.Views;
using Timeline.Vocabulary;

namespace Timeline.Projection.Correlations;

/// <summary>GET /api/correlations and /api/correlations/{id}: each with its reasons step by step, what it hangs on, and what the rule is worth so far.</summary>
/// <remarks>
/// Now, and by what was recorded (<see cref="SaidThen"/>), they are told as the system told them, withdrawn ones too. By what was known they are those that
/// a run from nothing finds (<see cref="KnownThen"/>): these stand, and have no past.
/// </remarks>
public static class ShowCorrelations
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/correlations", AllAsync).RequireAuthorization(Access.Read)
            .Says("correlations", "The correlations, each with its reasons step by step, what it hangs on, and what its rule is worth so far.",
                "Now, and with clock=recorded, withdrawn ones are told too. By what was known, they are those that a run from nothing finds over what was known then.")
            .Asks("rule", "Only of this rule.").Asks("state", "Only those that hold, or only those that were withdrawn.", "holds", "withdrawn").Asks("theatre", "Only of this theatre.")
            .Asks("seasonYear", "Only of this season year.").Asks("incident", "Only those that this incident is part of.").AsksMoment().Gives<IReadOnlyList<CorrelationShown>>(200);
        app.MapGet("/api/correlations/{id}", OneAsync).RequireAuthorization(Access.Read)
            .Says("correlations", "One correlation, with its reasons step by step, and the incidents and sources it hangs on.",
                "`hangsOn` are its incidents without each of which it would not stand; `hangsOnSources` the sources without all that they ever told, of these or of other incidents, it would not: each was left out "
                + "as POST /api/what-if leaves it out, and it was gone. Sources that have it from one origin are one, named by that. The field is missing of a correlation that was withdrawn, and in a list.")
            .Asks("id", "The correlation: rule~version~theatre~key.").AsksMoment().Gives<CorrelationShown>(200);
    }

    private static async Task<IResult> AllAsync(
        string? rule, string? state, string? theatre, int? seasonYear, string? incident, string? knownAt, string? clock,
        IQuerySession session, KnownThen then, SaidThen said, IReadOnlyList<Theatre> theatres, CancellationToken stop)
    {
        if (state is not (null or "holds" or "withdrawn"))
        {
            throw Refused.Field("state", "It is not one of: holds, withdrawn.");
        }

        var asked = theatres.Named(theatre);
        await CheckRuleAsync(rule, session, stop);
        var shown = await AtAsync(Moment.Read(knownAt, clock), asked, session, then, said, stop);
        return Results.Json(
            shown.Where(s => (rule is null || s.Rule == rule) && (state is null || s.State == state) && (theatre is null || s.Theatre == theatre) && (seasonYear is null || s.SeasonYear == seasonYear)
                    && (incident is null || s.Incidents.Contains(incident)))
                .OrderBy(s => s.SeasonYear).ThenBy(s => s.Id, StringComparer.Ordinal),
            TimelineJson.Options);
    }

    private static async Task<IResult> OneAsync(
        string id, string? knownAt, string? clock, IQuerySession session, KnownThen then, SaidThen said, IReadOnlyList<Theatre> theatres, CancellationToken stop)
    {
        // its id is made of rule, version, theatre and key
        var moment = Moment.Read(knownAt, clock);
        var its = theatres.Where(t => id.Split('~') is [_, _, var theatre, ..] && theatre == t.Id).ToList();
        var shown = await AtAsync(moment, its, session, then, said, stop);
        var one = shown.FirstOrDefault(s => s.Id == id) ?? throw Refused.NotFound(moment.KnownAt is null ? $"correlation '{id}'" : $"correlation '{id}' known then");
        var sources = one.State == "holds" ? await then.SourcesUnderAsync(id, one.Rule, one.RuleVersion, one.Theatre, moment, session, stop) : null;
        return Results.Json(one with { HangsOnSources = sources }, TimelineJson.Options);
    }

    // a rule may have found nothing yet, or nothing then: only one that was never in force, in any version, is an error
    private static async Task CheckRuleAsync(string? rule, IQuerySession session, CancellationToken stop)
    {
        if (rule is null)
        {
            return;
        }

        var known = (await session.Query<RuleDocument>().ToListAsync(stop)).Select(d => d.Rule.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (!known.Contains(rule))
        {
            throw Refused.Field("rule", $"There is no rule '{rule}'. There are: {string.Join(", ", known)}.");
        }
    }

    private static async Task<IEnumerable<CorrelationShown>> AtAsync(
        Moment moment, IReadOnlyList<Theatre> theatres, IQuerySession session, KnownThen then, SaidThen said, CancellationToken stop)
    {
        if (moment is { KnownAt: not null, ByRecorded: false })
        {
            var found = new List<CorrelationShown>();
            foreach (var theatre in theatres)
            {
                var engine = await then.InTheatreAsync(theatre.Id, moment, session, stop);
                found.AddRange(engine.Findings.Values.Select(f => CorrelationShown.Of(f, "holds", "detected", engine.EvidenceOf(f.Rule, f.Theatre))));
            }

            return found;
        }

        var (told, evidence) = moment.KnownAt is { } at
            ? (await said.CorrelationsAsync(at, stop), await said.EvidenceAsync(at, stop))
            : (await session.Query<CorrelationDocument>().ToListAsync(stop), (await session.Query<EvidenceDocument>().ToListAsync(stop)).ToDictionary(e => e.Id, e => e.Evidence));
        return told.Select(d => CorrelationShown.Of(d.Finding, d.State, d.LastChange, evidence.GetValueOrDefault(EvidenceDocument.Key(d.Rule, d.Finding.RuleVersion, d.Theatre))));
    }
}

/// <summary>A correlation as it is shown.</summary>
public sealed record CorrelationShown(
    string Id, string Rule, int RuleVersion, string Theatre, int SeasonYear, string State, string LastChange, Certainty Verdict, double Share, LagDays? Lag,
    IReadOnlyList<string> Incidents, IReadOnlyList<ExplanationStep> Explanation, IReadOnlyList<string> HangsOn, IReadOnlyList<NotCounted> NotCounted, Evidence? Evidence)
{
    /// <summary>The sources without all of whose reports it would not stand; null where that was not asked, or it does not hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? HangsOnSources { get; init; }

    public static CorrelationShown Of(Finding f, string state, string lastChange, Evidence? evidence) =>
        new(f.CorrelationId, f.Rule, f.RuleVersion, f.Theatre, f.SeasonYear, state, lastChange, f.Verdict, f.Share, f.Lag, f.Incidents, f.Explanation, f.HangsOn, f.NotCounted, evidence);
}
