using Timeline.Vocabulary;

namespace Timeline.Contracts;

/// <summary>
/// The kinds, each with its fields and its message. A new kind is a word in <see cref="Kind"/>, a record of details, a message and a line here.
/// </summary>
public static class Kinds
{
    private sealed record Entry(Type Details, Func<string, string, Account, Details, Provenance, IReported> Report);

    private static readonly Dictionary<Kind, Entry> Table = new()
    {
        [Kind.Incursion] = Of<IncursionDetails>((i, r, a, d, p) => new IncursionReported(i, r, a, d, p)),
        [Kind.HostageTaking] = Of<HostageTakingDetails>((i, r, a, d, p) => new HostageTakingReported(i, r, a, d, p)),
        [Kind.Ransom] = Of<RansomDetails>((i, r, a, d, p) => new RansomReported(i, r, a, d, p)),
        [Kind.Release] = Of<ReleaseDetails>((i, r, a, d, p) => new ReleaseReported(i, r, a, d, p)),
        [Kind.Harvest] = Of<HarvestDetails>((i, r, a, d, p) => new HarvestReported(i, r, a, d, p)),
        [Kind.Seizure] = Of<SeizureDetails>((i, r, a, d, p) => new SeizureReported(i, r, a, d, p)),
        [Kind.PassClosure] = Of<PassClosureDetails>((i, r, a, d, p) => new PassClosureReported(i, r, a, d, p)),
        [Kind.Ban] = Of<BanDetails>((i, r, a, d, p) => new BanReported(i, r, a, d, p)),
        [Kind.Withdrawal] = Of<WithdrawalDetails>((i, r, a, d, p) => new WithdrawalReported(i, r, a, d, p)),
        [Kind.Attack] = Of<AttackDetails>((i, r, a, d, p) => new AttackReported(i, r, a, d, p)),
        [Kind.Context] = Of<ContextDetails>((i, r, a, d, p) => new ContextReported(i, r, a, d, p)),
    };

    /// <summary>The record that holds a kind's own fields.</summary>
    public static Type DetailsOf(Kind kind) => Table[kind].Details;

    /// <summary>The message of a kind.</summary>
    /// <exception cref="InvalidCastException">The details are those of another kind.</exception>
    public static IReported Reported(string incidentId, string reportId, Account account, Details details, Provenance provenance) =>
        Table[account.Kind].Report(incidentId, reportId, account, details, provenance);

    private static Entry Of<T>(Func<string, string, Account, T, Provenance, IReported> report) where T : Details =>
        new(typeof(T), (i, r, a, d, p) => report(i, r, a, (T)d, p));
}
