using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>The hostage-takings of a season year, each with the ransoms and releases linked to it and how it ended.</summary>
/// <remarks>A taking lies in the season year of most of its days; a taking that is part of another is not shown beside it.</remarks>
internal static class BuildChains
{
    /// <summary>Days after the latest day of the taking for which its outcome is open, then it is unknown.</summary>
    public const int OpenDays = 90;

    private static readonly Selector Taking = new(Kind.HostageTaking);

    public static IEnumerable<Standing> TakingsOf(TheatreSeasons theatre, int year) =>
        theatre.Occurred(year, Taking).Where(t => theatre.Theatre.Likeliest(t.Onset) == year);

    public static IReadOnlyList<ChainView> Of(TheatreSeasons theatre, int year, Situation now, LocalDate? asOf) =>
    [
        .. TakingsOf(theatre, year).OrderBy(t => t.Onset!.Value).ThenBy(t => t.Id, StringComparer.Ordinal).Select(t => Of(t, now, asOf)),
    ];

    public static ChainView Of(Standing taking, Situation now, LocalDate? asOf)
    {
        var ransoms = MatchChain.LinkedTo(taking, Relations.RansomFor, now).Where(l => l.Counts).ToList();
        var releases = MatchChain.LinkedTo(taking, Relations.ReleaseOf, now).Where(l => l.Counts).ToList();
        var steps = ransoms.Select(r => Step("ransom", r, taking)).Concat(releases.Select(r => Step("release", r, taking)));
        return new(taking.Id, taking.Kind, taking.Onset!.Value, [.. steps], Outcome(taking, ransoms, releases, asOf));
    }

    private static ChainStepView Step(string name, Standing linked, Standing taking) => new(name, linked.Id, LagOf(linked, taking), linked.Incident.Details switch
    {
        RansomDetails ransom => ransom.State.ToString().ToLowerInvariant(),
        ReleaseDetails release => release.Outcome.ToString().ToLowerInvariant(),
        _ => null,
    });

    private static LagDays? LagOf(Standing linked, Standing taking)
    {
        if (linked.Onset is not { } days)
        {
            return null;
        }

        var (min, max) = Lag.Between(taking.Onset!.Value, days);
        return new(min, max);
    }

    /// <summary>
    /// What cannot be comes first; then how the captivity ended, the gravest word first where several releases are linked; then whether money was
    /// paid; then that they came free. A demand or an allegation ends nothing.
    /// </summary>
    private static ChainOutcome Outcome(Standing taking, List<Standing> ransoms, List<Standing> releases, LocalDate? asOf)
    {
        if (ransoms.Concat(releases).Any(s => LagOf(s, taking) is { Max: < 0 }))
        {
            return ChainOutcome.Inconsistent;
        }

        var outcomes = releases.Select(r => r.Incident.Details).OfType<ReleaseDetails>().Select(d => d.Outcome).ToHashSet();
        return outcomes.Contains(ReleaseOutcome.Killed) ? ChainOutcome.Killed
            : outcomes.Contains(ReleaseOutcome.Escaped) ? ChainOutcome.Escaped
            : outcomes.Contains(ReleaseOutcome.Rescued) ? ChainOutcome.Rescued
            : outcomes.Contains(ReleaseOutcome.Ransomed) || ransoms.Exists(IsPaid) ? ChainOutcome.Ransomed
            : releases.Count > 0 ? ChainOutcome.Released
            : asOf is { } day && day > taking.Onset!.Value.Latest.PlusDays(OpenDays) ? ChainOutcome.Unknown
            : ChainOutcome.Open;
    }

    private static bool IsPaid(Standing ransom) => ransom.Incident.Details is RansomDetails { State: RansomState.Paid };
}
