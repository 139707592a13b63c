using System.Runtime.InteropServices;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The running counts of a rule in a theatre, so that one more report does not make all of history be counted again: matches that count, and
/// one judgement per unit (a season year, or the incident id of a taking).
/// </summary>
internal sealed class Tally
{
    private readonly Dictionary<int, int> certainBySeason = [];
    private readonly SortedDictionary<string, Judgement> judgements = new(StringComparer.Ordinal);
    private bool changed = true;
    private bool touched = true;

    /// <summary>Certain matches that count.</summary>
    public int Certain { get; private set; }

    /// <summary>All matches that count, certain or possible.</summary>
    public int Possible { get; private set; }

    /// <summary>Seasons with a certain match that counts.</summary>
    public int Seasons => certainBySeason.Count;

    public int Judged { get; private set; }

    public int Held { get; private set; }

    public IReadOnlyCollection<Judgement> Judgements => judgements.Values;

    /// <summary>What a season year or an incident says; null where it says nothing.</summary>
    public Judgement? Of(string unit) => judgements.GetValueOrDefault(unit);

    /// <summary>Whether anything is another than when this was last asked.</summary>
    public bool TakeChanged()
    {
        var was = changed;
        changed = false;
        return was;
    }

    /// <summary>Whether any match came or went since this was last asked.</summary>
    public bool TakeTouched()
    {
        var was = touched;
        touched = false;
        return was;
    }

    /// <param name="by">How many came; less than nothing where they went.</param>
    /// <param name="isCounted">It is not circular (<see cref="WeighEvidence.IsCounted"/>).</param>
    public void Count(Rule rule, int season, Certainty verdict, bool isCounted, int by)
    {
        changed = touched = true;
        if (!isCounted || !WeighEvidence.IsObserved(rule, season))
        {
            return;
        }

        Possible += by;
        if (verdict == Certainty.Certain)
        {
            Certain += by;
            ref var certain = ref CollectionsMarshal.GetValueRefOrAddDefault(certainBySeason, season, out _);
            certain += by;
            if (certain == 0)
            {
                certainBySeason.Remove(season);
            }
        }
    }

    /// <param name="judgement">Null where there is nothing to judge any more.</param>
    public void Judge(string unit, Judgement? judgement)
    {
        if (judgements.TryGetValue(unit, out var before) ? before == judgement : judgement is null)
        {
            return;
        }

        changed = true;
        Add(before, -1);
        Add(judgement, 1);
        if (judgement is null)
        {
            judgements.Remove(unit);
        }
        else
        {
            judgements[unit] = judgement;
        }
    }

    private void Add(Judgement? judgement, int by)
    {
        Judged += judgement is { Judged: true } ? by : 0;
        Held += judgement is { Held: true } ? by : 0;
    }
}
