namespace Timeline.Vocabulary;

/// <summary>What sort of thing happened. The first six are the core of the field.</summary>
public enum Kind
{
    Incursion,
    HostageTaking,
    Ransom,
    Release,
    Harvest,
    Seizure,
    PassClosure,
    Ban,
    Withdrawal,
    Attack,
    Context,
}

/// <summary>
/// Whether the source says that it happened, that somebody looked and it did not, or that it was about to
/// (<see cref="Imminent"/> never moves the edge of a phase).
/// </summary>
public enum Polarity { Occurred, DidNotOccur, Imminent }

/// <summary>How a source makes a claim.</summary>
public enum Claim { Stated, Reported, Alleged, Estimated, Inferred }

/// <summary>Whether a record belongs to the history itself, to its background, or to another place it is compared with.</summary>
public enum Scope { Core, Context, Comparator }
