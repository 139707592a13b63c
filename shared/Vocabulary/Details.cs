namespace Timeline.Vocabulary;

/// <summary>The fields that only one kind has. A kind's record says what it holds and checks itself.</summary>
public abstract record Details
{
    /// <summary>The kind these fields belong to.</summary>
    public abstract Kind Kind { get; }
}

/// <param name="Attackers">How many came, as told.</param>
public sealed record IncursionDetails(Quantity? Attackers = null, Quantity? Units = null) : Details
{
    public override Kind Kind => Kind.Incursion;
}

/// <param name="Hostages">How many were taken.</param>
/// <param name="Captors">How many took them.</param>
public sealed record HostageTakingDetails(Quantity? Hostages = null, Quantity? Captors = null) : Details
{
    public override Kind Kind => Kind.HostageTaking;
}

/// <summary>Only what was paid enters a season's sum; what was demanded or is alleged stands apart.</summary>
public enum RansomState { Paid, Demanded, Alleged }

/// <param name="Amount">Money; the unit is a currency code.</param>
/// <param name="State">Paid unless the source says otherwise.</param>
/// <param name="InKind">What was given beside money.</param>
public sealed record RansomDetails(Quantity? Amount = null, RansomState State = RansomState.Paid, IReadOnlyList<Quantity>? InKind = null) : Details
{
    public override Kind Kind => Kind.Ransom;
}

public enum ReleaseOutcome { Released, Ransomed, Escaped, Rescued, Killed }

/// <param name="Outcome">How the captivity ended.</param>
/// <param name="Released">How many came free.</param>
public sealed record ReleaseDetails(ReleaseOutcome Outcome = ReleaseOutcome.Released, Quantity? Released = null) : Details
{
    public override Kind Kind => Kind.Release;
}

/// <param name="Crop">What was harvested; opium where the source is silent on a poppy theatre.</param>
/// <param name="Amount">What was brought in, in metric tons (unit t).</param>
/// <param name="Area">The area under the crop, in hectares (unit ha).</param>
/// <param name="SeasonYear">The season year the source gives this harvest to; a harvest states its own.</param>
public sealed record HarvestDetails(string? Crop = null, Quantity? Amount = null, Quantity? Area = null, int? SeasonYear = null) : Details
{
    public override Kind Kind => Kind.Harvest;
}

/// <param name="Substance">heroin, opium …</param>
/// <param name="Mass">In kilograms (unit kg).</param>
/// <param name="Units">What was counted and not weighed, in its own unit: tablets, ampoules, plants. Never turned into a mass, and in no sum of masses.</param>
public sealed record SeizureDetails(string? Substance = null, Quantity? Mass = null, Quantity? Units = null) : Details
{
    public override Kind Kind => Kind.Seizure;
}

public enum PassChange { Closes, Opens }

/// <param name="Pass">The pass, where it has a name.</param>
public sealed record PassClosureDetails(string? Pass = null, PassChange Change = PassChange.Closes) : Details
{
    public override Kind Kind => Kind.PassClosure;
}

public enum BanChange { Imposed, Lifted }

/// <param name="Of">What was banned.</param>
/// <param name="Scope">How far it goes, in the source's words: cultivation alone, trade too, one province.</param>
public sealed record BanDetails(string? Of = null, BanChange Change = BanChange.Imposed, string? Scope = null) : Details
{
    public override Kind Kind => Kind.Ban;
}

public sealed record WithdrawalDetails(Quantity? Strength = null) : Details
{
    public override Kind Kind => Kind.Withdrawal;
}

public sealed record AttackDetails(Quantity? Killed = null, Quantity? Injured = null) : Details
{
    public override Kind Kind => Kind.Attack;
}

/// <summary>Politics, relocation, policy, an estimate of trafficking or addiction: the report's subkind says which.</summary>
public sealed record ContextDetails : Details
{
    public override Kind Kind => Kind.Context;
}
