namespace Timeline.Correlation.RuleBook;

/// <summary>What a side of a rule may not ask for beside its filters, and why not, as whoever writes the rule is told; null where it may.</summary>
/// <param name="Polarity">Why not for what did not occur or only threatens. What occurred may be asked for everywhere.</param>
/// <param name="Edge">Why no day may be chosen.</param>
internal sealed record NotAsked(string? Polarity, string? Edge);
