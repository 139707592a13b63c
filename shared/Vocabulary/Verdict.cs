namespace Timeline.Vocabulary;

public enum Certainty { Impossible, Possible, Certain }

/// <summary>
/// Whether a relation between uncertain days holds: for every choice of days (certain, share 1), for none (impossible, share 0),
/// or for some, with the share of day combinations that satisfy it among those possible (each as likely as any other).
/// </summary>
/// <param name="Satisfied">Day combinations that satisfy the relation.</param>
/// <param name="All">Day combinations possible.</param>
public readonly record struct Verdict(Certainty Certainty, long Satisfied, long All)
{
    public static readonly Verdict Never = new(Certainty.Impossible, 0, 1);

    /// <summary>Certain where all are satisfied, impossible where none is, else possible.</summary>
    public static Verdict Of(long satisfied, long all) =>
        satisfied == 0 ? Never with { All = Math.Max(1, all) }
        : new(satisfied == all ? Certainty.Certain : Certainty.Possible, satisfied, all);

    /// <summary>
    /// Between 0 and 1: 1 where certain, 0 exactly where impossible. Possible with share 1 is left for one case only, a window
    /// (<see cref="Window"/>) that on some of the days allowed would not be one.
    /// </summary>
    public double Share => Certainty switch
    {
        Certainty.Certain => 1,
        Certainty.Impossible => 0,
        _ => All == 0 ? 0 : (double)Satisfied / All,
    };
}
